import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Enclave, PathToken } from '../../../core/contract/index.ts';
import { appWorld, RefusedCall, type App, type AppWorld } from '../../support/app-world.ts';
import { receiptsWorld, type MadeHere, type ReceiptsWorld } from '../../support/receipts-world.ts';

let sets: ReceiptsWorld;
let world: AppWorld;
let app: App;
beforeEach(async () => {
  sets = await receiptsWorld();
  world = await appWorld({ SLUICE_STATE_DIR: sets.state });
  app = await world.start();
  for (const name of ['north', 'south']) await app.call('enclaves.save', enclave(name));
});
afterEach(async () => {
  await world.remove();
  await sets.close();
});

const enclave = (id: string): Enclave => ({ id, name: id, yaml: 'kind: x\n', notes: '', revision: 0 });
const token = async (path: string): Promise<PathToken> =>
  (await app.host.acceptPath(path, 'receipt-file')).token;
const besides = ({ directory }: MadeHere): string => join(directory, 'sluice-receipt.json');

/** A set for the enclave that was imported. */
async function arrived(): Promise<MadeHere> {
  const set = await sets.make('north', ['a']);
  await sets.bring(set, await sets.registry());
  return set;
}

describe('the sets of an enclave, for a page', () => {
  it('are listed with their receipts, and told of when one is read', async () => {
    const set = await arrived();
    await sets.make('north', ['a', 'b']);
    const ids = { enclaveIds: ['north', 'south', 'gone'] };
    expect((await app.call('sets.awaited', ids)).enclaves).toEqual([
      { id: 'north', name: 'north', generations: [1, 2] },
    ]);
    const from = { kind: 'file' as const, file: await token(besides(set)) };
    const read = await app.call('receipts.read', { enclaveId: 'north', from, replace: false });
    expect(read).toMatchObject({ outcome: 'recorded', generation: 1, result: 'complete', findings: [] });
    expect(read.sets.sets).toMatchObject([
      { generation: 2, parentGeneration: 1, state: 'made', awaited: true },
      {
        generation: 1,
        state: 'acknowledged',
        awaited: false,
        receipt: { form: 'file', signature: 'absent' },
      },
    ]);
    expect(app.events.filter(({ topic }) => topic === 'enclaves.changed').length).toBe(3);
    expect(await app.call('sets.list', { enclaveId: 'north' }, { role: 'viewer' })).toEqual(read.sets);
    expect((await app.call('sets.awaited', ids)).enclaves).toMatchObject([{ generations: [2] }]);
  });

  it('are marked as lost with a reason, and taken back', async () => {
    await sets.make('north', ['a']);
    const lost = await app.call('sets.lost', { enclaveId: 'north', generation: 1, reason: ' in the taxi ' });
    expect(lost.sets).toMatchObject([{ state: 'lost', awaited: false, lost: { reason: 'in the taxi' } }]);
    const found = await app.call('sets.found', { enclaveId: 'north', generation: 1 });
    expect(found.sets).toMatchObject([{ state: 'made', awaited: true }]);
  });

  it('take nothing that is not theirs, from nobody who may only look', async () => {
    const set = await arrived();
    await sets.make('south', ['c']);
    const from = { kind: 'file' as const, file: await token(besides(set)) };
    const text = { kind: 'text' as const, text: '00000 00000' };
    const refused = async (call: Promise<unknown>): Promise<string | undefined> =>
      call.then(
        () => undefined,
        (error: unknown) => (error instanceof RefusedCall ? error.code : String(error)),
      );
    const read = (enclaveId: string, what: typeof from | typeof text, role: 'controller' | 'viewer') =>
      refused(app.call('receipts.read', { enclaveId, from: what, replace: false }, { role }));
    expect(await read('south', from, 'controller')).toBe('RECEIPT_OTHER_TARGET');
    expect(await read('north', text, 'controller')).toBe('RECEIPT_TEXT_DAMAGED');
    expect(await read('gone', text, 'controller')).toBe('JOB_ENCLAVE_UNKNOWN');
    expect(await read('north', from, 'viewer')).toBe('APP_VIEWER_ONLY');
    const other = (await app.host.acceptPath(besides(set), 'config-file')).token;
    expect(await read('north', { kind: 'file', file: other }, 'controller')).toBe('PATH_TOKEN_PURPOSE');
    await writeFile(besides(set), `${await readFile(besides(set), 'utf8')} x`);
    expect(await read('north', from, 'controller')).toBe('RECEIPT_FILE_INVALID');
    expect((await app.call('sets.list', { enclaveId: 'north' })).sets).toMatchObject([{ state: 'made' }]);
  });
});
