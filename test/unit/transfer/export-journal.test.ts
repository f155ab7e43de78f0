import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../core/reference/index.ts';
import {
  cutsOf,
  replayExport,
  trimResume,
  type ExportRecord,
} from '../../../core/transfer/export-journal.ts';

const session = (setId = 'set-1'): ExportRecord => ({ type: 'session', setId });
/** A blob of 1000 bytes that ends at `end` of its chunk. */
const entry = (name: string, end: number, chunk = 1): Extract<ExportRecord, { type: 'entry' }> => ({
  type: 'entry',
  name,
  digest: digestOf(name),
  chunk,
  offset: end - 1000,
  size: 1000,
  end,
});
const names = (records: readonly ExportRecord[]): string[] =>
  replayExport(records).resume.entries.map(({ name }) => name);

describe('when the journal of an export is replayed', () => {
  it('gives every blob with its place, and where each chunk ends', () => {
    const { setId, resume } = replayExport([
      session(),
      entry('a', 2000),
      entry('b', 4000),
      entry('c', 2000, 2),
    ]);
    expect(setId).toBe('set-1');
    expect(resume.entries.map(({ name, chunk, end }) => [name, chunk, end])).toEqual([
      ['a', 1, 2000],
      ['b', 1, 4000],
      ['c', 2, 2000],
    ]);
    expect(resume.chunks).toEqual([
      { chunk: 1, length: 4000, durable: 0 },
      { chunk: 2, length: 2000, durable: 0 },
    ]);
  });

  it('is not at its limits with a hundred thousand blobs in one chunk', () => {
    const known = entry('a', 1000);
    const records = Array.from({ length: 200_000 }, (_, index) => ({ ...known, end: known.end + index }));
    const { resume } = replayExport([session(), ...records]);
    expect(resume.chunks).toEqual([{ chunk: 1, length: 200_999, durable: 0 }]);
    expect(cutsOf(resume, resume.entries)).toEqual([]);
  });

  it('trusts unread only what was made durable, whether or not the machine was restarted', () => {
    const records: ExportRecord[] = [
      session(),
      entry('a', 2000),
      { type: 'durable', chunk: 1, length: 2000 },
      entry('b', 4000),
    ];
    expect(replayExport(records).resume.chunks).toEqual([{ chunk: 1, length: 4000, durable: 2000 }]);
  });

  it('knows who answered in every session', () => {
    const host = { host: 'quay.test:443', verified: false, since: '2026-11-22T00:00:00.000Z' };
    const { hosts } = replayExport([session(), { type: 'host', ...host }, entry('a', 2000), session()]);
    expect(hosts).toEqual([host]);
  });

  it('forgets the old places of what was lost and written again', () => {
    const records: ExportRecord[] = [
      session(),
      entry('a', 2000),
      entry('b', 4000),
      entry('gone', 2000, 2),
      { type: 'durable', chunk: 1, length: 4000 },
      { type: 'cut', chunk: 1, length: 2000 },
      { type: 'cut', chunk: 2, length: 0 },
      session(),
      entry('c', 4000),
      entry('b', 6000),
      entry('d', 2000, 2),
    ];
    expect(names(records)).toEqual(['a', 'c', 'b', 'd']);
    expect(replayExport(records.slice(0, 7)).resume).toEqual({
      entries: [expect.objectContaining({ name: 'a' })],
      chunks: [{ chunk: 1, length: 2000, durable: 2000 }],
    });
  });

  it('knows the last set id, and what its history builds on', () => {
    const records: ExportRecord[] = [
      session(),
      { type: 'baseline', history: '.history-old' },
      session('set-2'),
      { type: 'baseline', target: 'enclave-b', history: '.history-2026-11-22T17:18:38Z' },
    ];
    expect(replayExport(records)).toMatchObject({
      setId: 'set-2',
      baseline: { target: 'enclave-b', history: '.history-2026-11-22T17:18:38Z' },
    });
    expect(replayExport([])).toEqual({ hosts: [], resume: { entries: [], chunks: [] } });
  });
});

describe('when the configuration asks for less than before', () => {
  const { resume } = replayExport([
    session(),
    entry('a', 2000),
    entry('x', 4000),
    entry('b', 6000),
    entry('y', 8000),
    entry('z', 2000, 2),
  ]);

  it('keeps each chunk up to its last wanted blob, and drops chunks without one', () => {
    const wanted = new Set([digestOf('a'), digestOf('b')]);
    expect(trimResume(resume, (digest) => wanted.has(digest))).toEqual({
      entries: ['a', 'x', 'b'].map((name) => expect.objectContaining({ name })),
      chunks: [{ chunk: 1, length: 6000, durable: 0 }],
    });
  });

  it('keeps everything when everything is wanted, and nothing when nothing is', () => {
    expect(trimResume(resume, () => true)).toEqual(resume);
    expect(trimResume(resume, () => false)).toEqual({ entries: [], chunks: [] });
  });
});

describe('when a later session finds less than was recorded', () => {
  it('says for each chunk how much is left, and nothing of whole ones', () => {
    const { resume } = replayExport([
      session(),
      entry('a', 2000),
      entry('b', 4000),
      entry('c', 2000, 2),
      entry('d', 2000, 3),
    ]);
    const kept = resume.entries.filter(({ name }) => name === 'a' || name === 'd');
    expect(cutsOf(resume, kept)).toEqual([
      { type: 'cut', chunk: 1, length: 2000 },
      { type: 'cut', chunk: 2, length: 0 },
    ]);
    expect(cutsOf(resume, resume.entries)).toEqual([]);
  });
});
