import type { Case, Contender, Run } from './cases.ts';

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
export function formatReport(results: readonly Measured[], payload: number): string {
  const rows = results.map((result) => row(result, floorOf(results, result.case), payload));
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [line(header), ...rows.map(line)].join('\n');
}

function row(
  { case: what, contender, runs }: Measured,
  floor: Measured | undefined,
  payload: number,
): string[] {
  const walls = runs.map(({ wall }) => wall);
  const wall = median(walls);
  const known = (values: readonly (number | undefined)[]): number | undefined =>
    values.includes(undefined) ? undefined : median(values.filter((value) => value !== undefined));
  const share = (bytes: number | undefined): string =>
    bytes === undefined ? '-' : (bytes / payload).toFixed(3);
  return [
    what.title,
    contender.name,
    String(runs.length),
    wall.toFixed(2),
    `${Math.min(...walls).toFixed(2)}-${Math.max(...walls).toFixed(2)}`,
    median(runs.map(({ cpu }) => cpu)).toFixed(2),
    what.name === 'again' ? '-' : (payload / 1e6 / wall).toFixed(0),
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

/** The engine's targets, as far as the cases that ran can tell. */
export function targetsOf(results: readonly Measured[], payload: number): Target[] {
  return results
    .filter(({ contender }) => contender.role === 'ours')
    .flatMap((ours) => {
      const { name, title } = ours.case;
      const floor = floorOf(results, ours.case);
      const ratio = floor === undefined ? undefined : wallOf(ours) / wallOf(floor);
      const peak = Math.max(...ours.runs.map((run) => run.peak)) / 1e6;
      const memory: Target = { what: `${title}: peak memory`, actual: peak, limit: 150, unit: 'MB' };
      const share = (value: number | undefined): number | undefined =>
        value === undefined || Number.isNaN(value) ? undefined : value / payload;
      switch (name) {
        case 'export': {
          const written = share(median(ours.runs.map((run) => run.written ?? Number.NaN)));
          const archive = share(median(ours.runs.map((run) => run.archive ?? Number.NaN)));
          return [
            { what: `${title}: time`, actual: ratio, limit: 1.25, unit: 'x floor' },
            { what: `${title}: bytes written`, actual: written, limit: 1.02, unit: 'x payload' },
            { what: `${title}: archive`, actual: archive, limit: 1.02, unit: 'x payload' },
            memory,
          ];
        }
        case 'again':
          return [{ what: `${title}: time`, actual: wallOf(ours), limit: 1.5, unit: 's' }];
        case 'import':
        case 'docker':
          return [{ what: `${title}: time`, actual: ratio, limit: 1.25, unit: 'x floor' }, memory];
        case 'mirror':
          return [{ what: `${title}: time`, actual: ratio, limit: 0.5, unit: 'x skopeo copy' }, memory];
      }
    });
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
