import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { DriftView, RegistryView } from '../../../core/contract/index.ts';
import { DriftSection } from '../../../renderer/src/features/drift/drift-section.tsx';
import { createFakeClient, remote, type FakeHandlers } from '../support/fake-client.ts';
import { expectAccessible, renderWith } from '../support/render.tsx';
import { sampleInfo } from '../support/samples.ts';

const place = { host: 'registry.enclave:5000', namespace: '' };
const view: DriftView = {
  id: 'c1',
  time: '2026-11-30T00:00:00Z',
  person: 'Ada',
  host: 'bench',
  registry: 'docker://registry.enclave:5000',
  repaired: false,
  drifted: true,
  images: 9,
  intact: 7,
  counts: { 'manifest-missing': 1, 'tag-moved': 1, 'not-ours': 1 },
  differences: [
    {
      kind: 'manifest-missing',
      repository: 'lab/a',
      tag: '1.0',
      digest: 'sha256:aa',
      generation: 2,
      absentCount: 1,
    },
    {
      kind: 'tag-moved',
      repository: 'lab/b',
      tag: '1.0',
      digest: 'sha256:bb',
      generation: 1,
      found: 'sha256:cc',
    },
    { kind: 'not-ours', repository: 'lab/b', tag: 'mine' },
  ],
  gone: 3,
  sets: [
    { setId: 's2', generation: 2, digests: 2, medium: 'BLUE' },
    { setId: 's1', generation: 1, digests: 1 },
  ],
};
const good: DriftView = {
  ...view,
  drifted: false,
  intact: 9,
  counts: {},
  differences: [],
  gone: 0,
  sets: [],
};

async function show(handlers: FakeHandlers, language: 'en' | 'zh' = 'en') {
  const client = createFakeClient({
    'app.info': () => sampleInfo,
    'registries.list': () => ({ registries: [] as RegistryView[] }),
    'paths.places': () => ({ places: [] }),
    ...handlers,
  });
  const enclave = { id: 'e1', name: 'North', registry: place };
  const rendered = await renderWith(<DriftSection enclave={enclave} />, { client, language });
  return { ...rendered, client };
}

describe('a registry beside its receipts', () => {
  it.each([
    ['en', ['image gone', 'tag moved', 'from no set'], 'Generation 2: 2 digests, written to BLUE'],
    ['zh', ['镜像丢失', '标签被移动', '不属于任何传输集'], '第 2 代：2 个摘要，写入 BLUE'],
  ] as const)('shows what the last comparison found (%s)', async (language, kinds, medium) => {
    const { container } = await show({ 'drift.last': () => ({ view }) }, language);
    for (const kind of kinds) expect(await screen.findByText(kind)).toBeTruthy();
    expect(screen.getByText(medium)).toBeTruthy();
    await expectAccessible(container);
  });

  it('is compared on request, with the enclave’s registry already chosen', async () => {
    const { user, client } = await show({
      'drift.last': () => ({ view: null }),
      'drift.check': () => ({
        view: good,
        findings: [
          { code: 'DRIFT_OTHER_REGISTRY', params: { target: 'n', registry: 'r', told: 't' }, affected: [] },
        ],
      }),
    });
    await user.click(await screen.findByRole('button', { name: 'Compare with the registry' }));
    const dialog = await screen.findByRole('dialog', { name: 'Compare North with its registry' });
    await user.click(within(dialog).getByRole('button', { name: 'Compare' }));
    expect(await screen.findByText(/As told: docker:\/\/registry.enclave:5000/)).toBeTruthy();
    expect(client.inputsOf('drift.check')).toEqual([{ enclaveId: 'e1', registry: place }]);
    expect(screen.getByText(/The receipts of n name t/)).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Repair from a set' })).toBeNull();
  });

  it('tells how far the comparison is, and why it failed', async () => {
    let fail = (): void => undefined;
    const { user, client } = await show({
      'drift.last': () => ({ view: null }),
      'drift.check': () =>
        new Promise((_resolve, reject) => {
          fail = () => reject(remote('DRIFT_NOTHING_TOLD', { target: 'north', registry: 'r' }));
        }),
    });
    await user.click(await screen.findByRole('button', { name: 'Compare with the registry' }));
    await user.click(screen.getByRole('button', { name: 'Compare' }));
    await screen.findByText('Comparing');
    client.emit('drift.progress', { enclaveId: 'other', phase: 'tags', done: 1, total: 1 });
    client.emit('drift.progress', { enclaveId: 'e1', phase: 'blobs', done: 5, total: 20 });
    expect(await screen.findByText('Layers asked for')).toBeTruthy();
    expect(screen.getByText('5 of 20')).toBeTruthy();
    fail();
    expect(await screen.findByText(/No receipt says what north holds/)).toBeTruthy();
  });

  it('has what is gone carried again, after asking', async () => {
    const { user, client } = await show({
      'drift.last': () => ({ view }),
      'drift.carryAgain': () => ({ view: { ...view, carriedAgain: 3 } }),
    });
    await user.click(await screen.findByRole('button', { name: 'Carry again with the next set' }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText(/3 digests do not count as held by North/)).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Carry again' }));
    expect(await screen.findByText(/The next set carries 3 digests again/)).toBeTruthy();
    expect(client.inputsOf('drift.carryAgain')).toEqual([{ enclaveId: 'e1' }]);
    // It is chosen: there is nothing more to choose.
    expect(screen.queryByRole('button', { name: 'Carry again with the next set' })).toBeNull();
  });

  it('offers to count all as held again when nothing is gone any more', async () => {
    const { user, client } = await show({
      'drift.last': () => ({ view: { ...good, carriedAgain: 3 } }),
      'drift.carryAgain': () => ({ view: good }),
    });
    await user.click(await screen.findByRole('button', { name: 'Count all as held again' }));
    expect(client.inputsOf('drift.carryAgain')).toHaveLength(1);
    expect(screen.queryByText(/The next set carries/)).toBeNull();
  });

  it('is not repaired before a set is chosen', async () => {
    const { user, client, container } = await show({
      'drift.last': () => ({ view }),
      'drives.list': () => ({ drives: [] }),
    } as FakeHandlers);
    await user.click(await screen.findByRole('button', { name: 'Repair from a set' }));
    const dialog = await screen.findByRole('dialog', { name: 'Repair the registry of North' });
    expect(within(dialog).getByRole('checkbox', { name: /Put back tags/ })).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Repair' }));
    expect(client.inputsOf('drift.repair')).toEqual([]);
    await expectAccessible(container);
  });
});
