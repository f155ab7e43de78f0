import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemFileSystem } from '../../../../core/ports/index.ts';
import { custodyLog, filledLog, setChain } from '../../../support/custody-world.ts';
import { faultyFileSystem } from '../../../support/ledger-faults.ts';
import { temporaryFolder } from '../../../support/ledger-world.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('adding to a custody log', () => {
  it('chains each record to the exact line before it', async () => {
    const { lines } = await filledLog(temporaryFolder(), 3);
    const records = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(records[0]).toMatchObject({ sequence: 1, chain: setChain, previous: '0'.repeat(64) });
    expect(records[1]).toMatchObject({ sequence: 2, previous: sha256(lines[0] ?? '') });
    expect(records[2]).toMatchObject({ sequence: 3, previous: sha256(lines[1] ?? '') });
    expect(records[1]).not.toHaveProperty('chain');
  });

  it('never touches what is there', async () => {
    const { log } = await filledLog(temporaryFolder(), 2);
    const before = await readFile(log.path);
    await log.add();
    expect((await readFile(log.path)).subarray(0, before.length).equals(before)).toBe(true);
  });

  it('is durable before it is told: the file and, for a new one, its folder', async () => {
    const { fs, calls } = faultyFileSystem();
    await custodyLog(temporaryFolder(), fs).add();
    expect(calls.map((call) => call.split(' ')[0])).toEqual(['write', 'truncate', 'sync', 'sync']);
  });

  it('notes a clock that went back, and order does not depend on it', async () => {
    const log = custodyLog(temporaryFolder());
    await log.add({}, new Date('2030-01-01T00:00:00Z'));
    const { record } = await log.add({}, new Date('2026-01-01T00:00:00.500Z'));
    expect(record).toMatchObject({ clock: 'back', clockSeconds: 126_230_400 });
    expect(await log.add({}, new Date('2027-01-01T00:00:00Z'))).not.toHaveProperty('record.clock');
    expect((await log.read())?.broken).toBeUndefined();
  });

  it('mends a record that was cut off at any byte, says so, and leaves the others alone', async () => {
    const { log, lines } = await filledLog(temporaryFolder(), 3);
    const whole = await readFile(log.path);
    const begin = Buffer.byteLength(`${lines[0]}\n${lines[1]}\n`);
    for (let cut = begin + 1; cut < whole.length - 1; cut += 13) {
      await writeFile(log.path, whole.subarray(0, cut));
      expect(await log.read()).toMatchObject({ records: 2, tornBytes: cut - begin });
      const { record } = await log.add();
      expect(record).toMatchObject({ sequence: 3, mendedBytes: cut - begin });
      const report = await log.read({ of: setChain });
      expect(report).toMatchObject({ records: 3 });
      expect(report?.broken).toBeUndefined();
      expect(report?.tornBytes).toBeUndefined();
      expect((await log.lines()).slice(0, 2)).toEqual(lines.slice(0, 2));
    }
  });

  it('takes a last record without its newline as the record it is', async () => {
    const { log, lines } = await filledLog(temporaryFolder(), 2);
    await truncate(log.path, Buffer.byteLength(lines.join('\n')));
    expect(await log.read()).toMatchObject({ records: 2 });
    const { record } = await log.add();
    expect(record.sequence).toBe(3);
    expect(record.mendedBytes).toBeUndefined();
    expect((await log.read())?.broken).toBeUndefined();
    expect((await log.lines()).slice(0, 2)).toEqual(lines);
  });

  it('mends what a power cut left: zeros behind the last record', async () => {
    const { log } = await filledLog(temporaryFolder(), 2);
    await appendFile(log.path, Buffer.alloc(300));
    const { record } = await log.add();
    expect(record.mendedBytes).toBe(300);
    expect(await log.read()).toMatchObject({ records: 3 });
  });

  it('survives a kill at every changing call of an append', async () => {
    for (let at = 1; at <= 3; at += 1) {
      for (const written of [0, 40]) {
        const folder = temporaryFolder();
        const { lines } = await filledLog(folder, 2);
        const { fs } = faultyFileSystem({ at, code: 'EIO', crash: true, written });
        await expect(custodyLog(folder, fs).add()).rejects.toMatchObject({ code: 'LEDGER_WRITE_FAILED' });
        const log = custodyLog(folder);
        await log.add();
        const report = await log.read({ of: setChain });
        expect(report?.broken).toBeUndefined();
        expect(report?.tornBytes).toBeUndefined();
        expect((await log.lines()).slice(0, 2)).toEqual(lines);
      }
    }
  });

  it('takes a failed write back', async () => {
    const folder = temporaryFolder();
    const { log, lines } = await filledLog(folder, 2);
    const { fs } = faultyFileSystem({ at: 1, code: 'ENOSPC', written: 40 });
    await expect(custodyLog(folder, fs).add()).rejects.toMatchObject({ params: { reason: 'ENOSPC' } });
    expect(await log.lines()).toEqual(lines);
  });

  it('follows no link and writes into nothing but a plain file', async () => {
    const folder = temporaryFolder();
    const precious = join(folder, 'precious');
    await writeFile(precious, 'keep me\n');
    await symlink(precious, join(folder, 'custody.jsonl'));
    await expect(custodyLog(folder).add()).rejects.toMatchObject({ code: 'CUSTODY_UNREADABLE' });
    expect(await readFile(precious, 'utf8')).toBe('keep me\n');
    const other = temporaryFolder();
    await mkdir(join(other, 'custody.jsonl'));
    await expect(custodyLog(other).add()).rejects.toMatchObject({ code: 'CUSTODY_UNREADABLE' });
  });

  it('refuses to follow a line that is no record', async () => {
    const { log, lines } = await filledLog(temporaryFolder(), 2);
    await log.put([...lines, 'not a record']);
    await expect(log.add()).rejects.toThrow(RangeError);
  });

  it('writes only what can be read again', async () => {
    const log = custodyLog(temporaryFolder());
    await expect(log.add({ person: 'evil\u202Etxt' })).rejects.toThrow();
    await expect(log.add({ sealNumber: 'x'.repeat(121) })).rejects.toThrow();
    await expect(log.add({ details: { __proto__: 'x', Bad: 1 } })).rejects.toThrow();
    await expect(systemFileSystem.stat(log.path)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
