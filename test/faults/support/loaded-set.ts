import { join } from 'node:path';
import { SluiceError, type MirrorReport, type RunEvent } from '../../../core/contract/index.ts';
import { mirrorHere } from '../../support/host-world.ts';
import { startResumeTarget, type ResumeTarget } from '../../support/resume-world.ts';
import { must } from '../case.ts';
import type { DiskWorld } from './disk-world.ts';

/** How loading a set went. */
export interface Loaded {
  /** A status of the report, or the code of the error that refused it. */
  readonly outcome: MirrorReport['status'] | string;
  /** Files, images and the like that the refusal or the failures name. */
  readonly named: readonly string[];
  /** What the operator was told on the way, as JSON. */
  readonly told: readonly string[];
  /** Every `repository:tag digest` that the registry has now. */
  readonly content: readonly string[];
  /** Requests of this loading, as `method path`. */
  readonly requests: readonly string[];
  /** Those that brought content; asking whether pushing is allowed is none. */
  readonly pushes: number;
}

export interface LoadOptions {
  readonly config?: string;
  readonly more?: Readonly<Record<string, unknown>>;
}

/** A registry that sets are loaded into, by a machine that remembers nothing of the ones before. */
export interface Enclave {
  readonly target: ResumeTarget;
  /** Throws Damage when the registry was given content that is not what its digest says. */
  load(set: string, options?: LoadOptions): Promise<Loaded>;
  close(): Promise<void>;
}

export async function openEnclave(world: DiskWorld, folder: string): Promise<Enclave> {
  const target = await startResumeTarget(join(folder, 'enclave'));
  let loads = 0;
  return {
    target,
    load: async (set, options = {}) => {
      const own = join(folder, `machine-${++loads}`);
      const variables = { ...world.upstream.variables, CONTAINERS_REGISTRIES_CONF: target.conf };
      const events: RunEvent[] = [];
      const seen = target.registry().log().length;
      const ended = await mirrorHere(
        { variables, state: join(own, 'state'), home: folder },
        {
          config: options.config ?? world.config,
          from: set,
          destination: `docker://${target.host}`,
          more: { workspace: join(own, 'workspace'), ...options.more },
          onEvent: (event) => void events.push(event),
        },
      ).then(
        ({ report }) => ({
          outcome: report.status,
          named: report.failures.flatMap(({ origin, error }) => [origin, ...error.affected]),
        }),
        (error: unknown) => {
          must(error instanceof SluiceError, 'wrong', `ended in ${String(error)}`);
          return { outcome: error.code, named: error.affected };
        },
      );
      const log = target.registry().log().slice(seen);
      const wrong = log.filter(({ status, path }) => status === 400 && path.includes('/uploads/'));
      must(wrong.length === 0, 'corrupt', `the registry was given wrong bytes: ${JSON.stringify(wrong)}`);
      return {
        ...ended,
        told: events.flatMap((event) => (event.type === 'finding' ? [JSON.stringify(event.message)] : [])),
        content: target.content(),
        requests: log.map(({ method, path }) => `${method} ${path}`),
        pushes: log.filter(({ method }) => method === 'PUT' || method === 'PATCH').length,
      };
    },
    close: target.stop,
  };
}

/** Loads the set in a folder into an empty registry of its own. */
export async function loadSet(
  world: DiskWorld,
  folder: string,
  set: string,
  options: LoadOptions = {},
): Promise<Loaded> {
  const enclave = await openEnclave(world, folder);
  try {
    return await enclave.load(set, options);
  } finally {
    await enclave.close();
  }
}
