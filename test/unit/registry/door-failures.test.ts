import { createServer as createTcpServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createExchange } from '../../../core/registry/http/exchange.ts';
import { defaultDoorLimits } from '../../../core/registry/http/settings.ts';
import {
  closedPort,
  doorWith,
  failure,
  get,
  hello,
  listen,
  plain,
  serve,
} from '../../support/registry-door.ts';
import { collect, swiftClock } from '../../support/registry-world.ts';

describe('when a host cannot be reached', () => {
  it('tells a closed port', async () => {
    const port = await closedPort();
    const error = await failure(doorWith().request(get(`http://127.0.0.1:${port}/`)));
    expect(error).toMatchObject({ code: 'NETWORK_REFUSED', retryable: true });
  });

  it('tells a name that does not resolve', async () => {
    const resolve = (): Promise<never> =>
      Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' }));
    const error = await failure(doorWith({ resolve }).request(get('http://registry.invalid/')));
    expect(error).toMatchObject({
      code: 'NETWORK_NAME_UNKNOWN',
      params: { host: 'registry.invalid', reason: 'ENOTFOUND' },
    });
  });

  it('tells what is not HTTP', async () => {
    const port = await listen(
      createTcpServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', () => socket.end('SSH-2.0-OpenSSH\r\n'));
      }),
    );
    const error = await failure(doorWith().request(get(`http://127.0.0.1:${port}/`)));
    expect(error).toMatchObject({ code: 'NETWORK_PROTOCOL', retryable: true });
  });

  it('tells headers that never come', async () => {
    const port = await plain(() => undefined);
    const door = doorWith();
    const error = await failure(door.request(get(`http://127.0.0.1:${port}/`, { headersTimeout: 300 })));
    expect(error).toMatchObject({ code: 'NETWORK_STALLED', params: { phase: 'headers' }, retryable: true });
  });

  it('tells a body that stops, through the body', async () => {
    const port = await plain((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('some');
    });
    const door = doorWith({ limits: { bodyIdle: 300 } });
    const response = await door.request(get(`http://127.0.0.1:${port}/`));
    const error = await failure(collect(response.body));
    expect(error).toMatchObject({ code: 'NETWORK_STALLED', params: { phase: 'body' }, retryable: true });
  });

  it('tells a body that is cut, through the body', async () => {
    const server = await serve([
      { ...hello, reply: { status: 200, headers: { 'content-length': '100' }, body: 'some', cutAfter: 4 } },
    ]);
    const response = await doorWith().request(get(`http://${server.host}/`));
    const error = await failure(collect(response.body));
    expect(error).toMatchObject({ code: 'NETWORK_RESET', retryable: true });
  });

  it('lets a body that nobody wants be destroyed without further ado', async () => {
    const server = await serve([{ ...hello, reply: { status: 200, body: Buffer.alloc(1_000_000) } }]);
    const response = await doorWith().request(get(`http://${server.host}/`));
    response.body.destroy();
    await new Promise((resolve) => response.body.once('close', resolve));
    expect(response.body.destroyed).toBe(true);
  });

  it('gives the reason of the signal when it is cancelled', async () => {
    const port = await plain(() => undefined);
    const controller = new AbortController();
    const reason = new Error('enough');
    const work = doorWith().request(get(`http://127.0.0.1:${port}/`, { signal: controller.signal }));
    setTimeout(() => controller.abort(reason), 20);
    await expect(work).rejects.toBe(reason);
  });
});

describe('when an exchange is watched for stalls', () => {
  /** An exchange whose request has begun. */
  const begun = () => {
    let aborted: unknown;
    const exchange = createExchange(
      {
        request: get('http://h/'),
        url: new URL('http://h/'),
        clock: swiftClock(),
        limits: defaultDoorLimits,
        trust: undefined,
        proxy: undefined,
        lookup: () => undefined,
      },
      { onStart: () => undefined, onEnd: () => undefined },
    );
    const controller = {
      paused: false,
      aborted: false,
      reason: null,
      abort: (reason: Error) => {
        aborted = reason;
      },
      pause: () => undefined,
      resume: () => undefined,
    };
    const handler = exchange.wrap({});
    handler.onRequestStart?.(controller, {});
    return { exchange, handler, controller, aborted: () => aborted };
  };

  /** One whose answer has begun. */
  const watched = () => {
    const { handler, ...rest } = begun();
    handler.onResponseStart?.(rest.controller, 200, {});
    const feed = (bytes: number): void => handler.onResponseData?.(rest.controller, Buffer.alloc(bytes));
    feed(10);
    return { ...rest, feed };
  };

  it('ends one that trickles below the lowest speed (1.6)', () => {
    const { exchange, aborted } = watched();
    exchange.tick(60_000);
    expect(aborted()).toBeUndefined();
    exchange.tick(121_000);
    expect(aborted()).toMatchObject({ code: 'NETWORK_STALLED', params: { phase: 'low speed' } });
  });

  it('ends one that comes to a trickle after plenty, when one window has passed', () => {
    const { exchange, aborted, feed } = watched();
    feed(1_000_000);
    exchange.tick(60_000);
    for (let now = 61_000; now < 180_000; now += 1000) exchange.tick(now);
    expect(aborted()).toBeUndefined();
    exchange.tick(180_000);
    expect(aborted()).toMatchObject({ code: 'NETWORK_STALLED', params: { phase: 'low speed' } });
  });

  it('ends an upload whose socket takes nothing for two minutes, but waits for a slow producer', async () => {
    const { exchange, handler, aborted } = begun();
    const chunks = (async function* () {
      yield Buffer.from('one');
    })();
    const counted = exchange.countBody(chunks);
    const body = counted[Symbol.asyncIterator]();
    await body.next();
    exchange.tick(0);
    exchange.tick(300_000);
    expect(aborted()).toBeUndefined();
    handler.onBodySent?.(Buffer.from('one'));
    exchange.tick(301_000);
    exchange.tick(400_000);
    expect(aborted()).toBeUndefined();
    exchange.tick(421_000);
    expect(aborted()).toMatchObject({ code: 'NETWORK_STALLED', params: { phase: 'upload' } });
  });

  it('does not blame the host when the reader is slow', () => {
    const { exchange, aborted, controller } = watched();
    controller.paused = true;
    for (let now = 0; now <= 600_000; now += 5000) exchange.tick(now);
    expect(aborted()).toBeUndefined();
  });
});
