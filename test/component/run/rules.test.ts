import { describe, expect, it } from 'vitest';
import { filterJobs } from '../../../renderer/src/features/run/history-filter.ts';
import { nameAt } from '../../../renderer/src/features/run/job-words.ts';
import { jobsBefore } from '../../../renderer/src/features/run/jobs-before.ts';
import { filterLog } from '../../../renderer/src/features/run/log-filter.ts';
import { isSame } from '../../../renderer/src/stores/same.ts';
import { throttle } from '../../../renderer/src/stores/throttle.ts';
import { jobOf, lineOf } from './samples.ts';

describe('which jobs a queued one waits for', () => {
  const own = jobOf({ kind: 'queued' }, { id: 'own', createdAt: '2026-01-02' });
  const names = (...others: ReturnType<typeof jobOf>[]): string[] =>
    jobsBefore([own, ...others], 'own').map(({ id }) => id);

  it('names those that use its folder and came first', () => {
    expect(
      names(
        jobOf({ kind: 'running' }, { id: 'b', createdAt: '2026-01-01T12' }),
        jobOf({ kind: 'queued' }, { id: 'a', createdAt: '2026-01-01' }),
        jobOf({ kind: 'queued' }, { id: 'later', createdAt: '2026-01-03' }),
        jobOf({ kind: 'succeeded' }, { id: 'over', createdAt: '2026-01-01' }),
        jobOf({ kind: 'running' }, { id: 'elsewhere', destination: '/other', createdAt: '2026-01-01' }),
      ),
    ).toEqual(['a', 'b']);
  });

  it('counts the drive, but not a registry that is only read', () => {
    const drive = { ...own, driveId: 'stick' };
    const other = jobOf({ kind: 'running' }, { id: 'x', destination: '/media/stick/b', driveId: 'stick' });
    expect(jobsBefore([drive, other], 'own').map(({ id }) => id)).toEqual(['x']);
  });

  it('names those at work when none shares a place: only a few run at once', () => {
    expect(names(jobOf({ kind: 'running' }, { id: 'x', destination: '/other' }))).toEqual(['x']);
  });

  it('knows nothing of a job that is not there', () => {
    expect(jobsBefore([], 'own')).toEqual([]);
  });
});

describe('the name of an image at the target', () => {
  it.each([
    [
      'file:///media/stick',
      'file:///media/stick/openshift/release:4.15.3-x86_64-cli',
      'openshift/release:4.15.3-x86_64-cli',
    ],
    ['docker://registry.in:5000', 'docker://registry.in:5000/team/app:1', 'team/app:1'],
    ['docker://registry.in/', 'docker://registry.in/team/app:1', 'team/app:1'],
    ['docker://registry.in', 'docker://registry.internal/team/app:1', 'registry.internal/team/app:1'],
    ['', 'docker://registry.in/team/app:1', 'registry.in/team/app:1'],
  ])('below %s: %s is %s', (target, destination, expected) => {
    expect(nameAt(target, destination)).toBe(expected);
  });
});

describe('the filter of the history', () => {
  const jobs = [
    jobOf({ kind: 'succeeded' }, { id: 'a', destination: '/media/RED' }),
    jobOf(
      { kind: 'failed', error: { code: 'X', params: {}, affected: [] } },
      { id: 'b', flow: 'enclave-export', enclave: 'North' },
    ),
    jobOf({ kind: 'succeeded' }, { id: 'c', kind: 'verify' }),
  ];
  it.each([
    [{ search: '' }, ['a', 'b', 'c']],
    [{ search: 'red' }, ['a']],
    [{ search: 'north' }, ['b']],
    [{ search: '', flow: 'verify' }, ['c']],
    [{ search: '', flow: 'export' }, ['a']],
    [{ search: '', state: 'failed' }, ['b']],
    [{ search: 'red', state: 'failed' }, []],
  ] as const)('%j gives %j', (filter, ids) => {
    expect(filterJobs(jobs, filter).map(({ id }) => id)).toEqual(ids);
  });
});

describe('the filter of the log', () => {
  const lines = [lineOf(0, { level: 'debug' }), lineOf(1), lineOf(2, { level: 'error', text: 'Boom' })];
  const words = ({ text }: { readonly text?: string | undefined }): string => text ?? '';
  it.each([
    ['debug', '', [0, 1, 2]],
    ['info', '', [1, 2]],
    ['error', '', [2]],
    ['debug', ' BOOM ', [2]],
    ['debug', 'none', []],
  ] as const)('%s and "%s" give %j', (level, search, seqs) => {
    expect(filterLog(lines, level, search, words).map(({ seq }) => seq)).toEqual(seqs);
  });
  it('gives the very same lines when nothing is filtered', () => {
    expect(filterLog(lines, 'debug', '', words)).toBe(lines);
  });
});

describe('whether two answers are the same', () => {
  it.each([
    [{ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }, true],
    [{ a: 1 }, { a: 1, b: undefined }, false],
    [[1, 2], { 0: 1, 1: 2 }, false],
    [null, {}, false],
    ['x', 'x', true],
    [{ a: 1 }, { b: 1 }, false],
  ])('%j and %j: %s', (one, other, expected) => {
    expect(isSame(one, other)).toBe(expected);
  });
});

describe('throttling', () => {
  it('works once for many calls, and again afterwards', () => {
    const waiting: (() => void)[] = [];
    let worked = 0;
    const call = throttle(
      () => (worked += 1),
      1000,
      (later) => void waiting.push(later),
    );
    call();
    call();
    expect([worked, waiting.length]).toEqual([0, 1]);
    waiting.pop()?.();
    call();
    expect([worked, waiting.length]).toEqual([1, 1]);
  });
});
