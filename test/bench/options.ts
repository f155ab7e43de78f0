import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const caseNames = ['export', 'again', 'import', 'docker', 'mirror'] as const;
export type CaseName = (typeof caseNames)[number];

export interface BenchOptions {
  readonly scale: 'small' | 'medium';
  readonly rounds: number;
  readonly only: ReadonlySet<CaseName>;
  /** A new folder below it holds everything, for ours and the floors alike. */
  readonly directory: string;
  readonly keep: boolean;
}

export const usage = `npm run bench -- [--scale small|medium] [--rounds N] [--only ${caseNames.join(',')}]
                 [--directory folder] [--keep]

  export   registry to archive, against the floor (fetch, hash, write) and skopeo sync
  again    the same export when nothing is new
  import   archive to registry (the practice registry), against the floor (read, hash, PUT)
  docker   archive to registry (docker-registry), against the same floor
  mirror   registry to registry (docker-registry), against skopeo copy
`;

/** Throws a RangeError that says what is wrong with the arguments. */
export function parseOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      scale: { type: 'string', default: 'medium' },
      rounds: { type: 'string', default: '3' },
      only: { type: 'string', default: caseNames.join(',') },
      directory: { type: 'string', default: tmpdir() },
      keep: { type: 'boolean', default: false },
    },
  });
  const { scale } = values;
  if (scale !== 'small' && scale !== 'medium') throw new RangeError(`--scale ${scale}: small or medium`);
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new RangeError(`--rounds ${values.rounds}: 1, 2, …`);
  return {
    scale,
    rounds,
    only: new Set(values.only.split(',').map(caseName)),
    directory: resolve(values.directory),
    keep: values.keep,
  };
}

function caseName(text: string): CaseName {
  const found = caseNames.find((name) => name === text);
  if (found === undefined) throw new RangeError(`--only ${text}: ${caseNames.join(', ')}`);
  return found;
}
