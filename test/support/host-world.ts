import { join } from 'node:path';
import { readdir, rm } from 'node:fs/promises';
import { mirrorRequestSchema, type MirrorReport, type RunEvent } from '../../core/contract/index.ts';
import {
  listRuns,
  mirror,
  systemServices,
  type HostServices,
  type KeyStore,
  type RunContext,
} from '../../core/host/index.ts';
import type { Clock, FileSystem } from '../../core/ports/index.ts';
import type { ListedRun } from '../../core/ledger/index.ts';

/** What a command is given, apart from its request. */
export interface HostWorld {
  readonly variables: Readonly<Record<string, string>>;
  readonly state: string;
  readonly home: string;
}

export interface HostRun {
  readonly config: string;
  readonly destination: string;
  readonly from?: string;
  readonly fs?: FileSystem;
  readonly clock?: Clock;
  /** Keys that are open already; by default those of the world's state, locked. */
  readonly keys?: KeyStore;
  readonly signal?: AbortSignal;
  /** As typed, where another process begins or ends the same run. */
  readonly command?: readonly string[];
  readonly more?: Readonly<Record<string, unknown>>;
  readonly onEvent?: (event: RunEvent) => void;
  readonly signReceipt?: RunContext['signReceipt'];
}

/** The services of a command in this world. */
export function servicesOf(
  world: HostWorld,
  { fs, clock, keys }: Pick<HostRun, 'fs' | 'clock' | 'keys'> = {},
): HostServices {
  const services = systemServices();
  return {
    ...services,
    ...(fs !== undefined && { fs }),
    ...(clock !== undefined && { clock }),
    ...(keys !== undefined && { keys }),
    environment: {
      ...services.environment,
      home: world.home,
      workingDirectory: world.home,
      variables: { ...world.variables, SLUICE_STATE_DIR: world.state },
    },
  };
}

/** `sluice mirror` in this process: `destination` as an operator writes it. */
export async function mirrorHere(
  world: HostWorld,
  { config, destination, from, signal, command, more, onEvent, signReceipt, ...own }: HostRun,
): Promise<{ readonly report: MirrorReport; readonly events: readonly RunEvent[] }> {
  const archive = destination.startsWith('file://');
  const place = destination.replace(/^(?:file|docker):\/\//, '');
  const request = mirrorRequestSchema.parse({
    config,
    ...(from !== undefined && { from }),
    destination: archive
      ? { kind: 'archive', directory: place }
      : { kind: 'registry', host: place, namespace: '' },
    ...more,
  });
  const events: RunEvent[] = [];
  const source = from === undefined ? [] : ['--from', from];
  const report = await mirror(servicesOf(world, own), request, {
    observer: (event) => {
      events.push(event);
      onEvent?.(event);
    },
    signal: signal ?? new AbortController().signal,
    ...(signReceipt !== undefined && { signReceipt }),
    command: command ?? ['sluice', 'mirror', '-c', config, destination, ...source],
  });
  return { report, events };
}

export async function runsHere(world: HostWorld): Promise<readonly ListedRun[]> {
  return (await listRuns(servicesOf(world))).runs;
}

/** A "killed" run in this process leaves locks that name a living process, this one: a real kill does not. */
export async function buryLocks(world: HostWorld, ...directories: readonly string[]): Promise<void> {
  for (const directory of directories) {
    for (const name of ['.sluice-lock', '.custody.jsonl.lock'])
      await rm(join(directory, name), { force: true });
  }
  await rm(join(world.state, 'locks'), { recursive: true, force: true });
  const runs = join(world.state, 'runs');
  for (const name of await readdir(runs).catch(() => [])) await rm(join(runs, name, 'lock'), { force: true });
}
