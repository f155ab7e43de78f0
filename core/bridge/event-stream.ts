import { streamBeat, type HostEvent, type StreamLine, type Topic } from '../contract/index.ts';
import type { HostServices } from '../host/index.ts';

/** The parts of a response that a stream writes to. */
export interface LineSink {
  write(text: string): boolean;
  once(name: 'drain', listener: () => void): unknown;
  end(text?: string): unknown;
  destroy(): unknown;
  /** Bytes that were written and not yet taken by the other side. */
  readonly writableLength: number;
}

export interface EventStreamOptions {
  readonly sink: LineSink;
  readonly clock: HostServices['clock'];
  readonly counts: () => Readonly<Partial<Record<Topic, number>>>;
  /** Bytes that may wait for a slow page. */
  readonly mostWaiting?: number;
}

/** The events on their way to one page. */
export interface EventStream {
  /** An event as a line (eventLine): made once for all pages. */
  send(text: string): void;
  /** Tells the page to ask for everything again. */
  resync(): void;
  /** Ends it; with `bye` the page knows that there is nothing to come back to. */
  close(bye: boolean): void;
  /** Sends beats until `signal` is aborted, and cuts a page off that takes nothing for four of them. */
  beat(signal: AbortSignal): Promise<void>;
}

const line = (value: StreamLine): string => `${JSON.stringify(value)}\n`;
const resyncLine = line({ kind: 'event', topic: 'host.resync', seq: 0, payload: {} });
const beatLine = line({ kind: 'beat' });

/**
 * Lines for one page. A page that is slower than the events is not waited for and nothing piles up for it:
 * events are dropped until it has taken what waits, then it is told where the counts stand and to ask anew.
 */
export function createEventStream(options: EventStreamOptions): EventStream {
  const { sink, clock, counts, mostWaiting = 1024 * 1024 } = options;
  let behind = false;
  let closed = false;
  let beatsBehind = 0;
  const hello = (): string => line({ kind: 'hello', counts: { ...counts() } });
  const write = (text: string): void => {
    if (behind || closed) return;
    const taken = sink.write(text);
    if (taken || sink.writableLength <= mostWaiting) return;
    behind = true;
    sink.once('drain', () => {
      behind = false;
      beatsBehind = 0;
      write(hello());
      write(resyncLine);
    });
  };
  write(hello());
  return {
    send: (text) => write(text),
    resync: () => write(resyncLine),
    close: (bye) => {
      if (closed) return;
      closed = true;
      sink.end(bye && !behind ? line({ kind: 'bye' }) : undefined);
    },
    beat: async (signal) => {
      while (!signal.aborted) {
        await clock.sleep(streamBeat, signal).catch(() => undefined);
        if (signal.aborted) return;
        beatsBehind = behind ? beatsBehind + 1 : 0;
        if (beatsBehind >= 4) return void sink.destroy();
        write(beatLine);
      }
    },
  };
}

/** An event as a line. */
export function eventLine({ topic, seq, payload }: HostEvent): string {
  return line({ kind: 'event', topic, seq, payload });
}
