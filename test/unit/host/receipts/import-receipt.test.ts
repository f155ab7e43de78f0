import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  readReceiptText,
  showLastReceipt,
  showReceipt,
  verify as verifySet,
} from '../../../../core/host/index.ts';
import { readReceiptFile } from '../../../../core/host/receipts/read-receipt.ts';
import { parseReceipt, receiptBytes, type Receipt } from '../../../../core/ledger/index.ts';
import { systemFileSystem, type FileSystem } from '../../../../core/ports/index.ts';
import { receiptsWorld, toldIn, type MadeHere, type ReceiptsWorld } from '../../../support/receipts-world.ts';

let world: ReceiptsWorld;
beforeEach(async () => {
  world = await receiptsWorld();
});
afterEach(() => world.close());

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const besides = ({ directory }: MadeHere): string => join(directory, 'sluice-receipt.json');
const receiptIn = async (path: string): Promise<Receipt> => parseReceipt(await readFile(path), path);

describe('the receipt of an import', () => {
  it('says what arrived, in three places with the same bytes', async () => {
    const set = await world.make('enc1', ['a', 'b']);
    const copy = join(world.directory, 'out', 'receipt.json');
    const { report } = await world.bring(set, await world.registry(), { more: { receipt: copy } });
    const kept = join(world.state, 'receipts', `${set.manifest.setId}.json`);
    expect(report.receipt).toEqual({
      setId: set.manifest.setId,
      result: 'complete',
      file: kept,
      copies: [besides(set), copy],
    });
    const bytes = await readFile(kept);
    expect(await readFile(besides(set))).toEqual(bytes);
    expect(await readFile(copy)).toEqual(bytes);
    const receipt = parseReceipt(bytes, 'r');
    expect(receipt).toMatchObject({ generation: 1, target: 'enc1', missing: [] });
    expect(receipt.manifestSha256).toBe(sha256(await readFile(join(set.directory, 'sluice-set.json'))));
    expect(receipt.images.map(({ digest }) => digest).sort()).toEqual(
      set.manifest.images.map(({ digest }) => digest).sort(),
    );
    const written = await Promise.all(
      report.resources.map(async (path) => ({ name: basename(path), sha256: sha256(await readFile(path)) })),
    );
    expect(written.length).toBeGreaterThan(0);
    expect(receipt.resources).toEqual(written.sort((a, b) => (a.name < b.name ? -1 : 1)));
  });

  it('does not disturb who reads the set afterwards', async () => {
    const set = await world.make('enc1', ['a']);
    await world.bring(set, await world.registry());
    const report = await verifySet(world.services, set.directory, {
      signal: new AbortController().signal,
    });
    expect(report.ok).toBe(true);
    expect(report.problems.filter(({ level }) => level !== 'note')).toEqual([]);
    expect((await world.bring(set, await world.registry())).report.receipt?.result).toBe('complete');
  });

  it('says so when a part was not asked for, and when the registry takes a part not', async () => {
    const set = await world.make('enc1', ['a', 'b']);
    const fewer = await world.bring(set, await world.registry(), { names: ['a'] });
    expect(fewer.report).toMatchObject({ status: 'complete', receipt: { result: 'incomplete' } });
    expect(await receiptIn(besides(set))).toMatchObject({
      images: [{ repository: 'lab/a' }],
      missing: [{ code: 'RECEIPT_IMAGE_ABSENT' }],
    });
    const refusing = await world.registry({
      before: ({ method, path }) =>
        method === 'PUT' && path.includes('/lab/b/manifests/') ? { kind: 'respond', status: 403 } : undefined,
    });
    const { report } = await world.bring(set, refusing);
    expect(report).toMatchObject({ status: 'incomplete', receipt: { result: 'incomplete' } });
    const { missing } = await receiptIn(besides(set));
    expect(missing).toHaveLength(1);
    expect(missing[0]?.code).toMatch(/^REGISTRY_/);
  });

  it('stays on this machine when the medium takes nothing, which is told', async () => {
    const set = await world.make('enc1', ['a']);
    const fs: FileSystem = {
      ...systemFileSystem,
      rename: (from, to) =>
        to === besides(set)
          ? Promise.reject(Object.assign(new Error('read-only'), { code: 'EROFS' }))
          : systemFileSystem.rename(from, to),
    };
    const { report, events } = await world.bring(set, await world.registry(), { fs });
    expect(toldIn(events)).toContain('RECEIPT_NOT_BESIDE_SET');
    expect(report).toMatchObject({ status: 'complete', exitCode: 0, receipt: { copies: [] } });
    expect((await showLastReceipt(world.services)).receipt.setId).toBe(set.manifest.setId);
  });

  it('that could not be written where it was asked for is kept, and that is an error', async () => {
    const set = await world.make('enc1', ['a']);
    const inTheWay = join(world.directory, 'file');
    await writeFile(inTheWay, '');
    const receipt = join(inTheWay, 'receipt.json');
    await expect(world.bring(set, await world.registry(), { more: { receipt } })).rejects.toMatchObject({
      code: 'RECEIPT_FILE_NOT_WRITTEN',
      params: { kept: join(world.state, 'receipts', `${set.manifest.setId}.json`) },
    });
  });

  it('is none of an archive without a manifest, which is told to whoever asked for one', async () => {
    const set = await world.make('enc1', ['a']);
    for (const name of ['sluice-set.json', 'sluice-index.jsonl']) await rm(join(set.directory, name));
    const more = { receipt: join(world.directory, 'receipt.json') };
    const { report, events } = await world.bring(set, await world.registry(), { more });
    expect(report.receipt).toBeUndefined();
    expect(toldIn(events)).toContain('RECEIPT_WITHOUT_SET');
  });

  it('is shown as a text that can be typed, which counts like the file', async () => {
    const set = await world.make('enc1', ['a']);
    await world.bring(set, await world.registry());
    const shown = await showReceipt(world.services, set.directory);
    const read = await readReceiptText(world.services, (shown.short ?? []).join(' '), {});
    expect(read).toMatchObject({ outcome: 'recorded', target: 'enc1', generation: 1, form: 'short' });
    expect((await world.read(set)).outcome).toBe('recorded');
    expect((await world.read(set)).outcome).toBe('known');
  });
});

