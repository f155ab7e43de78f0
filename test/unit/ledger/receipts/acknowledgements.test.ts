import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  isAcknowledging,
  openAcknowledgements,
  openMadeReceipts,
  setStates,
} from '../../../../core/ledger/index.ts';
import { systemFileSystem } from '../../../../core/ports/index.ts';
import { lostRecord, receiptOf, receiptRecord, setIdOf, targetOf } from '../../../support/receipts.ts';

let stateDirectory: string;
beforeEach(async () => {
  stateDirectory = await mkdtemp(join(tmpdir(), 'sluice-receipts-'));
});
afterEach(() => rm(stateDirectory, { recursive: true }));

const opened = () => openAcknowledgements({ fs: systemFileSystem, stateDirectory });

describe('what came back from a target', () => {
  it('is added to and never changed', async () => {
    const path = join(stateDirectory, 'targets', 'enc1', 'receipts.jsonl');
    await opened().add('enc1', receiptRecord(1));
    const before = await readFile(path, 'utf8');
    await opened().add('enc1', lostRecord(2));
    expect((await readFile(path, 'utf8')).startsWith(before)).toBe(true);
    expect(await opened().read('enc1')).toEqual([receiptRecord(1), lostRecord(2)]);
    expect(await opened().read('enc2')).toEqual([]);
  });

  it('survives a torn last line, and a changed one is an error', async () => {
    const path = join(stateDirectory, 'targets', 'enc1', 'receipts.jsonl');
    await opened().add('enc1', receiptRecord(1));
    await opened().add('enc1', receiptRecord(2));
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.slice(0, -5));
    expect(await opened().read('enc1')).toEqual([receiptRecord(1)]);
    await writeFile(path, text.replace('"complete"', '"incomplete"'));
    await expect(opened().read('enc1')).rejects.toMatchObject({ code: 'LEDGER_JOURNAL_DAMAGED' });
  });

  it('keeps the files as they were', async () => {
    const bytes = Buffer.from('{"a": 1}');
    const sum = await opened().keepFile('enc1', bytes);
    expect(await opened().readFile('enc1', sum)).toEqual(bytes);
    expect(await opened().readFile('enc1', 'f'.repeat(64))).toBeUndefined();
  });
});

describe('the state of each set', () => {
  it('goes by the order of records', () => {
    const states = setStates(targetOf(4), [
      receiptRecord(1),
      lostRecord(2),
      receiptRecord(3, { result: 'incomplete' }),
    ]);
    expect(states.map(({ state }) => state)).toEqual(['acknowledged', 'lost', 'incomplete', 'made']);
    expect(states[1]?.lost?.reason).toBe('the courier lost it');
  });

  it('is that of the receipt, whatever was marked', () => {
    for (const records of [
      [lostRecord(1), receiptRecord(1)],
      [receiptRecord(1), lostRecord(1)],
    ]) {
      expect(setStates(targetOf(1), records)[0]?.state).toBe('acknowledged');
    }
  });

  it('is not changed by records of other sets', () => {
    expect(setStates(targetOf(1), [receiptRecord(2)])[0]?.state).toBe('made');
    expect(isAcknowledging([])).toBe(false);
    expect(isAcknowledging([receiptRecord(2)])).toBe(true);
  });
});

describe('the receipts that this machine wrote', () => {
  it('are found by set, and the last one', async () => {
    const made = openMadeReceipts({ fs: systemFileSystem, stateDirectory });
    expect(await made.last()).toBeUndefined();
    await made.keep(receiptOf({ images: 1 }));
    const file = await made.keep(receiptOf({ images: 2, setId: setIdOf(2) }));
    expect(await made.last()).toMatchObject({ file, receipt: { setId: setIdOf(2) } });
    expect((await made.read(setIdOf(1)))?.receipt.images).toHaveLength(1);
    expect(await made.read('../../etc/passwd')).toBeUndefined();
  });
});
