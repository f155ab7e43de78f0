import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { LiveRegion } from '../../../renderer/src/components/live-region.tsx';
import { EnclavesPage } from '../../../renderer/src/pages/enclaves-page.tsx';
import { expectAccessible, renderWith, type Rendered } from '../support/render.tsx';
import { channelConfig } from './samples.ts';
import { createWorld, north, south, type World } from './world.ts';

async function openMenu(world: World, entry: string, language: 'en' | 'zh' = 'en'): Promise<Rendered> {
  const rendered = await renderWith(
    <LiveRegion>
      <EnclavesPage />
    </LiveRegion>,
    { client: world.client, language, route: '/enclaves/content', path: '/enclaves/:tab?' },
  );
  const { user } = rendered;
  await screen.findByRole('checkbox', { name: /^4\.15\.2.*north/ }, { timeout: 5000 });
  await user.click(screen.getByRole('button', { name: /^north[:：]/ }));
  await user.click(await screen.findByRole('menuitem', { name: entry }));
  return rendered;
}

describe('two enclaves', () => {
  it.each([
    [
      'en',
      'Compare with another enclave…',
      '4.15.2: north gets it, south does not.',
      /Alpha: north gets nothing; south gets/,
    ],
    ['zh', '与其他飞地比较…', '4.15.2：north 有，south 没有。', /Alpha：north 为无；south 为/],
  ] as const)('are compared in sentences, %s', async (language, entry, sentence, other) => {
    const world = createWorld();
    await openMenu(world, entry, language);
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText(sentence)).toBeDefined();
    expect(within(dialog).getByText(other)).toBeDefined();
    await expectAccessible(dialog);
    expect(world.client.inputsOf('enclaves.save')).toEqual([]);
  });

  it('share their content after it was asked for and shown what changes', async () => {
    const world = createWorld();
    const { user } = await openMenu(world, 'Copy its content to another enclave…');
    const dialog = await screen.findByRole('dialog');
    expect(
      within(dialog).getByText(/The whole configuration of south is replaced by that of north/),
    ).toBeDefined();
    expect(world.yamlOf('south')).toBe(south.yaml);
    await user.click(within(dialog).getByRole('button', { name: 'Replace the content of south' }));
    await waitFor(() => expect(world.yamlOf('south')).toBe(north.yaml));
    expect(await screen.findByRole('checkbox', { name: /^4\.15\.2, south: Carried/ })).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(world.yamlOf('south')).toBe(south.yaml));
  });

  it('that are the same say so, and cannot be copied', async () => {
    const twin = { ...north, id: 'twin', name: 'twin' };
    const { user } = await openMenu(
      createWorld({ enclaves: [north, twin] }),
      'Compare with another enclave…',
    );
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText('Both have the same configuration, to the letter.')).toBeDefined();
    const copy = within(dialog).getByRole('button', { name: 'Copy the content…' });
    expect(copy.getAttribute('aria-disabled')).toBe('true');
    await user.click(within(dialog).getAllByRole('button', { name: 'Close' }).at(-1) ?? copy);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});

describe('a new enclave', () => {
  it('begins with the content of another, under a name of its own', async () => {
    const world = createWorld();
    const { user } = await openMenu(world, 'New enclave with this content…');
    const dialog = await screen.findByRole('dialog', { name: 'New enclave with the content of north' });
    const name = within(dialog).getByRole('textbox', { name: 'Name' });
    const create = within(dialog).getByRole('button', { name: 'Create the enclave' });
    await user.type(name, 'South');
    await user.click(create);
    expect(world.client.inputsOf('enclaves.save')).toEqual([]);
    expect(name.getAttribute('aria-invalid')).toBe('true');
    await user.clear(name);
    await user.type(name, 'east');
    await user.click(create);
    expect(await screen.findByRole('checkbox', { name: /^4\.15\.2, east: Carried/ })).toBeDefined();
    expect(world.client.inputsOf('enclaves.save')).toMatchObject([
      { name: 'east', yaml: north.yaml, notes: '' },
    ]);
  });
});

describe('the YAML of an enclave', () => {
  it('is changed by hand beside the ticks', async () => {
    const world = createWorld({
      handlers: {
        'releases.channels': () => ({ channels: [], origin: 'carried' }),
        'releases.paths': () => ({ paths: [] }),
        'releases.graph': ({ channel, architecture }) => ({
          channel,
          architecture,
          nodes: [],
          edges: [],
          origin: 'carried',
          findings: [],
        }),
      },
    });
    const { user } = await openMenu(world, 'Edit the configuration (YAML)…');
    const dialog = await screen.findByRole('dialog', { name: 'Content of north' }, { timeout: 10_000 });
    const keep = within(dialog).getByRole('button', { name: 'Save' });
    expect(keep.getAttribute('aria-disabled')).toBe('true');
    await user.click(await within(dialog).findByRole('tab', { name: /Options/ }, { timeout: 10_000 }));
    await user.click(await within(dialog).findByRole('checkbox', { name: /graph/i }));
    await waitFor(() => expect(keep.getAttribute('aria-disabled')).not.toBe('true'));
    await user.click(keep);
    await waitFor(() => expect(world.yamlOf('north')).toContain('graph: true'));
    expect(world.yamlOf('north')).toContain(channelConfig('minVersion: 4.15.2').split('\n').at(-2)?.trim());
  });
});
