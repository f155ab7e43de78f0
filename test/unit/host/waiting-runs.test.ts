import { describe, expect, it } from 'vitest';
import { waitingRuns } from '../../../core/host/index.ts';
import type { ListedRun, RunState } from '../../../core/ledger/index.ts';

let made = 0;
/** Newest first, as the ledger lists them. */
const run = (key: string, state: RunState, alive = false): ListedRun => ({
  alive,
  directory: '/state/runs/x',
  record: {
    format: 1,
    id: `20261122T171838Z-${String(made++).padStart(8, '0')}`,
    key,
    kind: 'export',
    command: ['sluice'],
    source: 'registries',
    target: 'file:///mnt/usb',
    state,
    attempts: 1,
    started: '2026-11-22T17:18:38.000Z',
    updated: '2026-11-22T17:18:38.000Z',
    summary: {},
  },
});

describe('when runs are listed that somebody has to think of', () => {
  it('shows what is at work, cut off, failed or not whole', () => {
    const runs = [
      run('a', 'running', true),
      run('b', 'interrupted'),
      run('c', 'failed'),
      run('d', 'incomplete'),
      run('e', 'complete'),
      run('f', 'complete-with-exceptions'),
    ];
    expect(waitingRuns(runs).map(({ record }) => record.key)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('leaves out what a later run of the same work replaced, whatever became of that one', () => {
    expect(waitingRuns([run('a', 'complete'), run('a', 'incomplete')])).toEqual([]);
    const later = [run('a', 'interrupted'), run('a', 'incomplete'), run('b', 'incomplete')];
    expect(waitingRuns(later)).toEqual([later[0], later[2]]);
  });

  it('never hides a run that a process works on', () => {
    const runs = [run('a', 'complete'), run('a', 'running', true)];
    expect(waitingRuns(runs)).toEqual([runs[1]]);
  });
});
