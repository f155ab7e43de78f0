import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, FileSystem } from '../../../core/ports/index.ts';
import { mirrorHere } from '../../support/host-world.ts';
import { startResumeTarget, type ResumeTarget } from '../../support/resume-world.ts';
import { must } from '../case.ts';
import type { DiskLog } from './disk-log.ts';
import { exportTo, type DiskPlace, type DiskWorld } from './disk-world.ts';
import { mustBeDone, mustBeWhole, mustLeaveNothing, setAndHistory } from './expected-set.ts';
import { recordedDisk, type RecordedDisk } from './recorded-disk.ts';

/** A run that was recorded, to be cut off anywhere. */
export interface CrashScenario {
  readonly name: string;
  readonly place: DiskPlace;
  readonly log: DiskLog;
  /** The same command again. */
  again(fs: FileSystem, clock: Clock): ReturnType<typeof mirrorHere>;
  /** Throws unless what stands may stand at any instant. */
  mustBeWhole(when: string): Promise<void>;
  /** Throws unless the run has come to its end. */
  mustBeDone(when: string): Promise<void>;
}

type ExportOptions = Parameters<typeof exportTo>[2];

interface ExportScenario {
  readonly name: string;
  readonly start: 'empty' | 'earlier';
  readonly config: string;
  readonly more?: Readonly<Record<string, unknown>>;
  /** Stops the run after so many blobs before it is recorded. */
  readonly stopAfter?: number;
}

/** Exports of every kind, recorded one after the other; each keeps its place below the world's folder. */
export async function recordExports(world: DiskWorld): Promise<CrashScenario[]> {
  const two = await world.configFor('isc-two', world.upstream.content.additionalImages.slice(0, 2));
  const wanted: readonly ExportScenario[] = [
    { name: 'first', start: 'empty', config: two },
    { name: 'keep', start: 'earlier', config: two, more: { target: 'enclave-b' } },
    { name: 'replace', start: 'earlier', config: two, more: { replacePrevious: true } },
    { name: 'chunks', start: 'earlier', config: world.config, more: { fileLimit: 200_000 } },
    { name: 'resumed', start: 'earlier', config: two, stopAfter: 3 },
  ];
  const scenarios: CrashScenario[] = [];
  for (const each of wanted) scenarios.push(await recordExport(world, each));
  return scenarios;
}

async function recordExport(world: DiskWorld, wanted: ExportScenario): Promise<CrashScenario> {
  const { name, start, config, more = {}, stopAfter } = wanted;
  const place = await world.place(join(world.folder, name), start);
  await mkdir(place.folder, { recursive: true });
  const run = (options: ExportOptions): ReturnType<typeof exportTo> =>
    exportTo(place, config, { more, ...options });
  if (stopAfter !== undefined) await stoppedAfter(world, stopAfter, (signal) => run({ signal }));
  const before = await setAndHistory(place.disk);
  const recorded = await recordedDisk(place.folder);
  await run({ fs: recorded.fs });
  const expected = { before, after: await setAndHistory(place.disk) };
  return {
    name,
    place,
    log: recorded.log(),
    mustBeWhole: (when) => mustBeWhole(place.disk, expected, when),
    mustBeDone: async (when) => {
      await mustBeDone(place.disk, expected, when);
      await mustLeaveNothing(place.world.state, when);
    },
    again: (fs, clock) => run({ fs, clock }),
  };
}

/** Runs something that is stopped when so many blobs were asked for. */
async function stoppedAfter(
  { upstream }: DiskWorld,
  blobs: number,
  run: (signal: AbortSignal) => Promise<unknown>,
): Promise<void> {
  const stop = new AbortController();
  let asked = 0;
  upstream.before = ({ route, method }) => {
    if (route.kind === 'blob' && method === 'GET' && ++asked === blobs) stop.abort(new Error('stop'));
    return undefined;
  };
  await run(stop.signal);
  upstream.before = () => undefined;
}

/** An import of the earlier set, recorded. Its registry is to be emptied or not by whoever cuts the run off. */
export async function recordImport(
  world: DiskWorld,
): Promise<CrashScenario & { readonly target: ResumeTarget }> {
  const place = await world.place(join(world.folder, 'import'), 'empty');
  const target = await startResumeTarget(join(world.folder, 'target'));
  const set = join(world.folder, 'import-set');
  await cp(world.earlier.disk, set, { recursive: true });
  await mkdir(place.folder, { recursive: true });
  const at = {
    ...place.world,
    variables: { ...place.world.variables, CONTAINERS_REGISTRIES_CONF: target.conf },
  };
  const run = (fs: FileSystem, clock?: Clock): ReturnType<typeof mirrorHere> => {
    const more = { workspace: join(place.folder, 'workspace') };
    const from = { from: set, config: world.earlierConfig, destination: `docker://${target.host}` };
    return mirrorHere(at, { ...from, fs, more, ...(clock !== undefined && { clock }) });
  };
  const recorded: RecordedDisk = await recordedDisk(place.folder);
  await run(recorded.fs);
  const expected = target.content().join('\n');
  return {
    name: 'import',
    place: { ...place, world: at },
    log: recorded.log(),
    again: run,
    mustBeWhole: () => Promise.resolve(),
    mustBeDone: async (when) => {
      const content = target.content().join('\n');
      must(content === expected, 'lost', `${when}: the registry has ${content}, not ${expected}`);
      await mustLeaveNothing(place.folder, when);
    },
    target,
  };
}
