import { join } from 'node:path';
import type { HostEvent, Topic } from '../../contract/index.ts';
import { stateDirectory } from '../../ledger/index.ts';
import { createPathRegistry } from '../paths/index.ts';
import type { HostServices } from '../services.ts';
import { createDispatch, type Dispatch } from './dispatch.ts';
import { createEventHub } from './event-hub.ts';
import type { Handlers } from './handlers.ts';
import type { ShellPorts } from './ports.ts';

/** The application without a window: what both shells serve. */
export interface Host {
  readonly dispatch: Dispatch;
  subscribe(listener: (event: HostEvent) => void): () => void;
  eventCounts(): Readonly<Partial<Record<Topic, number>>>;
  /** Whether a job is at work: a shell asks before it ends. */
  busy(): boolean;
  /** Interrupts running jobs so that they can be resumed, and stops all servers. */
  close(): Promise<void>;
}

export interface HostOptions {
  /** Only folders in these can be chosen (`--root`); undefined: all that the user may open. */
  readonly roots?: readonly string[];
}

/** Wires the application. Nothing is asked of the network and no drive is read before a page wants it. */
export async function createHost(
  services: HostServices,
  ports: ShellPorts,
  options: HostOptions = {},
): Promise<Host> {
  const events = createEventHub();
  const folder = join(stateDirectory(services.environment), 'app');
  const paths = await createPathRegistry({
    services,
    folder,
    ...(options.roots !== undefined && { roots: options.roots }),
    onSaveFailed: (code, params) =>
      events.publish('notice', {
        level: 'warning',
        message: { code, params: { ...params }, affected: [] },
      }),
  });
  void ports;
  // Filled area by area.
  const handlers = {} as Handlers;
  return {
    dispatch: createDispatch(handlers),
    subscribe: events.subscribe,
    eventCounts: events.counts,
    busy: () => false,
    close: () => paths.close(),
  };
}
