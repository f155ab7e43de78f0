import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listKnownSets, markFound, markLost } from '../../../../core/host/index.ts';
import { readReceiptBytes } from '../../../../core/host/receipts/read-receipt.ts';
import { writeStatement } from '../../../../core/host/receipts/write-statement.ts';
import { parseReceipt, receiptBytes, type Receipt } from '../../../../core/ledger/index.ts';
import { hostOf } from '../../../support/host-registries.ts';
import { receiptsWorld, type MadeHere, type ReceiptsWorld } from '../../../support/receipts-world.ts';

let world: ReceiptsWorld;
beforeEach(async () => {
  world = await receiptsWorld();
});
afterEach(() => world.close());

const names = ['a', 'b', 'c', 'd'];
const statesOf = async (target = 'enc1'): Promise<string[]> =>
  (await listKnownSets(world.services, target)).sets.map(({ state }) => state).toReversed();
const changed = async ({ directory }: MadeHere, change: (receipt: Receipt) => Receipt): Promise<Buffer> => {
  const path = join(directory, 'sluice-receipt.json');
  return receiptBytes(change(parseReceipt(await readFile(path), path)));
};

describe('what becomes of sets that are on their way', () => {
  it('they count as held, as ever, and nothing is said while no receipt was ever read', async () => {
    await world.make('enc1', ['a']);
    const second = await world.make('enc1', ['a', 'b']);
    expect(second.blobs.size).toBe(2);
    expect(second.told).toEqual([]);
    expect(second.manifest).toMatchObject({ generation: 2, parent: { generation: 1 } });
  });

  it('their content is carried again, when that is chosen', async () => {
    await world.make('enc1', ['a']);
    const second = await world.make('enc1', ['a', 'b'], { unacknowledged: 'carry' });
    expect(second.blobs.size).toBe(4);
    expect(second.told).toEqual(['SET_CARRIED_AGAIN']);
    expect(second.manifest.generation).toBe(2);
    expect(second.manifest.parent).toBeUndefined();
    // Trusting again later: what both carried counts.
    expect((await world.make('enc1', ['a', 'b', 'c'])).blobs.size).toBe(2);
  });

  it('nothing is made, when that is chosen, and nothing is read', async () => {
    await world.make('enc1', ['a']);
    await world.make('enc1', ['a', 'b']);
    await world.source.close();
    const config = join(world.directory, 'not-even-there.yaml');
    await expect(world.make('enc1', [], { unacknowledged: 'wait', config })).rejects.toMatchObject({
      code: 'SET_NOT_ACKNOWLEDGED',
      params: { target: 'enc1', count: 2, generations: '1, 2' },
    });
    await expect(
      world.make('enc1', [], { unacknowledged: 'carry', target: undefined }),
    ).rejects.toMatchObject({
      code: 'SET_POLICY_WITHOUT_TARGET',
    });
  });

  it('waits no more when each has its receipt or is lost', async () => {
    const enclave = await world.registry();
    const first = await world.make('enc1', ['a']);
    await world.make('enc1', ['a', 'b']);
    await world.bring(first, enclave);
    await world.read(first);
    await markLost(world.services, 'enc1', 2, 'stolen');
    const third = await world.make('enc1', ['a', 'b', 'c'], { unacknowledged: 'wait' });
    expect(third.blobs.size).toBe(4);
    expect(third.told).toEqual(['SET_CARRIED_AGAIN']);
    await markFound(world.services, 'enc1', 2);
    expect(await statesOf()).toEqual(['acknowledged', 'made', 'made']);
  });

  it('carries of an incomplete import only what is missing', async () => {
    const enclave = await world.registry();
    const first = await world.make('enc1', ['a', 'b']);
    await world.bring(first, enclave, { names: ['a'] });
    expect(await world.read(first)).toMatchObject({ result: 'incomplete' });
    expect(await statesOf()).toEqual(['incomplete']);
    const second = await world.make('enc1', ['a', 'b']);
    expect([...second.blobs.keys()].every((digest) => first.blobs.has(digest))).toBe(true);
    expect(second.blobs.size).toBe(2);
    await world.bring(second, enclave);
    await world.read(second);
    expect((await world.make('enc1', names.slice(0, 3), { unacknowledged: 'carry' })).blobs.size).toBe(2);
  });

  it('acknowledges a set that was made again for a lost medium', async () => {
    await world.make('enc1', ['a']);
    await markLost(world.services, 'enc1', 1, 'broken');
    const again = await world.make('enc1', ['a'], { again: 1 });
    expect(await statesOf()).toEqual(['made']);
    await world.bring(again, await world.registry());
    expect((await world.read(again)).outcome).toBe('recorded');
    expect(await statesOf()).toEqual(['acknowledged']);
  });
});

