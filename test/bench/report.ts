import { formatTable } from '../support/table.ts';
import type { Case, Contender, Run } from './cases.ts';
import type { CaseName } from './options.ts';

export interface Measured {
  readonly case: Case;
  readonly contender: Contender;
  readonly runs: readonly Run[];
}

export interface Target {
  readonly what: string;
  readonly actual: number | undefined;
  readonly limit: number;
  readonly unit: string;
}

/** The middle value; the mean of both for an even count. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const pick = (index: number): number => sorted[index] ?? Number.NaN;
  return sorted.length % 2 === 1 ? pick(Math.floor(middle)) : (pick(middle - 1) + pick(middle)) / 2;
}

const header = [
  'scale',
  'case',
  'contender',
  'rounds',
  'wall s',
  '(min-max)',
  'CPU s',
  'MB/s',
  'x floor',
  'written/payload',
  'archive/payload',
  'peak MB',
  'requests',
];

/** All figures as one table; megabytes are 10^6 bytes. */
export function formatReport(results: readonly Measured[]): string {
  const rows = results.map((result) => row(result, floorOf(results, result.case)));
  return formatTable(header, rows, new Set([0, 1, 2]));
}

/** Cases that move the payload; of the others a rate would say nothing. */
const moving: ReadonlySet<CaseName> = new Set(['export', 'import', 'docker', 'mirror']);

function row({ case: what, contender, runs }: Measured, floor: Measured | undefined): string[] {
  const { payload } = what;
  const walls = runs.map(({ wall }) => wall);
  const wall = median(walls);
  const known = (values: readonly (number | undefined)[]): number | undefined =>
    values.includes(undefined) ? undefined : median(values.filter((value) => value !== undefined));
  const share = (bytes: number | undefined): string =>
    bytes === undefined ? '-' : (bytes / payload).toFixed(3);
  return [
    what.scale,
    what.title,
    contender.name,
    String(runs.length),
    wall.toFixed(2),
    `${Math.min(...walls).toFixed(2)}-${Math.max(...walls).toFixed(2)}`,
    median(runs.map(({ cpu }) => cpu)).toFixed(2),
    moving.has(what.name) ? (payload / 1e6 / wall).toFixed(0) : '-',
    floor === undefined ? '-' : (wall / wallOf(floor)).toFixed(2),
    share(known(runs.map(({ written }) => written))),
    share(known(runs.map(({ archive }) => archive))),
    (Math.max(...runs.map(({ peak }) => peak)) / 1e6).toFixed(0),
    known(runs.map(({ requests }) => requests))?.toFixed(0) ?? '-',
  ];
}

function wallOf({ runs }: Measured): number {
  return median(runs.map(({ wall }) => wall));
}

function floorOf(results: readonly Measured[], what: Case): Measured | undefined {
  return results.find((result) => result.case === what && result.contender.role === 'floor');
}

/** Requests that an import may need beside one for each repository and tag. */
const requestsBeside = 50;

/** The engine's targets, as far as the cases that ran can tell. */
export function targetsOf(results: readonly Measured[]): Target[] {
  return results
    .filter(({ contender }) => contender.role === 'ours')
    .flatMap((ours) => targetsOfCase(ours, floorOf(results, ours.case)));
}

function targetsOfCase(ours: Measured, floor: Measured | undefined): Target[] {
  const { name, title, scale, payload, places } = ours.case;
  const what = (which: string): string => `${scale === '-' ? '' : `${scale}, `}${title}: ${which}`;
  const wall = wallOf(ours);
  const peak = Math.max(...ours.runs.map((run) => run.peak)) / 1e6;
  // What 10,000 images take is bounded by the heap that they are given.
  const memory: Target[] =
    scale === 'many' ? [] : [{ what: what('peak memory'), actual: peak, limit: 150, unit: 'MB' }];
  const times = (limit: number, unit: string): Target => ({
    what: what('time'),
    actual: floor === undefined ? undefined : wall / wallOf(floor),
    limit,
    unit,
  });
  const seconds: Target = { what: what('time'), actual: wall, limit: 1.5, unit: 's' };
  const figure = (pick: (run: Run) => number | undefined): number | undefined => {
    const middle = median(ours.runs.map((run) => pick(run) ?? Number.NaN));
    return Number.isNaN(middle) ? undefined : middle;
  };
  const share = (pick: (run: Run) => number | undefined): number | undefined => {
    const bytes = figure(pick);
    return bytes === undefined ? undefined : bytes / payload;
  };
  // Tiny blobs have more header than content: what is written for them says nothing about copies.
  const isContent = scale !== 'many';
  switch (name) {
    case 'export':
      return [
        times(1.25, 'x floor'),
        ...(isContent
          ? [
              {
                what: what('bytes written'),
                actual: share((run) => run.written),
                limit: 1.02,
                unit: 'x payload',
              },
              { what: what('archive'), actual: share((run) => run.archive), limit: 1.02, unit: 'x payload' },
            ]
          : []),
        ...memory,
      ];
    case 'again':
      return [
        ...(scale === 'medium' ? [seconds] : []),
        ...(isContent
          ? [{ what: what('archive'), actual: share((run) => run.archive), limit: 0.02, unit: 'x payload' }]
          : []),
      ];
    case 'import':
      return [
        times(1.25, 'x floor'),
        {
          what: what('payload written here'),
          actual: share((run) => run.written),
          limit: 0.02,
          unit: 'x payload',
        },
        ...memory,
      ];
    case 'docker':
      return [times(1.25, 'x floor'), ...memory];
    case 'present':
      return [
        ...(scale === 'medium' ? [seconds] : []),
        {
          what: what('requests'),
          actual: figure((run) => run.requests),
          limit: places + requestsBeside,
          unit: 'requests',
        },
      ];
    case 'mirror':
      return [times(0.5, 'x skopeo copy'), ...memory];
    case 'inspect':
      return [{ ...seconds, limit: 1 }];
    // A plan has no target of its own; catalogues tell theirs (see catalog.ts).
    case 'plan':
    case 'catalog':
      return [];
  }
}

export function formatTargets(targets: readonly Target[]): string {
  return targets
    .map(({ what, actual, limit, unit }) => {
      if (actual === undefined) return `  not measured  ${what} (at most ${limit} ${unit})`;
      const verdict = actual <= limit ? 'met   ' : 'missed';
      return `  ${verdict}        ${what}: ${actual.toFixed(actual < 10 ? 3 : 0)} ${unit} (at most ${limit})`;
    })
    .join('\n');
}
