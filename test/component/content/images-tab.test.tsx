import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { remote } from '../support/fake-client.ts';
import { expectAccessible } from '../support/render.tsx';
import { contentClient, yamlOf } from './fake-content.ts';
import { renderContent, type RenderedContent } from './render-content.tsx';

const named = (...names: string[]): string => yamlOf({ additionalImages: names.map((name) => ({ name })) });

function namesOf(yaml: string): readonly string[] {
  const { additionalImages } = JSON.parse(yaml) as { readonly additionalImages: readonly { name: string }[] };
  return additionalImages.map(({ name }) => name);
}

async function openImages(
  start: string,
  options: Parameters<typeof renderContent>[1] = {},
): Promise<RenderedContent> {
  const rendered = await renderContent(start, options);
  await rendered.user.click(
    await screen.findByRole('tab', { name: options.language === 'zh' ? '镜像' : 'Images' }),
  );
  return rendered;
}

describe('pasting a list of images', () => {
  it('adds what is good, tells what is there already and keeps what cannot be read, with its line', async () => {
    const { user, yaml } = await openImages(named('quay.io/a:1'));
    const box = await screen.findByRole('textbox', { name: 'Add images' });
    await user.click(box);
    await user.paste('# ours\nquay.io/b:1\nquay.io/a:1\nquay.io/BAD\nquay.io/c:1');
    await user.click(screen.getByRole('button', { name: 'Add to the configuration' }));
    await waitFor(() => expect(namesOf(yaml())).toEqual(['quay.io/a:1', 'quay.io/b:1', 'quay.io/c:1']));
    expect(await screen.findAllByText('2 images were added.')).toBeTruthy();
    expect(screen.getByText('Line 3: quay.io/a:1 is there already and was left out.')).toBeTruthy();
    expect(screen.getByText(/^Line 4: .*quay\.io\/BAD.*neither a tag nor a digest/)).toBeTruthy();
    expect(box).toHaveProperty('value', 'quay.io/BAD');
  });

  it('changes nothing and says why when the host cannot be asked', async () => {
    const client = contentClient();
    const { user, yaml } = await openImages(named(), { client });
    const box = await screen.findByRole('textbox', { name: 'Add images' });
    client.handle({
      'config.describe': () => {
        throw remote('CONFIG_TOO_LARGE', { size: 9, limit: 1 });
      },
    });
    await user.type(box, 'quay.io/b:1');
    await user.click(screen.getByRole('button', { name: 'Add to the configuration' }));
    expect(await screen.findByText(/9 bytes/)).toBeTruthy();
    expect(box).toHaveProperty('value', 'quay.io/b:1');
    expect(namesOf(yaml())).toEqual([]);
  });
});

