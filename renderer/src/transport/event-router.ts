import { isTopic, type Topic, type TopicPayload } from '../../../core/contract/index.ts';

type Listener = (payload: unknown) => void;

/** Brings events to those who asked for their topic, and notices when some are missing. */
export interface EventRouter {
  subscribe<Name extends Topic>(topic: Name, listener: (payload: TopicPayload<Name>) => void): () => void;
  /** An event from the host; anything that is none is dropped. */
  receive(event: unknown): void;
  /** Where each topic stands, from the host. `lost`: events may have been missed, so everything has to be asked again. */
  begin(counts: Readonly<Record<string, number>>, lost: boolean): void;
}

export function createEventRouter(): EventRouter {
  const listeners = new Map<Topic, Set<Listener>>();
  const seen = new Map<Topic, number>();
  const deliver = (topic: Topic, payload: unknown): void => {
    for (const listener of listeners.get(topic) ?? []) listener(payload);
  };
  const resync = (): void => deliver('host.resync', {});
  return {
    subscribe: (topic, listener) => {
      const own: Listener = (payload) => listener(payload as Parameters<typeof listener>[0]);
      const others = listeners.get(topic) ?? new Set<Listener>();
      listeners.set(topic, others.add(own));
      return () => void others.delete(own);
    },
    receive: (event) => {
      if (!isEvent(event)) return;
      const { topic, seq, payload } = event;
      // A shell makes this one too, between the host's own; its number says nothing.
      if (topic === 'host.resync') return resync();
      const last = seen.get(topic);
      // Told twice: nothing new.
      if (last !== undefined && seq <= last) return;
      seen.set(topic, seq);
      deliver(topic, payload);
      if (last !== undefined && seq > last + 1) resync();
    },
    begin: (counts, lost) => {
      seen.clear();
      for (const [topic, count] of Object.entries(counts)) if (isTopic(topic)) seen.set(topic, count);
      if (lost) resync();
    },
  };
}

interface Numbered {
  readonly topic: Topic;
  readonly seq: number;
  readonly payload: unknown;
}

function isEvent(value: unknown): value is Numbered {
  if (typeof value !== 'object' || value === null) return false;
  const { topic, seq } = value as Partial<Record<keyof Numbered, unknown>>;
  return isTopic(topic) && typeof seq === 'number' && Number.isSafeInteger(seq);
}
