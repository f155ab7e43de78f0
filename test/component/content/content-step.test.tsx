import { EditorView } from '@codemirror/view';
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { remote } from '../support/fake-client.ts';
import { expectAccessible } from '../support/render.tsx';
import { contentClient, describe as describeYaml, yamlOf } from './fake-content.ts';
import { planOf } from '../support/plan.ts';
import { renderContent } from './render-content.tsx';

async function editor(): Promise<HTMLElement> {
  return screen.findByRole('textbox', { name: 'ImageSetConfiguration as YAML' });
}

/** As the keyboard does; the editor reads keys from a layout that there is none of here. */
function type(text: HTMLElement, piece: string): void {
  EditorView.findFromDOM(text)?.dispatch({ changes: { from: 0, insert: piece }, userEvent: 'input.type' });
}

describe('forms and YAML side by side', () => {
  it('shows what a form changes in the text', async () => {
    const { user, yaml } = await renderContent(yamlOf());
    await user.click(screen.getByRole('button', { name: 'Show YAML' }));
    expect((await editor()).textContent).toContain('"graph": false');
    await user.click(await screen.findByRole('tab', { name: 'Options' }));
    await user.click(screen.getByRole('checkbox', { name: /Carry the update graph/ }));
    await waitFor(async () => expect((await editor()).textContent).toContain('"graph": true'));
    expect(yaml()).toBe(yamlOf({ graph: true }));
  });

  it('takes back and does again, with buttons that say when there is nothing', async () => {
    const { user, yaml } = await renderContent(yamlOf());
    await user.click(await screen.findByRole('tab', { name: 'Options' }));
    const undo = screen.getByRole('button', { name: 'Undo' });
    expect(undo.getAttribute('aria-disabled')).toBe('true');
    await user.click(screen.getByRole('checkbox', { name: /Carry the update graph/ }));
    await waitFor(() => expect(yaml()).toBe(yamlOf({ graph: true })));
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(yaml()).toBe(yamlOf()));
    expect(screen.getByRole('checkbox', { name: /Carry the update graph/ })).toHaveProperty('checked', false);
    await user.click(screen.getByRole('button', { name: 'Redo' }));
    await waitFor(() => expect(yaml()).toBe(yamlOf({ graph: true })));
  });

  it('keeps the steps back when one leaves the step and returns', async () => {
    const client = contentClient();
    const first = await renderContent(yamlOf(), { client });
    await first.user.click(await screen.findByRole('tab', { name: 'Options' }));
    await first.user.click(screen.getByRole('checkbox', { name: /Carry the update graph/ }));
    await waitFor(() => expect(first.yaml()).toBe(yamlOf({ graph: true })));
    first.unmount();
    expect(first.stores.content.getState().history?.past).toEqual([yamlOf()]);
  });

  it('shows the last valid forms, locked, while the text has errors, and goes to the line', async () => {
    const client = contentClient();
    const { user, stores } = await renderContent(yamlOf({ graph: true }), { client });
    await user.click(await screen.findByRole('tab', { name: 'Options' }));
    client.handle({ 'config.describe': ({ yaml }) => describeYaml(`${yaml}\n!`) });
    await user.click(screen.getByRole('button', { name: 'Show YAML' }));
    const text = await editor();
    type(text, ' ');
    const warning = await screen.findByText(/^The text has errors, the first in line \d+\.$/);
    expect(warning).toBeTruthy();
    const graph = screen.getByRole('checkbox', { name: /Carry the update graph/ });
    expect(graph).toHaveProperty('checked', true);
    expect(graph).toHaveProperty('disabled', true);
    expect(screen.getByText('This line is not valid YAML.', { exact: false })).toBeTruthy();
    screen.getByRole('button', { name: 'Undo' }).focus();
    await user.click(screen.getByRole('button', { name: /^Go to line/ }));
    await waitFor(() => expect(document.activeElement).toBe(text));
    expect(stores.connection.getState().info?.role).toBe('controller');
  });

  it('opens the text at the line of a problem', async () => {
    const { user } = await renderContent('{\n!');
    expect(
      await screen.findByRole('heading', { name: 'The text has errors, the first in line 2' }),
    ).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Line 2' }));
    await waitFor(async () => expect(document.activeElement).toBe(await editor()));
  });

  it('does not let texts above a megabyte be edited, and says what to do', async () => {
    const { user } = await renderContent(yamlOf({ blockedImages: ['x'.repeat(1_200_000)] }));
    await user.click(screen.getByRole('button', { name: 'Show YAML' }));
    expect(await screen.findByText(/Texts above 1\.0 MiB are shown here but not edited/)).toBeTruthy();
    expect((await editor()).getAttribute('aria-readonly')).toBe('true');
  });

  it('says when the host cannot be asked, and asks again', async () => {
    const client = contentClient();
    client.handle({
      'config.describe': () => {
        throw remote('HOST_UNEXPECTED', { message: 'lost' }, true);
      },
    });
    const { user } = await renderContent(yamlOf(), { client });
    const again = await screen.findByRole('button', { name: 'Try again' });
    client.handle({ 'config.describe': ({ yaml }) => describeYaml(yaml) });
    await user.click(again);
    expect(await screen.findByRole('tab', { name: 'Options' })).toBeTruthy();
  });
});

