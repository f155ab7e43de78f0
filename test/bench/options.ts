import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const caseNames = [
  'export',
  'again',
  'import',
  'present',
  'docker',
  'mirror',
  'plan',
  'inspect',
  'catalog',
] as const;
export type CaseName = (typeof caseNames)[number];

export const scales = ['small', 'medium', 'many'] as const;
export type Scale = (typeof scales)[number];

export interface BenchOptions {
  readonly scales: readonly Scale[];
  readonly rounds: number;
  readonly only: ReadonlySet<CaseName>;
  /** Commands with oc-mirror's arguments that take part. */
  readonly peers: readonly string[];
  /** A new folder below it holds everything, for ours and the floors alike. */
  readonly directory: string;
  readonly keep: boolean;
}

export const usage = `npm run bench -- [--scale ${scales.join(',')}] [--rounds N] [--only ${caseNames.join(',')}]
                 [--peer "oc-mirror --v2 …"] [--directory folder] [--keep]

  export   registry to archive, against the floor (fetch, hash, write) and skopeo sync
  again    the same export when nothing is new
  import   archive to registry (the practice registry), against the floor (read, hash, PUT)
  present  the same import when the registry holds everything
  docker   archive to registry (docker-registry), against the same floor
  mirror   registry to registry (docker-registry), against skopeo copy
  plan     what an export would move, without moving it
  inspect  an archive of 20,000 entries, with its index and without
  catalog  an operator catalogue of real size: opened, searched, filtered and rebuilt

Scales: small (60 MB), medium (1 GB), many (10,000 images of 60,000 tiny blobs, with
--max-old-space-size=256). A --peer takes part in export, import and mirror; it is called with
-c, --from, --workspace and the destination, as oc-mirror is.
`;

/** Throws a RangeError that says what is wrong with the arguments. */
export function parseOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      scale: { type: 'string', default: scales.join(',') },
      rounds: { type: 'string', default: '3' },
      only: { type: 'string', default: caseNames.join(',') },
      peer: { type: 'string', multiple: true, default: [] },
      directory: { type: 'string', default: tmpdir() },
      keep: { type: 'boolean', default: false },
    },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new RangeError(`--rounds ${values.rounds}: 1, 2, …`);
  return {
    scales: listed('--scale', values.scale, scales),
    rounds,
    only: new Set(listed('--only', values.only, caseNames)),
    peers: values.peer,
    directory: resolve(values.directory),
    keep: values.keep,
  };
}

function listed<Name extends string>(flag: string, text: string, known: readonly Name[]): Name[] {
  return text.split(',').map((part) => {
    const found = known.find((name) => name === part);
    if (found === undefined) throw new RangeError(`${flag} ${part}: ${known.join(', ')}`);
    return found;
  });
}
