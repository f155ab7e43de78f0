import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  commands,
  SluiceError,
  type CheckedInput,
  type CommandInput,
  type CommandOutput,
  type PathPurpose,
  type PathToken,
} from '../../core/contract/index.ts';
import { noConnections } from '../../core/host/connections.ts';
import { createContentHandlers, type ContentHandlers } from '../../core/host/content/index.ts';
import { createLookupMemory } from '../../core/host/lookups/index.ts';
import { createPlanHandlers, type PlanHandlers } from '../../core/host/planning/index.ts';
import type { PlanDesk } from '../../core/host/planning/plan-desk.ts';
import type { HostServices } from '../../core/host/services.ts';
import { defaultSettings } from '../../core/host/settings/kept-settings.ts';
import { createWorkplaces } from '../../core/host/workplaces/create-workplaces.ts';
import {
  systemClock,
  systemEnvironment,
  systemFileSystem,
  systemRandom,
  type Clock,
} from '../../core/ports/index.ts';
import { startPractice, type PracticeEnvironment } from '../../core/practice/index.ts';

type Served = ContentHandlers & PlanHandlers;

/** The handlers for content and plans over the practice environment, as a page calls them. */
export interface PlanWorld {
  readonly directory: string;
  readonly practice: PracticeEnvironment;
  readonly desk: PlanDesk;
  /** A token for a folder of this world, which is made. */
  folder(name: string, purpose: PathPurpose): Promise<PathToken>;
  call<Name extends keyof Served & keyof typeof commands>(
    name: Name,
    input: CommandInput<Name>,
    signal?: AbortSignal,
  ): Promise<CommandOutput<Name>>;
  /** Requests that the registry of a role has answered since the last call. */
  requests(role: keyof PracticeEnvironment['registries']): number;
  close(): Promise<void>;
}

export async function planWorld(changes: { readonly clock?: Clock } = {}): Promise<PlanWorld> {
  const directory = await mkdtemp(join(tmpdir(), 'sluice-plan-'));
  const services: HostServices = {
    fs: systemFileSystem,
    clock: changes.clock ?? systemClock,
    random: systemRandom,
    environment: {
      ...systemEnvironment(),
      home: join(directory, 'home'),
      workingDirectory: directory,
      variables: { PATH: process.env['PATH'], SLUICE_STATE_DIR: join(directory, 'state') },
    },
  };
  const practice = await startPractice({
    directory: join(directory, 'practice'),
    scale: 'tiny',
    fs: systemFileSystem,
    clock: systemClock,
    random: systemRandom,
  });
  const folder = join(directory, 'state', 'app');
  const settings = { current: () => defaultSettings, view: unused, update: unused };
  const paths = fakePaths();
  const desk: PlanDesk = {
    services,
    folder,
    paths: paths.registry,
    settings,
    workplaces: createWorkplaces({
      services,
      folder,
      settings,
      practice: { isOn: () => true, running: () => Promise.resolve(practice) },
      connections: () => Promise.resolve(noConnections),
    }),
    lookups: createLookupMemory(services),
    enclaves: {
      find: (id) =>
        Promise.resolve(id === 'harbour' ? { name: 'Harbour', target: 'harbour-target' } : undefined),
    },
    registries: { list: () => Promise.resolve([]) },
  };
  const handlers: Served = { ...createContentHandlers(desk), ...createPlanHandlers(desk) };
  return {
    directory,
    practice,
    desk,
    folder: async (name, purpose) => {
      const path = join(directory, name);
      await mkdir(path, { recursive: true });
      return paths.give(path, purpose);
    },
    call: async (name, input, signal = new AbortController().signal) => {
      const checked = commands[name].input.parse(input) as CheckedInput<typeof name>;
      const handler = handlers[name] as (
        input: CheckedInput<typeof name>,
        context: { readonly signal: AbortSignal; readonly caller: { id: string; role: 'controller' } },
      ) => Promise<unknown>;
      const output = await handler(checked, { signal, caller: { id: 'page', role: 'controller' } });
      return commands[name].output.parse(output) as CommandOutput<typeof name>;
    },
    requests: (role) => {
      const { requests } = practice.registries[role].counters();
      practice.registries[role].resetCounters();
      return requests;
    },
    close: async () => {
      await practice.stop();
      // A plan that was given up may still be tidying up behind itself.
      await rm(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    },
  };
}

function unused(): never {
  throw new Error('nobody asks for this here');
}

function fakePaths(): {
  readonly registry: PlanDesk['paths'];
  give(path: string, purpose: PathPurpose): PathToken;
} {
  const known = new Map<string, { readonly path: string; readonly purpose: PathPurpose }>();
  const give = (path: string, purpose: PathPurpose): PathToken => {
    const token = `p_${String(known.size + 1).padStart(32, '0')}` as PathToken;
    known.set(token, { path, purpose });
    return token;
  };
  const find = (token: PathToken): { readonly path: string; readonly purpose: PathPurpose } => {
    const found = known.get(token);
    if (found === undefined) throw new SluiceError('PATH_TOKEN_UNKNOWN');
    return found;
  };
  return {
    give,
    registry: {
      give: (path, purpose) => Promise.resolve(give(path, purpose)),
      resolve: (token, purposes) => {
        const { path, purpose } = find(token);
        if (!purposes.includes(purpose)) throw new SluiceError('PATH_TOKEN_PURPOSE');
        return path;
      },
      describe: (token) => {
        const { path, purpose } = find(token);
        return Promise.resolve({
          token,
          purpose,
          display: path,
          name: path,
          kind: 'directory',
          writable: true,
          fileSystem: 'ext4',
        });
      },
      release: (token) => void known.delete(token),
    },
  };
}

/** An ImageSetConfiguration of the practice content. */
export function practiceYaml(lines: readonly string[]): string {
  return [
    'apiVersion: mirror.openshift.io/v2alpha1',
    'kind: ImageSetConfiguration',
    'mirror:',
    ...lines,
    '',
  ].join('\n');
}

export const releases = (min: string, max: string, channel = 'stable-4.15'): readonly string[] => [
  '  platform:',
  '    channels:',
  `      - name: ${channel}`,
  `        minVersion: ${min}`,
  `        maxVersion: ${max}`,
];