describe('a signed receipt', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signReceipt = (bytes: Buffer) =>
    Promise.resolve({ keyId: 'ab12', signature: sign('sha256', bytes, privateKey) });
  const trusting = {
    verify: (keyId: string | undefined, bytes: Buffer, signature: Buffer) => {
      if (keyId !== undefined && keyId !== 'ab12') return { verdict: 'unknown' as const };
      const fits = verify('sha256', bytes, publicKey, signature);
      if (!fits) return { verdict: 'invalid' as const };
      return { verdict: 'trusted' as const, signer: { keyId: 'ab12', name: 'North' } };
    },
  };
  let set: MadeHere;
  beforeEach(async () => {
    set = await world.make('enc1', ['a']);
    await world.bring(set, await world.registry(), { signReceipt });
  });

  it('is known by its key, as a file and as text', async () => {
    const { short = [] } = await showReceipt(world.services, set.directory);
    expect(short).toHaveLength(47);
    const typed = await readReceiptText(world.services, short.join(''), trusting);
    // A short text names no key: whose it is comes out when it is checked.
    expect(typed).toMatchObject({
      outcome: 'recorded',
      signature: 'trusted',
      keyId: 'ab12',
      signerName: 'North',
    });
    const read = await readReceiptFile(world.services, besides(set), trusting);
    expect(read).toMatchObject({ outcome: 'recorded', signature: 'trusted', keyId: 'ab12' });
  });

  it('is refused by whoever does not know the key, and when anything in it was changed', async () => {
    await expect(world.read(set)).rejects.toMatchObject({ code: 'RECEIPT_SIGNER_UNKNOWN' });
    const receipt = await receiptIn(besides(set));
    const changes: Partial<Receipt>[] = [
      { registry: 'docker://elsewhere' },
      { importedAt: '2030-01-01T00:00:00Z' },
      { result: 'incomplete' },
      { resources: [] },
    ];
    for (const change of changes) {
      await writeFile(besides(set), receiptBytes({ ...receipt, ...change }));
      await expect(readReceiptFile(world.services, besides(set), trusting)).rejects.toMatchObject({
        code: 'RECEIPT_SIGNATURE_INVALID',
      });
    }
    const { keyId: _keyId, signature: _signature, ...unsigned } = receipt;
    await writeFile(besides(set), receiptBytes(unsigned));
    const required = { ...trusting, policy: 'require' as const };
    await expect(readReceiptFile(world.services, besides(set), required)).rejects.toMatchObject({
      code: 'RECEIPT_UNSIGNED',
    });
    expect(dirname(besides(set))).toBe(set.directory);
  });
});
