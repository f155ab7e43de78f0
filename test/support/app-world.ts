import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  CommandInput,
  CommandName,
  CommandOutput,
  HostEvent,
  WireError,
} from '../../core/contract/index.ts';
import { createHost, type Host, type HostOptions, type ShellPorts } from '../../core/host/index.ts';
import type { HostServices } from '../../core/host/services.ts';
import { systemClock, systemEnvironment, systemFileSystem, systemRandom } from '../../core/ports/index.ts';

/** A machine with a state folder of its own, and as many starts of the application as a test wants. */
export interface AppWorld {
  readonly root: string;
  /** The application's own folder. */
  readonly folder: string;
  readonly services: HostServices;
  start(changes?: Partial<AppStart>): Promise<App>;
  remove(): Promise<void>;
}

export interface AppStart {
  readonly services: Partial<HostServices>;
  readonly ports: ShellPorts;
  readonly options: HostOptions;
}

/** One running application and a page that talks to it. */
export interface App {
  readonly host: Host;
  readonly events: readonly HostEvent[];
  /** Throws RefusedCall. */
  call<Name extends CommandName>(
    name: Name,
    input: CommandInput<Name>,
    more?: { readonly role?: 'controller' | 'viewer'; readonly signal?: AbortSignal },
  ): Promise<CommandOutput<Name>>;
}

/** What a page sees of a failed call. */
export class RefusedCall extends Error {
  readonly code: string;
  readonly wire: WireError;

  constructor(wire: WireError) {
    super(`${wire.code} ${JSON.stringify(wire.params)} ${wire.detail ?? ''}`);
    this.code = wire.code;
    this.wire = wire;
  }
}

export async function appWorld(variables: Readonly<Record<string, string>> = {}): Promise<AppWorld> {
  const root = await mkdtemp(join(tmpdir(), 'sluice-app-'));
  const state = join(root, 'state');
  const services: HostServices = {
    fs: systemFileSystem,
    clock: systemClock,
    random: systemRandom,
    environment: {
      ...systemEnvironment(),
      home: join(root, 'home'),
      workingDirectory: root,
      variables: { PATH: process.env['PATH'], SLUICE_STATE_DIR: state, ...variables },
    },
  };
  const hosts: Host[] = [];
  return {
    root,
    folder: join(state, 'app'),
    services,
    async start(changes = {}) {
      const host = await createHost(
        { ...services, ...changes.services },
        changes.ports ?? { shell: 'browser' },
        {
          administratorFile: join(root, 'administrator.json'),
          ...changes.options,
        },
      );
      hosts.push(host);
      const events: HostEvent[] = [];
      host.subscribe((event) => events.push(event));
      return { host, events, call: caller(host) };
    },
    async remove() {
      for (const host of hosts) await host.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

function caller(host: Host): App['call'] {
  return async (command, input, { role = 'controller', signal = new AbortController().signal } = {}) => {
    const result = await host.dispatch({ command, input }, { caller: { id: 'page', role }, signal });
    if (!result.ok) throw new RefusedCall(result.error);
    return result.value as CommandOutput<typeof command>;
  };
}
