import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Journal, openJournal, readJournal } from '../../../core/ledger/index.ts';
import { systemFileSystem } from '../../../core/ports/index.ts';
import { faultyFileSystem } from '../../support/ledger-faults.ts';
import { temporaryFolder } from '../../support/ledger-world.ts';

const schema = z.object({ blob: z.string(), size: z.number() });
type Entry = z.infer<typeof schema>;

const entries: readonly Entry[] = [
  { blob: 'sha256:one', size: 1 },
  { blob: 'with "quotes", [brackets] and\nnewlines', size: 22 },
  { blob: '镜像 ü', size: 333 },
];

const open = (path: string, fs = systemFileSystem): Promise<Journal<Entry>> =>
  openJournal({ fs, path, schema });

async function written(records: readonly Entry[]): Promise<{ path: string; content: Buffer }> {
  const path = join(temporaryFolder(), 'runs', 'journal.jsonl');
  const journal = await open(path);
  for (const record of records) journal.append(record);
  await journal.close();
  return { path, content: readFileSync(path) };
}

describe('when a journal is written and opened again', () => {
  it('replays every record in order', async () => {
    const { path } = await written(entries);
    const journal = await open(path);
    expect(journal.records).toEqual(entries);
    expect(journal.findings).toEqual([]);
    await journal.close();
  });

  it('goes on behind what is there', async () => {
    const { path } = await written(entries.slice(0, 2));
    const second = await open(path);
    second.append({ blob: 'later', size: 4 });
    await second.close();
    const third = await open(path);
    expect(third.records).toEqual([...entries.slice(0, 2), { blob: 'later', size: 4 }]);
    await third.close();
  });

  it('is read by another process while it is written, and left as it is', async () => {
    const { path, content } = await written(entries);
    writeFileSync(path, Buffer.concat([content, content.subarray(0, 10)]));
    expect(await readJournal({ fs: systemFileSystem, path, schema })).toEqual(entries);
    expect(readFileSync(path)).toHaveLength(content.length + 10);
    expect(await readJournal({ fs: systemFileSystem, path: `${path}.none`, schema })).toEqual([]);
  });

  it('has in the file what it calls written, without an fsync', async () => {
    const faulty = faultyFileSystem();
    const path = join(temporaryFolder(), 'journal.jsonl');
    const journal = await open(path, faulty.fs);
    for (const record of entries) {
      journal.append(record);
      await journal.written();
      const last = readFileSync(path, 'utf8').trimEnd().split('\n').at(-1) ?? '';
      expect((JSON.parse(last) as unknown[])[2]).toEqual(record);
    }
    expect(faulty.calls.filter((call) => call.startsWith('sync journal'))).toEqual([]);
    await journal.close();
  });

  it('keeps lines that any JSON tool can read', async () => {
    const { content } = await written(entries);
    const lines = content.toString().trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as unknown[])[2])).toEqual(entries);
  });

  it('round-trips whatever JSON can hold', async () => {
    const folder = temporaryFolder();
    let file = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue(), { maxLength: 20 }), async (values) => {
        const path = join(folder, `${(file += 1)}.jsonl`);
        const journal = await openJournal({ fs: systemFileSystem, path, schema: z.unknown() });
        for (const value of values) journal.append(value);
        await journal.close();
        const again = await openJournal({ fs: systemFileSystem, path, schema: z.unknown() });
        expect(again.records).toEqual(values.map((value) => JSON.parse(JSON.stringify(value)) as unknown));
        await again.close();
      }),
      { numRuns: 60 },
    );
  });
});

describe('when the machine stopped in the middle of a record', () => {
  it('keeps the whole records, drops the rest and can be written again, wherever the cut is', async () => {
    const { path, content } = await written(entries);
    const ends = [...content.keys()].filter((at) => content[at] === 0x0a).map((at) => at + 1);
    for (let cut = 0; cut < content.length; cut += 1) {
      writeFileSync(path, content.subarray(0, cut));
      const whole = ends.filter((end) => end <= cut).length;
      const journal = await open(path);
      expect(journal.records, `cut after ${cut} bytes`).toEqual(entries.slice(0, whole));
      const dropped = cut - (ends[whole - 1] ?? 0);
      expect(journal.findings).toEqual(
        dropped === 0
          ? []
          : [
              {
                level: 'note',
                code: 'LEDGER_JOURNAL_TORN',
                params: { path, bytes: dropped },
                affected: [path],
              },
            ],
      );
      journal.append({ blob: 'after', size: cut });
      await journal.close();
      const again = await open(path);
      expect(again.records).toEqual([...entries.slice(0, whole), { blob: 'after', size: cut }]);
      await again.close();
    }
  });

  it('drops a tail of zeros, which some file systems leave after a power cut', async () => {
    const { path, content } = await written(entries);
    writeFileSync(path, Buffer.concat([content, Buffer.alloc(4096)]));
    const journal = await open(path);
    expect(journal.records).toEqual(entries);
    expect(journal.findings).toHaveLength(1);
    await journal.close();
    expect(readFileSync(path)).toEqual(content);
  });

  it('drops several garbled lines at the end', async () => {
    const { path, content } = await written(entries);
    writeFileSync(path, Buffer.concat([content, Buffer.from('garbage\n\n[3,"00000000",{}]\nmore')]));
    const journal = await open(path);
    expect(journal.records).toEqual(entries);
    await journal.close();
  });
});

