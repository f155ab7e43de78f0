import type { Dispatcher } from 'undici';
import { SluiceError } from '../../contract/index.ts';
import { codeOf, networkFailure } from './failure.ts';
import type { ExchangeContext } from './settings.ts';

/** `dropped`: our side lost interest; the host did nothing wrong. */
export type ExchangeEnd = 'complete' | 'dropped' | SluiceError;

/**
 * The life of one request on the wire: bytes counted for the stall watch, and one call of
 * `onEnd` when the network is done with it, however it ends. Counting is an addition per
 * chunk; nothing here waits.
 */
export interface Exchange {
  readonly context: ExchangeContext;
  /** Aborts the exchange when it has stalled. Called every few seconds. */
  tick(now: number): void;
  /** Wraps undici's handler of this exchange. */
  wrap(handler: Dispatcher.DispatchHandler): Dispatcher.DispatchHandler;
  /** Counts what undici takes from the body, to tell a slow producer from a stuck socket. */
  countBody(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
}

export interface ExchangeHooks {
  onStart(status: number, headers: Record<string, string | string[] | undefined>): void;
  /** Only after `onStart`; a failure before it reaches whoever waits for the response. */
  onEnd(end: ExchangeEnd): void;
}

export function createExchange(context: ExchangeContext, hooks: ExchangeHooks): Exchange {
  const { limits, url } = context;
  let controller: Dispatcher.DispatchController | undefined;
  let phase: 'request' | 'response' | 'ended' = 'request';
  let received = 0;
  let pulledChunks = 0;
  let sentChunks = 0;
  let bodySent = false;
  const upload = { at: context.clock.monotonic(), chunks: 0 };
  const window = { at: context.clock.monotonic(), bytes: 0 };

  const end = (how: ExchangeEnd): void => {
    const answered = phase === 'response';
    phase = 'ended';
    if (answered) hooks.onEnd(how);
  };

  const stalled = (seconds: number, name: string): void => {
    const error = new SluiceError('NETWORK_STALLED', {
      params: { host: url.host, seconds: Math.round(seconds / 1000), phase: name },
      affected: [url.host],
      retryable: true,
    });
    controller?.abort(error);
  };

  // registry-client.md 1.6: upload stall and low speed, which undici does not watch.
  const tick = (now: number): void => {
    if (phase === 'request') {
      const waitsForProducer = pulledChunks > sentChunks;
      if (pulledChunks === 0 || bodySent || waitsForProducer || sentChunks !== upload.chunks) {
        upload.at = now;
        upload.chunks = sentChunks;
      } else if (now - upload.at >= limits.uploadStall) {
        stalled(limits.uploadStall, 'upload');
      }
      window.at = now;
    } else if (phase === 'response') {
      // A paused exchange waits for its reader, not for the host. Enough for a window may come at once: the next
      // begins then, so that whatever comes to a halt is noticed when a window has passed, and not two.
      const enough = (limits.lowSpeedBytes * limits.lowSpeedWindow) / 1000;
      if (controller?.paused === true || received - window.bytes >= enough) {
        window.at = now;
        window.bytes = received;
      } else if (now - window.at >= limits.lowSpeedWindow) {
        stalled(limits.lowSpeedWindow, 'low speed');
      }
    }
  };

  const wrap = (handler: Dispatcher.DispatchHandler): Dispatcher.DispatchHandler => ({
    onRequestStart: (started, details: unknown) => {
      controller = started;
      handler.onRequestStart?.(started, details);
    },
    onResponseStart: (started, status, headers, message) => {
      if (status >= 200 && phase === 'request') {
        phase = 'response';
        hooks.onStart(status, headers);
      }
      handler.onResponseStart?.(started, status, headers, message);
    },
    onResponseData: (started, chunk) => {
      received += chunk.length;
      handler.onResponseData?.(started, chunk);
    },
    onResponseEnd: (started, trailers) => {
      end('complete');
      handler.onResponseEnd?.(started, trailers);
    },
    onResponseError: (started, error) => {
      // Once the body flows, its reader must meet a SluiceError. Before that the door explains (it may ask for the certificate).
      const dropped = codeOf(error) === 'UND_ERR_ABORTED' || context.request.signal?.aborted === true;
      const shown = phase === 'response' && !dropped ? networkFailure(error, context) : error;
      end(dropped ? 'dropped' : networkFailure(error, context));
      handler.onResponseError?.(started, shown);
    },
    onBodySent: (chunk) => {
      sentChunks += 1;
      handler.onBodySent?.(chunk);
    },
    onRequestSent: () => {
      bodySent = true;
      handler.onRequestSent?.();
    },
  });

  const countBody = (body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> => ({
    [Symbol.asyncIterator]: () => {
      const iterator = body[Symbol.asyncIterator]();
      return {
        next: () => {
          pulledChunks += 1;
          return iterator.next();
        },
        return: async () => {
          await iterator.return?.();
          return { done: true, value: undefined };
        },
      };
    },
  });

  return { context, tick, wrap, countBody };
}
