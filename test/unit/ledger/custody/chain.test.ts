import { createHash } from 'node:crypto';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ChainBreak, SeenChain } from '../../../../core/ledger/index.ts';
import { systemFileSystem, type FileSystem } from '../../../../core/ports/index.ts';
import { custodyLog, filledLog, setChain, type CustodyLog } from '../../../support/custody-world.ts';
import { temporaryFolder } from '../../../support/ledger-world.ts';

const records = 6;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What a reader says of these lines who saw all of the log before, or nothing of it. */
async function breakOf(
  log: CustodyLog,
  lines: readonly string[],
  seen?: SeenChain,
): Promise<ChainBreak | undefined> {
  await log.put(lines);
  return (await log.read({ of: setChain, seen }))?.broken;
}

/** The line with one field changed as somebody would who knows the format. */
function changed(line: string, change: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...(JSON.parse(line) as object), ...change });
}

/** The real file system; tells the most bytes that were asked for at once, and lends no whole file. */
function watchedReads(): { readonly fs: FileSystem; readonly largest: () => number } {
  let most = 0;
  const watchedOpen: FileSystem['open'] = async (path, flags, mode) => {
    const handle = await systemFileSystem.open(path, flags, mode);
    return new Proxy(handle, {
      get(target, key) {
        if (key === 'readFile') throw new Error('the whole file was asked for');
        const member: unknown = Reflect.get(target, key, target);
        if (typeof member !== 'function') return member;
        return (...parameters: unknown[]): unknown => {
          if (key === 'read') most = Math.max(most, Number(parameters[2]));
          return Reflect.apply(member, target, parameters) as unknown;
        };
      },
    });
  };
  return { fs: { ...systemFileSystem, open: watchedOpen }, largest: () => most };
}

const world = async (): Promise<{ log: CustodyLog; lines: readonly string[]; seen: SeenChain }> => {
  const { log, lines } = await filledLog(temporaryFolder(), records);
  return { log, lines, seen: { records, hash: sha256(lines.at(-1) ?? '') } };
};

