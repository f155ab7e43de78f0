import type { ChildProcess } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SluiceError, type MirrorReport, type RunEvent, type RunPhase } from '../../core/contract/index.ts';
import {
  chunkFilesOf,
  openSet,
  parseManifest,
  verifySet,
  type OpenedSet,
  type SetManifest,
} from '../../core/archive/index.ts';
import { systemFileSystem } from '../../core/ports/index.ts';
import { sluice, type SluiceOptions, type SluiceOutcome } from './sluice.ts';

/** When to strike: so long after a phase began, or after the process did. */
export interface Moment {
  readonly after: RunPhase | 'start';
  readonly milliseconds: number;
}

export interface Attempt extends SluiceOutcome {
  readonly events: readonly RunEvent[];
  /** Of a run that came to an end. */
  readonly report: MirrorReport | undefined;
  /** Milliseconds from the beginning of each phase to the end of the process. */
  readonly lasted: Readonly<Partial<Record<RunPhase | 'start', number>>>;
}

/** Runs `sluice … --json` and does something to the process at a moment of it. */
export async function attempt(
  args: readonly string[],
  options: Omit<SluiceOptions, 'onStart'>,
  moment?: Moment,
  strike: (child: ChildProcess) => void | Promise<void> = (child) => void child.kill('SIGKILL'),
): Promise<Attempt> {
  const began: Partial<Record<RunPhase | 'start', number>> = { start: performance.now() };
  const ended = new AbortController();
  const strikeLater = async (child: ChildProcess, milliseconds: number): Promise<void> => {
    await sleep(milliseconds, undefined, { signal: ended.signal });
    await strike(child);
  };
  const outcome = await sluice([...args, '--json'], {
    ...options,
    onStart: (child) => {
      if (moment?.after === 'start') strikeLater(child, moment.milliseconds).catch(() => undefined);
      let rest = '';
      child.stdout?.on('data', (chunk: Buffer) => {
        const lines = `${rest}${chunk.toString()}`.split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          const event = JSON.parse(line) as RunEvent;
          if (event.type !== 'phase' || event.state !== 'start') continue;
          began[event.phase] = performance.now();
          if (moment?.after === event.phase) strikeLater(child, moment.milliseconds).catch(() => undefined);
        }
      });
    },
  });
  ended.abort();
  const now = performance.now();
  const lines = outcome.output.split('\n').filter((line) => line.endsWith('}'));
  const parsed = lines.map((line) => JSON.parse(line) as RunEvent | { type: 'report'; report: MirrorReport });
  return {
    ...outcome,
    events: parsed.filter((line): line is RunEvent => line.type !== 'report'),
    report: parsed.find((line) => line.type === 'report')?.report,
    lasted: Object.fromEntries(Object.entries(began).map(([phase, time]) => [phase, now - time])),
  };
}

/** The set id that can be read in a folder, or why none can: never a set that is not whole. */
export type FolderState =
  | { readonly kind: 'set'; readonly manifest: SetManifest }
  | { readonly kind: 'none' }
  /** A decided commit that waits for the next start. */
  | { readonly kind: 'committing' };

const unreadable: Readonly<Record<string, FolderState['kind']>> = {
  ARCHIVE_SET_ABSENT: 'none',
  ARCHIVE_SET_UNFINISHED: 'none',
  ARCHIVE_COMMIT_INTERRUPTED: 'committing',
};

/** Looks at an export's folder as it lies there; throws when something under a final name is not whole. */
export async function folderState(directory: string): Promise<FolderState> {
  const names = await readdir(directory).catch(() => []);
  const chunks = names.filter((name) => /mirror_[0-9]{6}\.(?:tar|part-)/.test(name));
  let opened: OpenedSet;
  try {
    opened = await openSet(systemFileSystem, directory);
  } catch (error) {
    const kind = error instanceof SluiceError ? unreadable[error.code] : undefined;
    if (kind === undefined || kind === 'set') throw error;
    if (kind === 'none' && chunks.length > 0)
      throw new Error(`${chunks.join()} without a set`, { cause: error });
    return { kind };
  }
  try {
    const errors = opened.problems.filter((problem) => problem.level === 'error');
    if (errors.length > 0) throw new Error(`the set in ${directory} has problems: ${JSON.stringify(errors)}`);
    if (opened.manifest === undefined) throw new Error(`${chunks.join()} stand without sluice-set.json`);
    const files = chunkFilesOf(opened.manifest);
    const named = files.map(({ name }) => name);
    const foreign = chunks.filter((name) => !named.includes(name));
    if (foreign.length > 0) throw new Error(`${foreign.join()} are not in the manifest`);
    for (const { name, size } of files) {
      const found = (await stat(join(directory, name))).size;
      if (found !== size) throw new Error(`${name} has ${found} bytes instead of ${size}`);
    }
    return { kind: 'set', manifest: opened.manifest };
  } finally {
    await opened.close();
  }
}

/**
 * The set in a folder with every byte read; throws when anything is missing or damaged, and at every remark but those
 * with the `tolerated` codes.
 */
export async function verifiedSet(
  directory: string,
  tolerated: readonly string[] = [],
): Promise<{
  readonly manifest: SetManifest;
  readonly blobs: readonly string[];
}> {
  const opened = await openSet(systemFileSystem, directory);
  try {
    const report = await verifySet(opened);
    const problems = opened.problems.filter(({ code }) => !tolerated.includes(code));
    if (!report.ok || problems.length > 0) {
      throw new Error(`not whole: ${JSON.stringify([problems, report.problems, report.chunks])}`);
    }
    const manifest = parseManifest(await readFile(join(directory, 'sluice-set.json')));
    return { manifest, blobs: [...opened.blobs.keys()].sort() };
  } finally {
    await opened.close();
  }
}

/** What makes two sets the same for whoever loads them. */
export function contentOfSet({ manifest, blobs }: Awaited<ReturnType<typeof verifiedSet>>): unknown {
  const { generation, parent, images, closures, expected, releases, complete, missing } = manifest;
  return { generation, parent, images, closures, expected, releases, complete, missing, blobs };
}