describe('a receipt that does not fit', () => {
  let set: MadeHere;
  beforeEach(async () => {
    set = await world.make('enc1', ['a']);
    await world.make('enc2', ['b']);
    await world.bring(set, await world.registry());
  });
  const reading = async (change: (receipt: Receipt) => Receipt, target?: string): Promise<unknown> =>
    readReceiptBytes(world.services, await changed(set, change), 'r.json', { target });

  it.each<[string, (receipt: Receipt) => Receipt, string | undefined, string]>([
    ['of a set nobody made', (r) => ({ ...r, setId: crypto.randomUUID() }), undefined, 'RECEIPT_SET_UNKNOWN'],
    ['for another receiver than asked', (r) => r, 'enc2', 'RECEIPT_OTHER_TARGET'],
    ['that names another receiver', (r) => ({ ...r, target: 'enc2' }), undefined, 'RECEIPT_OTHER_TARGET'],
    ['of a changed set', (r) => ({ ...r, manifestSha256: '0'.repeat(64) }), undefined, 'RECEIPT_SET_ALTERED'],
    ['of fewer images', (r) => ({ ...r, images: [] }), undefined, 'RECEIPT_CONTENT_DIFFERS'],
  ])('%s is refused and changes nothing', async (_, change, target, code) => {
    await expect(reading(change, target)).rejects.toMatchObject({ code });
    expect(await statesOf()).toEqual(['made']);
    expect(await statesOf('enc2')).toEqual(['made']);
  });

  it('is passed over when it is an old one, and refused when it contradicts', async () => {
    await world.read(set);
    expect(await reading((r) => ({ ...r, importedAt: '2020-01-01T00:00:00Z' }))).toMatchObject({
      outcome: 'ignored',
      findings: [{ code: 'RECEIPT_OLDER' }],
    });
    const worse = (r: Receipt): Receipt => ({
      ...r,
      result: 'incomplete',
      images: [],
      importedAt: '2090-01-01T00:00:00Z',
    });
    await expect(reading(worse)).rejects.toMatchObject({ code: 'RECEIPT_CONTRADICTS' });
    expect(await statesOf()).toEqual(['acknowledged']);
    await readReceiptBytes(world.services, await changed(set, worse), 'r.json', { replace: true });
    expect(await statesOf()).toEqual(['incomplete']);
  });

  it('of a lost set shows that it is not lost; then it cannot be marked any more', async () => {
    await markLost(world.services, 'enc1', 1, 'not seen for a week');
    await world.read(set);
    expect(await statesOf()).toEqual(['acknowledged']);
    await expect(markLost(world.services, 'enc1', 1, 'x')).rejects.toMatchObject({ code: 'SET_HAS_RECEIPT' });
    await expect(markFound(world.services, 'enc1', 1)).rejects.toMatchObject({ code: 'SET_NOT_LOST' });
    await expect(markLost(world.services, 'enc1', 7, 'x')).rejects.toMatchObject({
      code: 'SET_GENERATION_UNKNOWN',
    });
    await expect(markLost(world.services, 'enc7', 1, 'x')).rejects.toMatchObject({
      code: 'SET_TARGET_UNKNOWN',
    });
  });
});

describe('what a registry states of itself', () => {
  it('counts from then on, whatever receipts said before', async () => {
    const enclave = await world.registry();
    const host = hostOf(enclave);
    const output = join(world.directory, 'holdings.json');
    const state = () =>
      writeStatement(
        world.services,
        { host, namespace: '', target: 'enc1', output, destinationTlsVerify: false },
        { observer: () => undefined, signal: new AbortController().signal },
      );
    const first = await world.make('enc1', ['a', 'b']);
    await world.bring(first, enclave);
    await world.read(first);
    const gone = first.manifest.images.find(({ repository }) => repository === 'lab/b');
    await fetch(`${enclave.url}/v2/lab/b/manifests/${gone?.digest}`, { method: 'DELETE' });
    expect(await state()).toMatchObject({ tags: 1, digests: 3, lastSet: { generation: 1 } });
    const statement = await readFile(output);
    const read = () => readReceiptBytes(world.services, statement, 'h.json', {});
    expect(await read()).toMatchObject({
      kind: 'statement',
      outcome: 'recorded',
      target: 'enc1',
      digests: 3,
    });
    expect((await read()).outcome).toBe('known');
    const second = await world.make('enc1', ['a', 'b']);
    expect(second.blobs.size).toBe(2);
    expect(second.told).toContain('SET_CARRIED_AGAIN');
    await world.bring(second, enclave);
    await world.read(second);
    expect((await world.make('enc1', ['a', 'b'], { unacknowledged: 'carry' })).blobs.size).toBe(0);
    const older = statement.toString().replace(/"statedAt":"\d{4}/, '"statedAt":"2020');
    expect(await readReceiptBytes(world.services, Buffer.from(older), 'h.json', {})).toMatchObject({
      outcome: 'ignored',
      findings: [{ code: 'HOLDINGS_OLDER' }],
    });
    await expect(
      readReceiptBytes(world.services, statement, 'h.json', { target: 'enc2' }),
    ).rejects.toMatchObject({ code: 'RECEIPT_OTHER_TARGET' });
  });

  it('cannot be asked of one that does not list its repositories', async () => {
    const enclave = await world.registry({
      before: ({ path }) => (path.includes('/_catalog') ? { kind: 'respond', status: 404 } : undefined),
    });
    const output = join(world.directory, 'holdings.json');
    await expect(
      writeStatement(
        world.services,
        { host: hostOf(enclave), namespace: '', target: 'enc1', output, destinationTlsVerify: false },
        { observer: () => undefined, signal: new AbortController().signal },
      ),
    ).rejects.toMatchObject({ code: 'HOLDINGS_LIST_UNAVAILABLE' });
  });
});
