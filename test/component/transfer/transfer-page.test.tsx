import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import {
  discSizes,
  type CarriedSetView,
  type Transfer,
  type TransferResult,
} from '../../../core/contract/index.ts';
import { TransferPage } from '../../../renderer/src/pages/transfer-page.tsx';
import { brief, driveOf, factsOf, gib, mediaClient, tokenOf } from '../media/samples.ts';
import type { FakeClient, FakeHandlers } from '../support/fake-client.ts';
import { expectAccessible, renderWith, type Rendered } from '../support/render.tsx';

const set = tokenOf(9);
const stick = tokenOf(1);
const chunk = (number: number): string => `mirror_00000${number}.tar`;
const carried: CarriedSetView = {
  setId: 'set-1',
  chunks: 3,
  media: [{ number: 1, time: '2026-11-25T08:00:00Z', chunks: [chunk(1)] }],
  left: [2, 3].map((number) => ({ name: chunk(number), size: 4 * gib })),
};

function transferOf(task: Transfer['task'], state: Transfer['state'], id = 'transfer-1'): Transfer {
  return {
    id,
    task,
    source: '/data/set',
    target: '/media/stick1',
    driveIds: ['uuid-1'],
    startedAt: '2026-11-25T08:00:00Z',
    state,
  };
}

const running = {
  kind: 'running',
  phase: 'copy',
  bytes: gib,
  total: 4 * gib,
  rate: 1024 * 1024,
} as const;

function clientOf(handlers: FakeHandlers = {}): FakeClient {
  return mediaClient([driveOf(1)], {
    'transfers.list': () => ({ transfers: [] }),
    'transfers.carried': () => carried,
    'transfers.start': ({ task }) => ({ transfer: transferOf(task as Transfer['task'], running) }),
    'paths.describe': ({ token }) =>
      token === set
        ? factsOf(set, { display: '/data/set', purpose: 'archive-in', set: brief })
        : factsOf(stick, { display: '/media/stick1' }),
    ...handlers,
  });
}

const open = (client: FakeClient, route: string, language: 'en' | 'zh' = 'en'): Promise<Rendered> =>
  renderWith(<TransferPage />, { client, language, route, path: '/transfer/:way?' });