describe('the images of a configuration', () => {
  it('are looked up by themselves and pinned one by one or all at once', async () => {
    const { user, yaml } = await openImages(named('quay.io/a:1', 'quay.io/b:2', 'quay.io/c:3'));
    await user.click(await screen.findByRole('button', { name: 'Pin quay.io/a:1 to its digest' }));
    await waitFor(() => expect(namesOf(yaml())[0]).toBe(`quay.io/a@sha256:${'a'.repeat(64)}`));
    await user.click(await screen.findByRole('button', { name: 'Pin 2 images' }));
    await waitFor(() => expect(namesOf(yaml()).every((name) => name.includes('@'))).toBe(true));
    expect((await screen.findAllByText('pinned')).length).toBe(3);
    expect(screen.getByRole('button', { name: 'Pin 0 images' })).toHaveProperty('disabled', true);
  });

  it('that cannot be found say why, and are tried again', async () => {
    let isThere = false;
    const client = contentClient({
      'images.resolve': ({ references }) => ({
        images: references.map((reference) =>
          isThere
            ? { reference, platforms: [], bytes: 2048 }
            : {
                reference,
                platforms: [],
                error: { code: 'REFERENCE_EMPTY', params: { reference }, affected: [] },
              },
        ),
      }),
    });
    const { user } = await openImages(named('quay.io/a:1'), { client });
    await user.click(await screen.findByRole('button', { name: 'failed: why? quay.io/a:1' }));
    expect(await screen.findByText('The image reference "quay.io/a:1" names no image.')).toBeTruthy();
    isThere = true;
    await user.click(screen.getByRole('button', { name: 'Try 1 failed again' }));
    expect(await screen.findByText('resolved')).toBeTruthy();
    expect(screen.getByText('2.0 KiB')).toBeTruthy();
  });

  it('are removed, all entries of a name that is listed twice', async () => {
    const { user, yaml } = await openImages(named('quay.io/a:1', 'quay.io/b:1', 'quay.io/a:1'));
    expect(await screen.findByText('listed twice')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Remove quay.io/b:1' }));
    await waitFor(() => expect(namesOf(yaml())).toEqual(['quay.io/a:1', 'quay.io/a:1']));
    const [button] = screen.getAllByRole('button', { name: 'Remove all entries of quay.io/a:1' });
    if (button === undefined) throw new RangeError('no button');
    await user.click(button);
    expect(await screen.findByRole('heading', { name: 'No additional images' })).toBeTruthy();
  });

  it('are searched and filtered', async () => {
    const { user } = await openImages(named('quay.io/a:1', `quay.io/b@sha256:${'b'.repeat(64)}`));
    const table = await screen.findByRole('grid', { name: 'Additional images' });
    await user.selectOptions(screen.getByRole('combobox', { name: 'Which images are shown' }), 'unpinned');
    expect(within(table).queryByText(/quay\.io\/b/)).toBeNull();
    await user.type(screen.getByRole('textbox', { name: 'Search the images' }), 'nothing');
    expect(await screen.findByText('No image fits the search and the filter.')).toBeTruthy();
  });

  it('cost no more when they are 5,000: those in view are drawn and looked up', async () => {
    const names = Array.from({ length: 5000 }, (_one, at) => `quay.io/a${at}:1`);
    const client = contentClient({
      'images.resolve': async ({ references }) => {
        await new Promise((resolve) => setTimeout(resolve));
        return { images: references.map((reference) => ({ reference, platforms: [] })) };
      },
    });
    const { user } = await openImages(named(...names), { client });
    const table = await screen.findByRole('grid', { name: 'Additional images' });
    expect(table.getAttribute('aria-rowcount')).toBe('5001');
    expect(within(table).getAllByRole('row').length).toBeLessThan(60);
    await screen.findAllByText('resolved');
    const asked = (): number =>
      client.inputsOf('images.resolve').reduce((sum, { references }) => sum + references.length, 0);
    expect(asked()).toBeLessThan(60);
    await user.click(screen.getByRole('button', { name: 'Resolve all 5000 images' }));
    await waitFor(() => expect(asked()).toBe(5000), { timeout: 20_000 });
  });

  it('are given up when the tab is left', async () => {
    const signals: (AbortSignal | undefined)[] = [];
    const client = contentClient({
      'images.resolve': (_input, signal) => {
        signals.push(signal);
        return new Promise(() => undefined);
      },
    });
    const { user } = await openImages(named('quay.io/a:1'), { client });
    expect(await screen.findByText('resolving…')).toBeTruthy();
    await user.click(screen.getByRole('tab', { name: 'Options' }));
    await waitFor(() => expect(signals[0]?.aborted).toBe(true));
  });
});

describe('blocked images', () => {
  it('are tried before they come into the file, and taken out again', async () => {
    const { user, yaml } = await openImages(named());
    const box = await screen.findByRole('textbox', { name: 'Never carry images like this' });
    await user.type(box, 'quay.io/(');
    await user.click(screen.getByRole('button', { name: 'Block' }));
    expect(await screen.findByText(/neither a tag nor a digest/)).toBeTruthy();
    expect(yaml()).not.toContain('quay.io');
    await user.clear(box);
    await user.type(box, '.*:latest{Enter}');
    await user.click(await screen.findByRole('button', { name: 'Remove .*:latest' }));
    await waitFor(() => expect(screen.queryByText('.*:latest')).toBeNull());
  });
});

describe('the images tab', () => {
  it('is accessible in both languages', async () => {
    for (const language of ['en', 'zh'] as const) {
      const start = yamlOf({ additionalImages: [{ name: 'quay.io/a:1' }], blockedImages: ['.*'] });
      const { container, unmount } = await openImages(start, { language });
      await screen.findByText(language === 'en' ? 'resolved' : '已解析');
      await expectAccessible(container);
      unmount();
    }
  });
});