describe('what surrounds the forms', () => {
  it('says what the configuration means', async () => {
    await renderContent(yamlOf());
    expect(await screen.findByText('Nothing is asked for yet.')).toBeTruthy();
  });

  it('begins with a template when there is nothing yet', async () => {
    const { user, yaml } = await renderContent('');
    await user.click(await screen.findByRole('button', { name: 'OpenShift releases' }));
    await waitFor(() => expect(yaml()).toBe(yamlOf({ graph: true })));
    expect(await screen.findByRole('tab', { name: 'Releases' })).toBeTruthy();
  });

  it('shows hints folded away, with their lines', async () => {
    const message = { code: 'CONFIG_API_VERSION_MISSING', params: { expected: 'v2alpha1' }, affected: [] };
    const client = contentClient({
      'config.describe': ({ yaml }) => ({
        ...describeYaml(yaml),
        problems: [{ level: 'warning', message, line: 3, column: 1 }],
      }),
    });
    const { user } = await renderContent(yamlOf(), { client });
    await user.click(await screen.findByRole('button', { name: '1 hint on the configuration' }));
    expect(screen.getByText(/There is no apiVersion/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Line 3' }));
    expect(await editor()).toBeTruthy();
  });
});

describe('options', () => {
  it('change the file', async () => {
    const { user, yaml } = await renderContent(yamlOf());
    await user.click(await screen.findByRole('tab', { name: 'Options' }));
    expect(screen.getByText(/amd64 is carried, which is oc-mirror’s default/)).toBeTruthy();
    await user.click(screen.getByRole('checkbox', { name: /^arm64/ }));
    await user.click(screen.getByRole('checkbox', { name: /^amd64/ }));
    await waitFor(() => expect(yaml()).toBe(yamlOf({ architectures: ['amd64', 'arm64'] })));
    await user.click(screen.getByRole('button', { name: 'For FAT32: 3 GiB' }));
    await waitFor(() => expect(yaml()).toContain('"archiveSize": 3'));
    expect(screen.getByText('Fits every medium, FAT32 as well.')).toBeTruthy();
    const size = screen.getByRole('textbox', { name: 'Largest file of the archive, in GiB' });
    await user.clear(size);
    await user.type(size, '0{Enter}');
    expect(screen.getByText(/Write a whole number from 1/)).toBeTruthy();
    expect(yaml()).toContain('"archiveSize": 3');
    await user.clear(size);
    await user.type(size, '50{Enter}');
    await waitFor(() => expect(yaml()).toContain('"archiveSize": 50'));
    await user.click(screen.getByRole('button', { name: 'Default: 500 GiB' }));
    await waitFor(() => expect(yaml()).not.toContain('archiveSize'));
  });

  it('say what an architecture brings once a plan knows', async () => {
    const { user, stores } = await renderContent(yamlOf({ architectures: ['amd64'] }));
    stores.content.getState().learn(planOf().report.releases);
    await user.click(await screen.findByRole('tab', { name: 'Options' }));
    expect(screen.getByText(/In the estimate: 5\.0 GiB\./)).toBeTruthy();
  });
});

describe('the content step', () => {
  it('lets a viewer look at everything and change nothing', async () => {
    const client = contentClient({}, 'viewer');
    const { user } = await renderContent(yamlOf({ graph: true }), { client });
    await user.click(await screen.findByRole('tab', { name: 'Options' }));
    expect(screen.getByRole('checkbox', { name: /Carry the update graph/ })).toHaveProperty('disabled', true);
    expect(screen.getByRole('button', { name: /Load a file/ }).getAttribute('aria-disabled')).toBe('true');
    await user.click(screen.getByRole('button', { name: 'Show YAML' }));
    expect((await editor()).getAttribute('aria-readonly')).toBe('true');
  });

  it('is accessible with the text beside it, in both languages', async () => {
    for (const language of ['en', 'zh'] as const) {
      const { container, user, unmount } = await renderContent(yamlOf({ helmCharts: 1 }), { language });
      const names =
        language === 'en' ? ['Show YAML', 'Options', 'Operators'] : ['显示 YAML', '选项', 'Operator'];
      await user.click(screen.getByRole('button', { name: names[0] ?? '' }));
      await screen.findByRole('textbox', { name: /ImageSetConfiguration/ });
      for (const name of names.slice(1)) {
        await user.click(await screen.findByRole('tab', { name }));
        await expectAccessible(container);
      }
      unmount();
    }
  });
});
