import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure, type MeasuredCommand } from './measure.ts';
import { readPayload, type Payload } from './payload.ts';
import { nodeCommand, startUpstream, type BenchServer } from './servers.ts';
import type { BenchOptions, Scale } from './options.ts';

const sluice = fileURLToPath(new URL('../../core/cli/sluice', import.meta.url));
const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Everything that the cases of one scale share: the upstream, the content, a set and loose blobs to import from. */
export interface World {
  readonly scale: Scale;
  readonly directory: string;
  readonly upstream: BenchServer;
  readonly payload: Payload;
  /** A complete set, for exports that find nothing new. */
  readonly set: string;
  /** A copy of it that nobody writes to, for imports. */
  readonly importSet: string;
  /** The same blobs as loose files, for the floor of an import. */
  readonly blobs: string;
  readonly blobList: string;
  /** Path of a file or folder of the bench. */
  path(...names: string[]): string;
  /** Makes a folder empty. */
  empty(name: string): Promise<string>;
  /** A command of the command line tool with the configuration, with a state folder of its own when `state` is given. */
  sluice(command: 'mirror' | 'plan', args: readonly string[], state?: string): MeasuredCommand;
  /** A command that takes oc-mirror's arguments. */
  peer(command: string, args: readonly string[]): MeasuredCommand;
  floor(name: 'fetch' | 'push', host: string, folder: string): MeasuredCommand;
  close(): Promise<void>;
}

/** Starts the upstream and makes what the cases read. Everything is below a new folder, on one file system. */
export async function createWorld(options: BenchOptions, scale: Scale): Promise<World> {
  const directory = await mkdtemp(join(options.directory, 'sluice-bench-'));
  const path = (...names: string[]): string => join(directory, ...names);
  const upstream = await startUpstream(path('upstream'), scale);
  const variables = parseVariables(await readFile(path('upstream', 'variables.sh'), 'utf8'));
  const configuration = ['-c', path('upstream', 'isc.yaml')];
  const empty = async (name: string): Promise<string> => {
    await rm(path(name), { recursive: true, force: true });
    await mkdir(path(name), { recursive: true });
    return path(name);
  };
  const homes = (state: string): Record<string, string> => ({
    ...variables,
    HOME: state,
    XDG_STATE_HOME: state,
    XDG_CACHE_HOME: path('cache'),
    // The largest scale must get by with a small heap.
    ...(scale === 'many' && { NODE_OPTIONS: '--max-old-space-size=256' }),
  });
  const base = {
    scale,
    directory,
    upstream,
    path,
    empty,
    set: path('set'),
    importSet: path('import-set'),
    blobs: path('blobs'),
    blobList: path('blobs.json'),
    sluice: (command: string, args: readonly string[], state = path('state')): MeasuredCommand => ({
      command: sluice,
      args: [command, ...configuration, ...args],
      env: homes(state),
    }),
    peer: (command: string, args: readonly string[]): MeasuredCommand => ({
      command: 'sh',
      args: ['-c', `exec ${command} "$@"`, 'sh', ...configuration, ...args],
      env: homes(path('state-peer')),
    }),
    floor: (name: 'fetch' | 'push', host: string, folder: string): MeasuredCommand => ({
      command: nodeCommand,
      args: [script(`floor-${name}.ts`), host, path('blobs.json'), folder],
    }),
    close: async (): Promise<void> => {
      await upstream.stop();
      if (!options.keep) await rm(directory, { recursive: true, force: true });
    },
  };
  try {
    await empty('state');
    await empty('state-peer');
    await measure(base.sluice('mirror', [`file://${base.set}`]));
    await cp(base.set, base.importSet, { recursive: true });
    const payload = await readPayload(base.set, upstream.host);
    await writeFile(base.blobList, JSON.stringify(payload.blobs));
    await empty('blobs');
    await measure(base.floor('fetch', upstream.host, base.blobs));
    return { ...base, payload };
  } catch (error) {
    await base.close();
    throw error;
  }
}

function parseVariables(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
}

/** Whether a system program is installed. */
export function isInstalled(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
