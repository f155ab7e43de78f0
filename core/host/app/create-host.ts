import type { HostEvent, Topic } from '../../contract/index.ts';
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

/** Wires the application. Nothing is asked of the network and no drive is read before a page wants it. */
export async function createHost(services: HostServices, ports: ShellPorts): Promise<Host> {
  const events = createEventHub();
  void services;
  void ports;
  // Filled area by area.
  const handlers = {} as Handlers;
  return {
    dispatch: createDispatch(handlers),
    subscribe: events.subscribe,
    eventCounts: events.counts,
    busy: () => false,
    close: () => Promise.resolve(),
  };
}
