import {
  commands,
  type CommandName,
  type HostEvent,
  type PathFacts,
  type PathPurpose,
  type Topic,
} from '../../core/contract/index.ts';
import type { CallContext, Host } from '../../core/host/index.ts';
import { createDispatch } from '../../core/host/app/dispatch.ts';
import type { Handlers } from '../../core/host/app/handlers.ts';
import { sampleOf } from './contract-samples.ts';

export interface ReceivedCall {
  readonly command: CommandName;
  readonly input: unknown;
  readonly context: CallContext;
}

/** A host with the real door and no rooms behind it: every command answers with a sample of its output. */
export interface FakeHost extends Pick<
  Host,
  'dispatch' | 'subscribe' | 'eventCounts' | 'acceptPath' | 'busy' | 'close'
> {
  readonly received: ReceivedCall[];
  /** What a command does instead. */
  on(command: CommandName, handler: (input: unknown, context: CallContext) => unknown): void;
  publish(topic: Topic, payload: unknown): void;
  /** Counts an event that nobody is told of. */
  lose(topic: Topic): void;
  listeners(): number;
  working: boolean;
}

export function createFakeHost(): FakeHost {
  const received: ReceivedCall[] = [];
  const own = new Map<string, (input: unknown, context: CallContext) => unknown>();
  const listeners = new Set<(event: HostEvent) => void>();
  const counts: Partial<Record<Topic, number>> = {};
  const handlers = Object.fromEntries(
    Object.entries(commands).map(([name, { output }]) => [
      name,
      async (input: unknown, context: CallContext) => {
        received.push({ command: name as CommandName, input, context });
        const handler = own.get(name);
        return handler === undefined ? sampleOf(output) : await handler(input, context);
      },
    ]),
  );
  const lose = (topic: Topic): number => {
    counts[topic] = (counts[topic] ?? 0) + 1;
    return counts[topic];
  };
  const host: FakeHost = {
    received,
    working: false,
    on: (command, handler) => void own.set(command, handler),
    dispatch: createDispatch(handlers as unknown as Handlers),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    eventCounts: () => ({ ...counts }),
    publish: (topic, payload) => {
      const event = { topic, seq: lose(topic), payload } as HostEvent;
      for (const listener of listeners) listener(event);
    },
    lose,
    listeners: () => listeners.size,
    acceptPath: (path: string, purpose: PathPurpose) =>
      Promise.resolve({
        token: `p_${'1'.repeat(32)}`,
        purpose,
        display: path,
        name: 'dropped',
        kind: 'directory',
        writable: true,
      } as PathFacts),
    busy: () => host.working,
    close: () => Promise.resolve(),
  };
  return host;
}
