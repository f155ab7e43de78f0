import type { ServerResponse } from 'node:http';
import { SluiceError, type Topic } from '../contract/index.ts';
import type { Host, HostServices } from '../host/index.ts';
import { createEventStream, eventLine, type EventStream } from './event-stream.ts';
import type { Session } from './sessions.ts';

/** A tab that was duplicated shares its session. */
const mostOfOne = 4;
const mostOfAll = 32;

/** The pages that listen. */
export interface Streams {
  /** Throws BRIDGE_BUSY. */
  open(response: ServerResponse, session: Session): void;
  resyncAll(): void;
  count(): number;
  close(): void;
}

export function createStreams(
  host: Pick<Host, 'subscribe' | 'eventCounts'>,
  clock: HostServices['clock'],
): Streams {
  const streams = new Map<EventStream, string>();
  const counts = (): Readonly<Partial<Record<Topic, number>>> => host.eventCounts();
  const end = host.subscribe((event) => {
    if (streams.size === 0) return;
    const text = eventLine(event);
    for (const stream of streams.keys()) stream.send(event, text);
  });
  return {
    open: (response, session) => {
      const own = [...streams.values()].filter((id) => id === session.id).length;
      if (own >= mostOfOne || streams.size >= mostOfAll)
        throw new SluiceError('BRIDGE_BUSY', { retryable: true });
      response.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8' });
      const stream = createEventStream({ sink: response, clock, counts });
      streams.set(stream, session.id);
      const detach = session.attach();
      const gone = new AbortController();
      const sessionOver = (): void => stream.close(false);
      session.ended.addEventListener('abort', sessionOver);
      response.on('close', () => {
        session.ended.removeEventListener('abort', sessionOver);
        streams.delete(stream);
        gone.abort();
        detach();
      });
      void stream.beat(gone.signal);
    },
    resyncAll: () => {
      for (const stream of streams.keys()) stream.resync();
    },
    count: () => streams.size,
    close: () => {
      end();
      for (const stream of streams.keys()) stream.close(true);
    },
  };
}
