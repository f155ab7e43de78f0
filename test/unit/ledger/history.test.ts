import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseBaseline, historyName, readHistory, writeHistory } from '../../../core/ledger/index.ts';
import { systemFileSystem as fs } from '../../../core/ports/index.ts';
import { digestOf } from '../../../core/reference/index.ts';
import { faultyFileSystem } from '../../support/ledger-faults.ts';
import { temporaryFolder } from '../../support/ledger-world.ts';

const a = digestOf('a');
const b = digestOf('b');
const c = digestOf('c');
const now = new Date('2026-11-22T17:18:38.500Z');

function historyFolder(files: Readonly<Record<string, string>>): string {
  const folder = join(temporaryFolder(), '.history');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

describe('when a baseline is chosen', () => {
  const names = [
    '.history-2026-01-02T00:00:00Z',
    '.history-2025-12-31T23:59:59Z',
    '.history-2026-01-01T00:00:00Z',
    'README',
    '..history-2026-01-03T00:00:00Z.4711.tmp',
  ];

  it('takes the newest by the time in the name', () => {
    expect(chooseBaseline(names)?.file).toBe('.history-2026-01-02T00:00:00Z');
  });

  it.each([
    ['2026-01-02', '.history-2026-01-01T00:00:00Z'],
    ['2026-01-01', '.history-2025-12-31T23:59:59Z'],
    ['2025-12-31', undefined],
    ['2030-01-01', '.history-2026-01-02T00:00:00Z'],
  ])('takes the newest strictly before --since %s', (since, file) => {
    expect(chooseBaseline(names, new Date(`${since}T00:00:00Z`))?.file).toBe(file);
  });

  it('carries everything when there is none', () => {
    expect(chooseBaseline([])).toBeUndefined();
  });

  it('compares instants, not texts', () => {
    const files = ['.history-2026-01-01T01:00:00+02:00', '.history-2026-01-01T00:30:00Z'];
    expect(chooseBaseline(files)?.file).toBe('.history-2026-01-01T00:30:00Z');
  });

  it('accepts fractions of a second', () => {
    expect(chooseBaseline(['.history-2026-01-01T01:00:00.25Z'])?.time.getMilliseconds()).toBe(250);
  });

  it.each([
    '.history-',
    '.history-today',
    '.history-2026-01-01',
    '.history-2026-01-01T00:00:00',
    '.history-2026-13-01T00:00:00Z',
    '.history-2026-02-30T00:00:00Z',
    '.history-2026-01-01T24:00:00Z',
    '.history-2026-01-01T00:00:00Z.bak',
    '.history-2026-01-01T00-00-00Z',
  ])('refuses the name %s, as oc-mirror does', (name) => {
    expect(() => chooseBaseline([...names, name])).toThrow(
      expect.objectContaining({ code: 'LEDGER_HISTORY_NAME_INVALID', params: { path: name } }),
    );
  });
});

describe('when a history is read', () => {
  it('is empty without a folder', async () => {
    const history = await readHistory(fs, join(temporaryFolder(), 'none'), { now });
    expect(history).toEqual({ digests: new Set(), generation: 0, findings: [] });
  });

  it('counts generations up to the chosen file', async () => {
    const folder = historyFolder({
      '.history-2026-01-01T00:00:00Z': `${a}\n`,
      '.history-2026-02-01T00:00:00Z': `${a}\n${b}\n`,
      '.history-2026-03-01T00:00:00Z': `${a}\n${b}\n${c}\n`,
    });
    const newest = await readHistory(fs, folder, { now });
    expect([newest.generation, newest.digests.size]).toEqual([3, 3]);
    const earlier = await readHistory(fs, folder, { now, since: new Date('2026-02-15T00:00:00Z') });
    expect([earlier.generation, earlier.file]).toEqual([2, '.history-2026-02-01T00:00:00Z']);
    expect(earlier.digests).toEqual(new Set([a, b]));
  });

  it('tolerates missing last newlines, blank lines and Windows line ends', async () => {
    const folder = historyFolder({ '.history-2026-01-01T00:00:00Z': `${a}\r\n\n${b}` });
    expect((await readHistory(fs, folder, { now })).digests).toEqual(new Set([a, b]));
  });

  it('refuses a line that is cut off and names it', async () => {
    const folder = historyFolder({ '.history-2026-01-01T00:00:00Z': `${a}\n${b.slice(0, 40)}` });
    await expect(readHistory(fs, folder, { now })).rejects.toMatchObject({
      code: 'LEDGER_HISTORY_LINE_INVALID',
      params: { line: 2 },
    });
  });

  it('warns of a history from the future, after a clock jump', async () => {
    const folder = historyFolder({ '.history-2031-01-01T00:00:00Z': `${a}\n` });
    const history = await readHistory(fs, folder, { now });
    expect(history.digests).toEqual(new Set([a]));
    expect(history.findings).toMatchObject([
      {
        level: 'warning',
        code: 'LEDGER_HISTORY_FUTURE',
        params: { file: '.history-2031-01-01T00:00:00Z', now: now.toISOString() },
      },
    ]);
  });
});

describe('when a history is written', () => {
  it('is cumulative, sorted and named in seconds', async () => {
    const folder = join(temporaryFolder(), '.history');
    const file = await writeHistory(fs, folder, { base: [b], added: [a, b, c], now });
    expect(file).toBe('.history-2026-11-22T17:18:38Z');
    expect(readFileSync(join(folder, file), 'utf8')).toBe(`${[a, b, c].sort().join('\n')}\n`);
  });

  it('can be empty', async () => {
    const folder = join(temporaryFolder(), '.history');
    const file = await writeHistory(fs, folder, { base: [], added: [], now });
    expect(readFileSync(join(folder, file), 'utf8')).toBe('');
  });

  it('is always the newest afterwards, also in the same second and after a clock jump', async () => {
    for (const existing of ['.history-2026-11-22T17:18:38Z', '.history-2031-01-01T00:00:00Z']) {
      const folder = historyFolder({ [existing]: `${a}\n` });
      const file = await writeHistory(fs, folder, { base: [a], added: [b], now });
      expect(chooseBaseline(readdirSync(folder))?.file).toBe(file);
      expect(file).not.toBe(existing);
    }
  });

  it('writes the content to disk before the name, and the name before it answers', async () => {
    const disk = faultyFileSystem();
    await writeHistory(disk.fs, join(temporaryFolder(), '.history'), { base: [], added: [a], now });
    const operations = disk.calls.map((call) => call.split(' ')[0]);
    expect(operations).toEqual(['mkdir', 'sync', 'writeFile', 'sync', 'rename', 'sync']);
  });

  it('leaves the old or the new history, never a part, wherever the machine stops', async () => {
    const existing = '.history-2026-01-01T00:00:00Z';
    for (let at = 1; at <= 5; at += 1) {
      const folder = historyFolder({ [existing]: `${a}\n` });
      const disk = faultyFileSystem({ at, code: 'EIO', crash: true, written: 30 });
      await expect(writeHistory(disk.fs, folder, { base: [a], added: [b], now })).rejects.toMatchObject({
        code: 'LEDGER_WRITE_FAILED',
      });
      const history = await readHistory(fs, folder, { now });
      const renamed = at === 5;
      expect(history.file, `stopped at call ${at}`).toBe(renamed ? historyName(now) : existing);
      expect(history.digests).toEqual(new Set(renamed ? [a, b] : [a]));
      // And the next run simply writes it.
      await writeHistory(fs, folder, { base: [a], added: [b], now });
      expect((await readHistory(fs, folder, { now })).digests).toEqual(new Set([a, b]));
    }
  });
});

const shared = process.env['SLUICE_SHARED'] ?? join(import.meta.dirname, '../../../../shared');
const golden = join(shared, 'golden/03-m2d-4.15.0-2/03-m2d-012.wd/.history');

describe.skipIf(!existsSync(golden))(
  `when a real oc-mirror wrote the history (skipped when the recorded files are absent)`,
  () => {
    it('reads every digest', async () => {
      const history = await readHistory(fs, golden, { now: new Date('2027-01-01') });
      const lines = readFileSync(join(golden, history.file ?? ''), 'utf8')
        .trim()
        .split('\n');
      expect(history.digests.size).toBe(new Set(lines).size);
      expect(history.digests.size).toBeGreaterThan(0);
      expect(history.findings).toEqual([]);
    });
  },
);
