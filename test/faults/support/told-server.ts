import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { countReceived } from './received.ts';

/** One request, and the means to answer it. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  /** 1, 2, … of this server; the question whether it is a registry (`/v2/`) does not count. */
  readonly number: number;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Resolves when everything that was sent so far has arrived. */
  arrived(): Promise<void>;
}

export interface ToldServer {
  /** `127.0.0.1:<port>` */
  readonly host: string;
  readonly port: number;
  /** Every request so far, in its order. */
  readonly asked: readonly Asked[];
  /** Bytes that arrived from it, headers included. */
  readonly received: number;
  close(): Promise<void>;
}

export interface ToldServerOptions {
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Answers `/v2/` too; otherwise that is a registry without a login. */
  readonly ping?: true;
}

/** A server on loopback whose every answer is given by `tell`, byte for byte if it has to be. */
export async function serveAsTold(
  tell: (asked: Asked) => unknown,
  options: ToldServerOptions = {},
): Promise<ToldServer> {
  const asked: Asked[] = [];
  const sockets = new Set<Socket>();
  const arrived = async (): Promise<void> => {
    for (let before = -1; before < received.bytes;) {
      before = received.bytes;
      for (let turn = 0; turn < 3; turn += 1) await setImmediate();
    }
  };
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'unknown'}`);
    if (url.pathname === '/v2/' && options.ping !== true) {
      response.end();
      return;
    }
    const { headers, method = '' } = request;
    const one: Asked = { method, url, headers, number: asked.length + 1, request, response, arrived };
    asked.push(one);
    tell(one);
  };
  const server = options.tls === undefined ? createServer(handle) : createTlsServer(options.tls, handle);
  server.on('clientError', (_error, socket) => socket.destroy());
  server.on('connection', (socket: Socket) => {
    sockets.add(socket.on('error', () => undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const received = countReceived(port);
  return {
    host: `127.0.0.1:${port}`,
    port,
    asked,
    get received() {
      return received.bytes;
    },
    close: () =>
      new Promise((resolve) => {
        received.stop();
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
