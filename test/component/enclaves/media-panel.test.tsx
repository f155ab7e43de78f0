import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { EnclaveView } from '../../../core/contract/index.ts';
import { LiveRegion } from '../../../renderer/src/components/live-region.tsx';
import { EnclavesPage } from '../../../renderer/src/pages/enclaves-page.tsx';
import { newDraft } from '../../../renderer/src/stores/new-draft.ts';
import { facts, tokens } from '../flows/samples.ts';
import { expectAccessible, renderWith, type Rendered } from '../support/render.tsx';
import { createWorld, north, south, type World } from './world.ts';

async function open(world: World, language: 'en' | 'zh' = 'en'): Promise<Rendered> {
  return renderWith(
    <LiveRegion>
      <EnclavesPage />
    </LiveRegion>,
    { client: world.client, language, route: '/enclaves/content', path: '/enclaves/:tab?' },
  );
}

const row = async (name: RegExp): Promise<HTMLElement> =>
  screen.findByRole('row', { name }, { timeout: 5000 });
const both = [north, { ...south, driveId: 'stick' }];

describe('bytes per medium', () => {
  it('add up over the enclaves that share one, against its free space', async () => {
    const { container } = await open(createWorld({ enclaves: both }));
    // 3 GiB each, and 2 GiB of room.
    await row(/^STICK north south 6\.0 GiB 2\.0 GiB .*Does not fit: 4\.0 GiB too much$/);
    expect(
      screen.getByRole('button', { name: /Media:.*1 in use, 1 too small/, expanded: true }),
    ).toBeDefined();
    expect(screen.getAllByText('Does not fit on STICK with the others: 4.0 GiB too much')).toHaveLength(2);
    await expectAccessible(container);
  });

  it('name a drive that has neither label nor model by its kind', async () => {
    const plain = { id: 'stick', label: '', model: '', kind: 'practice' as const, removable: true };
    const space = { capacity: 8 * 1024 ** 3, free: 7 * 1024 ** 3, readOnly: false, mounted: true };
    const drive = { ...plain, ...space, statuses: [], sets: [] };
    const world = createWorld({ enclaves: both, handlers: { 'drives.list': () => ({ drives: [drive] }) } });
    await open(world);
    await row(/^Practice medium north south 6\.0 GiB 7\.0 GiB .*Fits: 1\.0 GiB to spare$/);
    expect(screen.getAllByText('Fits on Practice medium with the others: 1.0 GiB to spare')).toHaveLength(2);
  });

  it('are told in Chinese as well', async () => {
    const { container } = await open(createWorld({ enclaves: both }), 'zh');
    await row(/^STICK north south 6\.0 GiB 2\.0 GiB .*容纳不下：超出 4\.0 GiB$/);
    expect(screen.getByRole('button', { name: /介质：.*已使用 1 个、1 个空间不足/ })).toBeDefined();
    await expectAccessible(container);
  });

  it('are shown to a page that may only look, as the page in control counted them; nothing is started', async () => {
    const counted = {
      at: '2026-11-25T13:00:00.000Z',
      writeBytes: 1024 ** 3,
      carriedBytes: 512,
      unplanned: 0,
    };
    const world = createWorld({ role: 'viewer', enclaves: [{ ...north, counted }, south] });
    const { container } = await open(world);
    await row(/^STICK north 1\.0 GiB 2\.0 GiB .*Fits: 1\.0 GiB to spare$/);
    expect(screen.getByText('1.0 GiB to carry')).toBeDefined();
    expect(screen.getByText('512 B it has already')).toBeDefined();
    expect(screen.getByText(/^counted Nov 25, 2026/)).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Choose the medium for north' })).toBeNull();
    const asked = new Set(world.client.calls.map(({ name }) => name));
    expect(
      ['plan.create', 'holdings.list', 'enclaves.save'].filter((name) => asked.has(name as never)),
    ).toEqual([]);
    await expectAccessible(container);
  });
});

describe('another medium', () => {
  const choose = async (world: World): Promise<Rendered> => {
    const rendered = await open(world);
    const { user } = rendered;
    await screen.findByRole('checkbox', { name: /^4\.15\.2.*north/ }, { timeout: 5000 });
    await user.click(await screen.findByRole('button', { name: 'Choose the medium for south' }));
    const dialog = await screen.findByRole('dialog', { name: 'Medium for south' });
    const use = within(dialog).getByRole('button', { name: 'Use this medium' });
    expect(use.getAttribute('aria-disabled')).toBe('true');
    await expectAccessible(dialog);
    await user.click(await within(dialog).findByRole('radio', { name: /Top/ }));
    expect(
      await within(dialog).findByText(/Sets for north go to the same medium: 3\.0 GiB besides/),
    ).toBeDefined();
    await user.click(use);
    return rendered;
  };
  const saved = (world: World): Partial<EnclaveView> | undefined =>
    world.client.inputsOf('enclaves.save').at(-1) as never;

  it('is kept with the enclave, and what is ticked stays', async () => {
    const world = createWorld();
    await choose(world);
    expect(
      await screen.findAllByText('The next set for south goes to /media/stick. Saved.'),
    ).not.toHaveLength(0);
    expect(saved(world)).toMatchObject({ id: 'south', to: tokens.root, driveId: 'stick', yaml: south.yaml });
    await row(/^STICK north south 6\.0 GiB/);
    expect(world.client.inputsOf('drafts.save')).toEqual([]);
  });

  it('goes into an export that has the enclave already, and not into one that was started', async () => {
    for (const jobIds of [[], ['job-1']]) {
      const draft = {
        ...newDraft('enclave-export', false, ''),
        jobIds,
        enclaves: [{ id: 'south', to: tokens.enclave }],
      };
      const elsewhere = facts(tokens.enclave, { driveId: 'other' });
      const world = createWorld({
        handlers: {
          'drafts.get': () => ({ view: { draft, revision: 4, paths: [elsewhere] }, revision: 4 }),
          'drafts.save': ({ revision }) => ({ view: { draft, revision: revision + 1, paths: [] } }),
        },
      });
      const { unmount } = await choose(world);
      await screen.findAllByText('The next set for south goes to /media/stick. Saved.');
      if (jobIds.length === 0) {
        await waitFor(() =>
          expect(world.client.inputsOf('drafts.save')).toMatchObject([
            { revision: 4, draft: { enclaves: [{ id: 'south', to: tokens.root }] } },
          ]),
        );
      } else expect(world.client.inputsOf('drafts.save')).toEqual([]);
      unmount();
    }
  });
});