describe('a custody chain', () => {
  it('is whole as it was written', async () => {
    const { log, lines, seen } = await world();
    expect(await breakOf(log, lines)).toBeUndefined();
    expect(await breakOf(log, lines, seen)).toBeUndefined();
    expect(await breakOf(log, lines, { records: 2, hash: sha256(lines[1] ?? '') })).toBeUndefined();
    expect(await log.read({ keep: 2 })).toMatchObject({
      records,
      chain: setChain,
      newest: [{ line: 5 }, { line: 6 }],
    });
  });

  it.each([
    ['person', { person: 'somebody else' }],
    ['time', { time: '2020-01-01T00:00:00.000Z' }],
    ['result', { result: 'damaged' }],
    ['sequence', { sequence: 40 }],
    ['previous', { previous: 'f'.repeat(64) }],
    ['a field more', { sealNumber: '1' }],
  ])('names every record that was altered: %s', async (_, change) => {
    const { log, lines, seen } = await world();
    for (let at = 0; at < records; at += 1) {
      const altered = lines.map((line, index) => (index === at ? changed(line, change) : line));
      expect(await breakOf(log, altered, seen), `record ${at + 1}`).toEqual({
        how: 'altered',
        record: at + 1,
      });
    }
  });

  it('names a record of which any single byte was changed', async () => {
    const { log, lines, seen } = await world();
    for (let at = 0; at < records; at += 1) {
      const line = lines[at] ?? '';
      for (let byte = 0; byte < line.length; byte += 17) {
        const flipped = `${line.slice(0, byte)}${line[byte] === '7' ? '8' : '7'}${line.slice(byte + 1)}`;
        const altered = lines.map((each, index) => (index === at ? flipped : each));
        const broken = await breakOf(log, altered, seen);
        // A version that nobody has written yet is told as such.
        expect(broken?.record, `record ${at + 1} byte ${byte}`).toBe(at + 1);
      }
    }
  });

  it('names the first of two records that changed places', async () => {
    const { log, lines } = await world();
    for (let a = 0; a < records; a += 1) {
      for (let b = a + 1; b < records; b += 1) {
        const swapped = [...lines];
        [swapped[a], swapped[b]] = [lines[b] ?? '', lines[a] ?? ''];
        expect(await breakOf(log, swapped), `${a} and ${b}`).toEqual({ how: 'reordered', record: a + 1 });
      }
    }
  });

  it('names a record that was taken out', async () => {
    const { log, lines, seen } = await world();
    for (let at = 0; at < records - 1; at += 1) {
      const less = lines.filter((_, index) => index !== at);
      expect(await breakOf(log, less)).toEqual({ how: 'removed', record: at + 1, missing: 1 });
    }
    expect(await breakOf(log, lines.slice(0, -1), seen)).toEqual({ how: 'cut', record: records, missing: 1 });
  });

  it('names a record that was put in: a copy of one, and a forged one', async () => {
    const { log, lines, seen } = await world();
    for (let at = 0; at < records; at += 1) {
      const copied = [...lines.slice(0, at + 1), lines[at] ?? '', ...lines.slice(at + 1)];
      const copy = await breakOf(log, copied, seen);
      expect(copy, `copy of ${at + 1}`).toEqual({ how: 'inserted', record: at + 1 });
    }
    for (let at = 1; at < records; at += 1) {
      const before = lines[at - 1] ?? '';
      const forged = changed(lines[at] ?? '', {
        sequence: at + 1,
        previous: sha256(before),
        person: 'forger',
      });
      const inserted = [...lines.slice(0, at), forged, ...lines.slice(at)];
      expect(await breakOf(log, inserted), `forged ${at + 1}`).toEqual({ how: 'inserted', record: at + 1 });
      const rubbish = [...lines.slice(0, at), '{}', ...lines.slice(at)];
      expect(await breakOf(log, rubbish), `rubbish ${at + 1}`).toEqual({ how: 'inserted', record: at + 1 });
    }
  });

  it('tells every cut to who saw more, and only to them', async () => {
    const { log, lines, seen } = await world();
    for (let left = 0; left < records; left += 1) {
      const cut = lines.slice(0, left);
      expect(await breakOf(log, cut)).toBeUndefined();
      expect(await breakOf(log, cut, seen)).toEqual({
        how: 'cut',
        record: left + 1,
        missing: records - left,
      });
    }
  });

  it('tells a chain that was made anew from some record on', async () => {
    const { log, lines, seen } = await world();
    const other = custodyLog(temporaryFolder());
    await other.put(lines.slice(0, 3));
    for (let more = 0; more < 6; more += 1) await other.add({ person: 'forger' });
    const forged = await other.lines();
    expect(await breakOf(log, forged)).toBeUndefined();
    expect(await breakOf(log, forged, seen)).toEqual({ how: 'altered', record: records });
  });

  it('tells the log of something else', async () => {
    const { log } = await world();
    const stranger = { kind: 'set', id: '99999999-0000-4000-8000-000000000001' } as const;
    expect((await log.read({ of: stranger }))?.broken).toEqual({ how: 'foreign', record: 1 });
    const installation = { kind: 'installation', id: setChain.id } as const;
    expect((await log.read({ of: installation }))?.broken).toEqual({ how: 'foreign', record: 1 });
  });

  it('goes on with the next set in the same folder', async () => {
    const { log } = await world();
    const next = { kind: 'set', id: '99999999-0000-4000-8000-000000000001' } as const;
    await log.add({ kind: 'created', setId: next.id, generation: 2 });
    expect((await log.read({ of: next }))?.broken).toBeUndefined();
  });

  it('says that a record is of a newer version, and not that it was altered', async () => {
    const { log, lines } = await world();
    const newer = [...lines, changed(lines[5] ?? '', { version: 2, surprise: true })];
    expect(await breakOf(log, newer)).toEqual({ how: 'newer', record: 7 });
  });

  it('takes no record with hidden or dangerous text, and none that two readers could read differently', async () => {
    const { log, lines } = await world();
    const last = lines.at(-1) ?? '';
    for (const line of [
      changed(last, { person: 'a\u001b[2Jb' }),
      changed(last, { person: 'a\u202Eb' }),
      changed(last, { person: 'a\nb' }),
      changed(last, { host: 'x'.repeat(121) }),
      changed(last, { details: Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`k${i}`, 1])) }),
      last.replace('{', '{"person":"twice",'),
      ` ${last}`,
      `${last}\r`,
      'x'.repeat(3_000_000),
      `${'['.repeat(10_000)}`,
    ]) {
      const broken = await breakOf(log, [...lines.slice(0, -1), line]);
      expect(broken, line.slice(0, 60)).toEqual({ how: 'altered', record: records });
      expect((await log.read({ keep: 10 }))?.newest).toHaveLength(records - 1);
    }
  });

  it('reads 100 MB piece by piece', { timeout: 120_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sluice-custody-'));
    try {
      const path = join(folder, 'custody.jsonl');
      await writeFile(path, '');
      const file = await open(path, 'a');
      const line = `${'y'.repeat(4000)}\n`.repeat(256);
      for (let size = 0; size < 100 * 1024 * 1024; size += line.length) await file.appendFile(line);
      await file.close();
      const { fs, largest } = watchedReads();
      const report = await custodyLog(folder, fs).read({ keep: 200 });
      expect(report).toMatchObject({ broken: { how: 'altered', record: 1 }, newest: [] });
      expect(largest()).toBeGreaterThan(0);
      expect(largest()).toBeLessThanOrEqual(1024 * 1024);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