describe('a set onto several media', () => {
  it('says what is left, fills the medium that is there for a kind of disc, and asks for the next', async () => {
    const client = clientOf();
    const { user, container } = await open(client, `/transfer?folder=${set}`);
    const table = within(await screen.findByRole('grid', { name: 'Media of this set' }));
    expect(table.getByText(chunk(1))).toBeTruthy();
    expect(screen.getByText('2 of 3 files are on no medium yet: 8.0 GiB.')).toBeTruthy();
    expect(await screen.findByText(/it becomes number 2/)).toBeTruthy();
    await user.click(await screen.findByRole('radio', { name: 'Top folder, /media/stick1' }));
    await user.selectOptions(screen.getByLabelText('At most'), 'DVD, 4.7 GB');
    await user.click(screen.getByRole('button', { name: 'Fill this medium' }));
    const task = { kind: 'fill', set, medium: stick, capacity: discSizes.dvd } as const;
    await waitFor(() => expect(client.inputsOf('transfers.start')).toEqual([{ task }]));
    expect((await screen.findByRole('progressbar', { name: /^Copying/ })).getAttribute('aria-valuenow')).toBe(
      '25',
    );
    expect(screen.getByText('1.0 GiB of 4.0 GiB, 1.0 MiB/s')).toBeTruthy();
    await expectAccessible(container);

    const asked = client.inputsOf('transfers.carried').length;
    const after = {
      ...carried,
      media: [...carried.media, { ...carried.media[0], number: 2 }],
    } as CarriedSetView;
    const result: TransferResult = { kind: 'fill', number: 2, pastCache: false, carried: after, notices: [] };
    act(() => client.emit('transfer.changed', transferOf(task, { kind: 'done', result })));
    expect(await screen.findByText('Insert the next medium: number 3')).toBeTruthy();
    expect(screen.getByText(/may come from this machine's memory/)).toBeTruthy();
    // The next one is another medium: it is chosen anew, and what is left is asked for again.
    await waitFor(() => expect(client.inputsOf('transfers.carried').length).toBe(asked + 1));
    expect(screen.getByText('Nothing is chosen yet.')).toBeTruthy();
  });

  it('does nothing for a size that is none, and gives a lost medium’s files to the next', async () => {
    const client = clientOf({ 'transfers.lost': () => ({ ...carried, media: [] }) });
    const { user } = await open(client, `/transfer?folder=${set}`);
    await user.click(await screen.findByRole('radio', { name: 'Top folder, /media/stick1' }));
    await user.selectOptions(screen.getByLabelText('At most'), 'A size of your own');
    await user.type(screen.getByLabelText('Size in MiB'), '0');
    await user.click(screen.getByRole('button', { name: 'Fill this medium' }));
    expect(client.inputsOf('transfers.start')).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Medium 1 was lost' }));
    await user.click(screen.getByRole('button', { name: 'It was lost' }));
    await waitFor(() => expect(client.inputsOf('transfers.lost')).toEqual([{ set, number: 1 }]));
  });

  it('knows the set of a job, and says when it is gone', async () => {
    const client = clientOf({ 'transfers.setOf': () => factsOf(set, { display: '/data/set', set: brief }) });
    await open(client, '/transfer?job=job-1');
    expect(await screen.findByText('/data/set')).toBeTruthy();
    expect(client.inputsOf('transfers.setOf')).toEqual([{ jobId: 'job-1' }]);
  });
});

describe('a set from several media', () => {
  it('tells before the start that the whole set does not fit, and then which files are missing', async () => {
    const need = { setId: 'set-1', total: 47 * gib, needed: 40 * gib, free: 20 * gib };
    const task = { kind: 'collect', medium: stick, into: tokenOf(2) } as const;
    const result: TransferResult = {
      kind: 'collect',
      setId: 'set-1',
      number: 2,
      taken: 4,
      damaged: [{ code: 'CARRY_DAMAGED', params: { file: chunk(3) }, affected: [chunk(3)] }],
      missing: [chunk(1), chunk(3)],
      notices: [],
    };
    const client = clientOf({
      'transfers.need': () => need,
      'transfers.list': () => ({
        transfers: [
          transferOf(task, {
            kind: 'done',
            result,
          }),
        ],
      }),
      'drives.list': ({ purpose }) => ({
        drives: [
          driveOf(1, {
            sets: purpose === 'archive-in' ? [{ folder: stick, display: '/media/stick1/set', brief }] : [],
          }),
        ],
      }),
    });
    const { user, container } = await open(client, '/transfer/media?side=to');
    await user.click(await screen.findByRole('radio', { name: 'Top folder, /media/stick1' }));
    await user.click(await screen.findByRole('radio', { name: /\/media\/stick1\/set/ }));
    expect(await screen.findByText(/only 20.0 GiB are free/)).toBeTruthy();
    expect(screen.getByText('Insert another medium of the set')).toBeTruthy();
    const missing = within(screen.getByRole('list', { name: 'Files that are still missing' }));
    expect(missing.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      chunk(1),
      chunk(3),
    ]);
    expect(screen.getByText(/is not what the set’s manifest says/)).toBeTruthy();
    await expectAccessible(container);
  });
});

describe('a drop folder and repair blocks', () => {
  it('waits until everything is there, says for what, and stops', async () => {
    const task = { kind: 'receive', drop: stick, into: tokenOf(2), wait: true } as const;
    const waiting = { ...running, waiting: { count: 2, names: [chunk(1), chunk(2)] } };
    const stopped = transferOf(task, { kind: 'stopped' });
    const client = clientOf({
      'transfers.list': () => ({ transfers: [transferOf(task, waiting)] }),
      'transfers.stop': () => ({ transfer: stopped }),
    });
    const { user } = await open(client, '/transfer/drop?side=to');
    expect(
      await screen.findByText(/^Waiting for 2 files: mirror_000001.tar, mirror_000002.tar/),
    ).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Stop' }));
    expect(await screen.findByText(/^Stopped. What is finished stays/)).toBeTruthy();
  });

  it('makes repair blocks for a share of the set, in Chinese', async () => {
    const client = clientOf();
    const { user, container } = await open(client, `/transfer/diode?folder=${set}`, 'zh');
    const share = await screen.findByLabelText('允许损失的比例（百分比）');
    await user.clear(share);
    await user.type(share, '10');
    expect(screen.getByText(/约 4.7 GiB 修复块/)).toBeTruthy();
    // The first of this name chooses the side of the way.
    const [, start = share] = screen.getAllByRole('button', { name: '制作修复块' });
    await user.click(start);
    await waitFor(() =>
      expect(client.inputsOf('transfers.start')).toEqual([{ task: { kind: 'protect', set, percent: 10 } }]),
    );
    await expectAccessible(container);
  });

  it('tells what is damaged and whether it can be mended', async () => {
    const task = { kind: 'check', set } as const;
    const result: TransferResult = {
      kind: 'check',
      setId: 'set-1',
      whole: false,
      mendable: true,
      files: [{ name: chunk(2), state: 'damaged', damagedBlocks: 3, blocks: 40 }],
      repairBlocks: 20,
      lostRepairBlocks: 1,
    };
    const client = clientOf({
      'transfers.list': () => ({
        transfers: [transferOf(task, { kind: 'done', result })],
      }),
    });
    await open(client, `/transfer/diode?side=to&folder=${set}`);
    expect(await screen.findByText('The set is damaged, and can be mended.')).toBeTruthy();
    expect(screen.getByText('mirror_000002.tar: damaged, 3 of 40 blocks')).toBeTruthy();
    expect(screen.getByText('1 of 20 repair blocks are lost as well.')).toBeTruthy();
  });
});
