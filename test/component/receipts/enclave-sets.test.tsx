import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { EnclaveSet, EnclaveSets } from '../../../core/contract/index.ts';
import { EnclaveSetsView } from '../../../renderer/src/features/receipts/enclave-sets.tsx';
import { createFakeClient, remote, type FakeHandlers } from '../support/fake-client.ts';
import { sampleInfo } from '../support/samples.ts';
import { expectAccessible, renderWith } from '../support/render.tsx';

const set = (generation: number, more: Partial<EnclaveSet>): EnclaveSet => ({
  generation,
  setId: `set-${generation}`,
  madeAt: '2026-11-01T00:00:00Z',
  bytes: 1024 ** 3,
  images: 10,
  state: 'made',
  awaited: true,
  ...more,
});
const receipt = {
  importedAt: '2026-11-02T00:00:00Z',
  readAt: '2026-11-03T00:00:00Z',
  result: 'complete',
  images: 10,
  form: 'file',
  signature: 'trusted',
} as const;
const sets: EnclaveSets = {
  sets: [
    set(4, { parentGeneration: 3 }),
    set(3, { state: 'lost', awaited: false, lost: { time: '2026-11-05T00:00:00Z', reason: 'in the taxi' } }),
    set(2, { awaited: false }),
    set(1, {
      state: 'acknowledged',
      awaited: false,
      receipt: { ...receipt, keyId: 'ab:12', signerName: 'North key' },
    }),
  ],
  statement: { statedAt: '2026-11-04T00:00:00Z', registry: 'docker://reg.in', digests: 77 },
};

async function show(handlers: FakeHandlers = {}, language: 'en' | 'zh' = 'en') {
  const client = createFakeClient({
    'app.info': () => sampleInfo,
    'sets.list': () => sets,
    'drift.last': () => ({ view: null }),
    'drift.timeline': () => ({ entries: [] }),
    'paths.places': () => ({ places: [] }),
    ...handlers,
  });
  const rendered = await renderWith(<EnclaveSetsView enclave={{ id: 'e1', name: 'North' }} />, {
    client,
    language,
  });
  return { ...rendered, client };
}

describe('the sets of an enclave', () => {
  it.each([
    ['en', ['on its way', 'lost', 'passed over', 'arrived'], 'Nov 5, 2026: in the taxi'],
    ['zh', ['在途', '已丢失', '已被跳过', '已到达'], '2026年11月5日：in the taxi'],
  ] as const)('are told with what became of each (%s)', async (language, states, lost) => {
    const { container } = await show({}, language);
    const [, ...rows] = await screen.findAllByRole('row');
    rows.forEach((row, index) => expect(within(row).getByText(states[index] ?? '')).toBeTruthy());
    expect(screen.getByText(lost)).toBeTruthy();
    expect(screen.getByText('North key').title).toBe('ab:12');
    expect(screen.getByText(/77/)).toBeTruthy();
    await expectAccessible(container);
  });

  it('are marked as lost with a reason, and taken back', async () => {
    const { user, client } = await show({
      'sets.lost': () => ({ sets: [set(4, { state: 'lost', awaited: false })] }),
      'sets.found': () => ({ sets: [set(4, {})] }),
    });
    await user.click(await screen.findByRole('button', { name: 'Mark generation 4 as lost' }));
    const mark = screen.getByRole('button', { name: 'Mark as lost' });
    expect(mark.getAttribute('aria-disabled')).toBe('true');
    await user.type(screen.getByRole('textbox', { name: 'Reason' }), 'burnt');
    await user.click(mark);
    await user.click(await screen.findByRole('button', { name: 'Generation 4 was found' }));
    expect(await screen.findByRole('button', { name: 'Mark generation 4 as lost' })).toBeTruthy();
    expect(client.inputsOf('sets.lost')).toEqual([{ enclaveId: 'e1', generation: 4, reason: 'burnt' }]);
    expect(client.inputsOf('sets.found')).toEqual([{ enclaveId: 'e1', generation: 4 }]);
  });

  it('take a receipt that is typed, and ask before it counts against another', async () => {
    const answers = [remote('RECEIPT_CONTRADICTS', { generation: 4, target: 'n', earlier: 'a', time: 'b' })];
    const { user, client } = await show({
      'receipts.read': () => {
        const refusal = answers.pop();
        if (refusal !== undefined) throw refusal;
        return {
          outcome: 'recorded',
          generation: 4,
          result: 'complete',
          signerName: 'North key',
          findings: [],
          sets: { sets: [] },
        };
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Read receipt' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Read a receipt from North' }));
    await user.type(dialog.getByRole('textbox', { name: 'Short text' }), 'AB12C');
    await user.click(dialog.getByRole('button', { name: 'Read receipt' }));
    await user.click(await dialog.findByRole('checkbox', { name: /contradicts an earlier receipt/ }));
    await user.click(dialog.getByRole('button', { name: 'Read receipt' }));
    expect(await dialog.findByText('Generation 4 was acknowledged: complete.')).toBeTruthy();
    expect(dialog.getByText('Signed by North key.')).toBeTruthy();
    const from = { kind: 'text', text: 'AB12C' };
    expect(client.inputsOf('receipts.read')).toEqual([
      { enclaveId: 'e1', from, replace: false },
      { enclaveId: 'e1', from, replace: true },
    ]);
    await user.click(dialog.getByRole('button', { name: 'Done' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getByText('No set was made for this enclave yet.')).toBeTruthy();
  });

  it('say which group of a text is wrong', async () => {
    const { user } = await show({
      'receipts.read': () => {
        throw remote('RECEIPT_TEXT_DAMAGED', { group: 7, count: 22 });
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Read receipt' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByRole('textbox', { name: 'Short text' }), 'x');
    await user.click(dialog.getByRole('button', { name: 'Read receipt' }));
    expect(await dialog.findByText(/group 7 is wrong \(of 22\)/)).toBeTruthy();
  });
});
