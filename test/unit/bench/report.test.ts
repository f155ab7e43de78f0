import { describe, expect, it } from 'vitest';
import type { Case, Run } from '../../bench/cases.ts';
import { parseOptions } from '../../bench/options.ts';
import { formatReport, formatTargets, median, targetsOf, type Measured } from '../../bench/report.ts';

const run = (wall: number, more: Partial<Run> = {}): Run => ({
  wall,
  cpu: wall,
  written: 1_010_000,
  peak: 120_000_000,
  ...more,
});

const measured = (what: Case, role: 'ours' | 'floor', runs: readonly Run[]): Measured => ({
  case: what,
  contender: { name: role, role, mostRounds: 9, run: () => Promise.reject(new Error('not run')) },
  runs,
});

const exporting: Case = {
  name: 'export',
  title: 'registry to archive',
  scale: 'medium',
  payload: 1_000_000,
  places: 10,
  contenders: [],
};

describe('the middle of several rounds', () => {
  it('is the middle one, or lies between the two in the middle', () => {
    expect(median([9, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 9])).toBe(3);
  });
});

describe('when figures are set against the targets', () => {
  const verdicts = (ours: readonly Run[], floor: readonly Run[]): string =>
    formatTargets(targetsOf([measured(exporting, 'ours', ours), measured(exporting, 'floor', floor)]));

  it('takes the median of each, so that one slow round decides nothing', () => {
    const text = verdicts([run(1.2), run(9), run(1.2)], [run(1), run(1), run(1)]);
    expect(text).toMatch(/met +medium, registry to archive: time: 1\.200 x floor/);
  });

  it('calls a slow one missed and does not fail', () => {
    expect(verdicts([run(2)], [run(1)])).toMatch(/missed +medium, registry to archive: time: 2\.000 x floor/);
  });

  it('takes the largest peak of all rounds', () => {
    const text = verdicts([run(1), run(1, { peak: 151_000_000 })], [run(1)]);
    expect(text).toMatch(/missed +medium, registry to archive: peak memory: 151 MB/);
  });

  it('says of what the system does not tell that it was not measured', () => {
    const text = verdicts([run(1, { written: undefined })], [run(1)]);
    expect(text).toMatch(/not measured +medium, registry to archive: bytes written/);
    expect(text).toMatch(/not measured +medium, registry to archive: archive/);
  });
});

describe('the table', () => {
  it('shows each contender with its ratio to the floor', () => {
    const results = [
      measured(exporting, 'ours', [run(3, { archive: 1_005_000, requests: 342 })]),
      measured(exporting, 'floor', [run(2)]),
    ];
    const [, ours = '', floor = ''] = formatReport(results).split('\n');
    expect(ours.split(/ {2,}/)).toEqual([
      'medium',
      'registry to archive',
      'ours',
      '1',
      '3.00',
      '3.00-3.00',
      '3.00',
      '0',
      '1.50',
      '1.010',
      '1.005',
      '120',
      '342',
    ]);
    expect(floor).toContain('1.00');
  });
});

describe('the arguments of the bench', () => {
  it('choose scale, rounds and cases', () => {
    const options = parseOptions(['--scale', 'small', '--rounds', '5', '--only', 'export,again']);
    expect(options).toMatchObject({ scales: ['small'], rounds: 5, only: new Set(['export', 'again']) });
  });

  it.each([
    ['--scale', 'large'],
    ['--rounds', '0'],
    ['--only', 'export,nothing'],
  ])('refuse %s %s', (name, value) => {
    expect(() => parseOptions([name, value])).toThrow(RangeError);
  });
});