describe('when a journal was changed in the middle', () => {
  it('refuses it and names the line, whichever byte of the record was changed', async () => {
    const { path, content } = await written(entries);
    const start = content.indexOf(0x0a) + 1;
    const end = content.indexOf(0x0a, start);
    for (let at = start; at < end; at += 1) {
      const changed = Buffer.from(content);
      changed[at] = (changed[at] ?? 0) ^ 0x01;
      writeFileSync(path, changed);
      await expect(open(path), `byte ${at}`).rejects.toMatchObject({
        code: 'LEDGER_JOURNAL_DAMAGED',
        params: { path, line: 2 },
      });
    }
  });

  it('leaves the file as it is, for whoever looks into it', async () => {
    const { path, content } = await written(entries);
    const changed = Buffer.concat([Buffer.from('x'), content]);
    writeFileSync(path, changed);
    await expect(open(path)).rejects.toMatchObject({ params: { line: 1 } });
    expect(readFileSync(path)).toEqual(changed);
  });

  it('refuses an intact record of another shape', async () => {
    const { path } = await written(entries);
    const other = openJournal({ fs: systemFileSystem, path, schema: z.object({ offset: z.number() }) });
    await expect(other).rejects.toMatchObject({ code: 'LEDGER_JOURNAL_FOREIGN', params: { path, line: 1 } });
  });
});

describe('when many callers want their records durable', () => {
  it('writes records of one turn together and shares one fsync', async () => {
    const disk = faultyFileSystem();
    const journal = await open(join(temporaryFolder(), 'journal.jsonl'), disk.fs);
    const before = disk.count('sync');
    const waiting = Array.from({ length: 200 }, (_, size) => {
      journal.append({ blob: 'x', size });
      return journal.sync();
    });
    await Promise.all(waiting);
    // The first commit may start before the later callers arrive; they share the second.
    expect(disk.count('sync') - before).toBeLessThanOrEqual(2);
    expect(disk.count('appendFile')).toBeLessThanOrEqual(2);
    await journal.close();
  });

  it('does not touch the disk when nothing is new', async () => {
    const disk = faultyFileSystem();
    const journal = await open(join(temporaryFolder(), 'journal.jsonl'), disk.fs);
    journal.append({ blob: 'x', size: 1 });
    await journal.sync();
    const calls = disk.calls.length;
    await journal.sync();
    await journal.close();
    expect(disk.calls).toHaveLength(calls);
  });

  it('never fsyncs for a record alone', async () => {
    const disk = faultyFileSystem();
    const journal = await open(join(temporaryFolder(), 'journal.jsonl'), disk.fs);
    const before = disk.count('sync');
    for (let size = 0; size < 100; size += 1) journal.append({ blob: 'x', size });
    await new Promise((resolve) => setImmediate(resolve));
    expect(disk.count('sync')).toBe(before);
    await journal.close();
  });

  it('answers a sync only when its own record is in the file', async () => {
    const { path } = await written([]);
    const journal = await open(path);
    for (let size = 0; size < 20; size += 1) {
      journal.append({ blob: 'x', size });
      await journal.sync();
      expect(readFileSync(path, 'utf8').trimEnd().split('\n')).toHaveLength(size + 1);
    }
    await journal.close();
  });
});

describe('when the disk fails', () => {
  // The calls of a first use: mkdir, fsync of the folder, then appendFile and sync.
  const failing = async (
    code: string,
    at: number,
    bytes = 0,
  ): Promise<{ path: string; journal: Journal<Entry> }> => {
    const path = join(temporaryFolder(), 'journal.jsonl');
    const journal = await open(path, faultyFileSystem({ at, code, written: bytes }).fs);
    return { path, journal };
  };

  it('stays broken after a failed fsync: what was not durable is never called so', async () => {
    const { journal, path } = await failing('EIO', 4);
    journal.append({ blob: 'x', size: 1 });
    const expected = { code: 'LEDGER_WRITE_FAILED', params: { path, reason: 'EIO' } };
    await expect(journal.sync()).rejects.toMatchObject(expected);
    await expect(journal.sync()).rejects.toMatchObject(expected);
    expect(() => journal.append({ blob: 'y', size: 2 })).toThrow(
      expect.objectContaining({ code: expected.code }),
    );
    await expect(journal.close()).rejects.toMatchObject(expected);
  });

  it('tells every waiting caller', async () => {
    const { journal } = await failing('ENOSPC', 3);
    journal.append({ blob: 'x', size: 1 });
    const answers = await Promise.allSettled([journal.sync(), journal.sync(), journal.sync()]);
    expect(answers.map((answer) => answer.status)).toEqual(['rejected', 'rejected', 'rejected']);
    await journal.close().catch(() => undefined);
  });

  it('loses nothing but the record that the full disk cut off', async () => {
    const { journal, path } = await failing('ENOSPC', 5, 10);
    journal.append({ blob: 'kept', size: 1 });
    await journal.sync();
    journal.append({ blob: 'cut', size: 2 });
    await expect(journal.close()).rejects.toMatchObject({ params: { reason: 'ENOSPC' } });
    const again = await open(path);
    expect(again.records).toEqual([{ blob: 'kept', size: 1 }]);
    expect(again.findings).toMatchObject([{ code: 'LEDGER_JOURNAL_TORN', params: { bytes: 10 } }]);
    await again.close();
  });

  it('says which file cannot be opened', async () => {
    const folder = temporaryFolder();
    await expect(open(folder)).rejects.toMatchObject({ code: 'LEDGER_WRITE_FAILED', affected: [folder] });
  });

  it.skipIf(process.platform === 'win32')('does not follow a link in place of the file', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'elsewhere'), 'precious');
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'journal.jsonl'));
    await expect(open(join(folder, 'journal.jsonl'))).rejects.toMatchObject({ params: { reason: 'ELOOP' } });
    expect(readFileSync(join(folder, 'elsewhere'), 'utf8')).toBe('precious');
  });
});
