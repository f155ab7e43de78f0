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
  let stopListening: (() => void) | undefined;
  // Only while somebody listens: the host looks after drives for as long as it is listened to.
  const listen = (): void => {
    stopListening ??= host.subscribe((event) => {
      const text = eventLine(event);
      for (const stream of streams.keys()) stream.send(text);
    });
  };
  const forget = (stream: EventStream): void => {
    streams.delete(stream);
    if (streams.size > 0) return;
    stopListening?.();
    stopListening = undefined;
  };
  return {
    open: (response, session) => {
      const own = [...streams.values()].filter((id) => id === session.id).length;
      if (own >= mostOfOne || streams.size >= mostOfAll)
        throw new SluiceError('BRIDGE_BUSY', { retryable: true });
      response.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8' });
      listen();
      const stream = createEventStream({ sink: response, clock, counts });
      streams.set(stream, session.id);
      const detach = session.attach();
      const gone = new AbortController();
      const sessionOver = (): void => stream.close(false);
      session.ended.addEventListener('abort', sessionOver);
      response.on('close', () => {
        session.ended.removeEventListener('abort', sessionOver);
        forget(stream);
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
      for (const stream of streams.keys()) stream.close(true);
    },
  };
}
