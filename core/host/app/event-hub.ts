import type { HostEvent, Topic, TopicPayload } from '../../contract/index.ts';

/** Everything that the host tells by itself goes through here, counted for each topic. */
export interface EventHub {
  publish<Name extends Topic>(topic: Name, payload: TopicPayload<Name>): void;
  /** Gives the function that ends it. */
  subscribe(listener: (event: HostEvent) => void): () => void;
  /** The number of the newest event of each topic: what a new page has to know to see gaps. */
  counts(): Readonly<Partial<Record<Topic, number>>>;
}

export function createEventHub(): EventHub {
  const listeners = new Set<(event: HostEvent) => void>();
  const counted: Partial<Record<Topic, number>> = {};
  return {
    publish(topic, payload) {
      const seq = (counted[topic] ?? 0) + 1;
      counted[topic] = seq;
      const event: HostEvent = { topic, seq, payload };
      for (const listener of listeners) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    counts: () => ({ ...counted }),
  };
}
