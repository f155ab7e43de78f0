import { createServer, type Server, type ServerOptions } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { SluiceError } from '../contract/index.ts';
import type { Host, HostServices } from '../host/index.ts';
import { openPage } from '../page/index.ts';
import type { ListenAddress } from './listen-address.ts';
import { createRequestHandler } from './request-handler.ts';
import { namesOfCertificate, type TlsPair } from './tls.ts';
import { makeRoomForSocket } from './unix-socket.ts';

export interface BridgeOptions {
  readonly host: Pick<Host, 'dispatch' | 'subscribe' | 'eventCounts'>;
  readonly services: HostServices;
  /** The built page. */
  readonly folder: string;
  readonly listen: ListenAddress;
  readonly tls?: TlsPair;
}

/** Browser mode at work. */
export interface Bridge {
  /** Where it listens; the port is the real one. */
  readonly listen: ListenAddress;
  readonly scheme: 'http' | 'https';
  /** A new one-time code; earlier ones that were not used are void, and a lock is lifted. */
  newCode(): string;
  /** Pages that are open now. */
  pages(): number;
  /** Says goodbye to all pages and stops listening. */
  close(): Promise<void>;
}

/** Against clients that open connections and say nothing, or little and slowly; milliseconds, and bytes of headers. */
const limits: ServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 120_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16 * 1024,
  requireHostHeader: true,
};
const mostConnections = 200;
/** Milliseconds that the last answers have on their way out. */
const lastWords = 1_000;

/**
 * Serves the page and the host (gui.md 7.6).
 * Throws BRIDGE_PAGE_NOT_BUILT, BRIDGE_LISTEN_OPEN, BRIDGE_TLS_PAIR, BRIDGE_TLS_UNUSABLE, BRIDGE_ADDRESS_IN_USE,
 * BRIDGE_ADDRESS_REFUSED, and what makeRoomForSocket throws.
 */
export async function openBridge(options: BridgeOptions): Promise<Bridge> {
  const { host, services, folder, listen, tls } = options;
  if (listen.kind === 'unix' && tls !== undefined) throw new SluiceError('BRIDGE_TLS_PAIR');
  if (listen.kind === 'tcp' && !listen.loopback && tls === undefined) {
    throw new SluiceError('BRIDGE_LISTEN_OPEN', { params: { address: addressOf(listen) } });
  }
  const scheme = tls === undefined ? 'http' : 'https';
  const certifiedName = tls === undefined ? () => false : namesOfCertificate(tls);
  const page = await openPage(folder, services.fs);
  const handler = createRequestHandler({ host, page, services, guard: { scheme, certifiedName } });
  const server =
    tls === undefined
      ? createServer(limits)
      : createSecureServer({ ...limits, ...tls, minVersion: 'TLSv1.2' });
  server.maxConnections = mostConnections;
  server.maxHeadersCount = 60;
  server.on('request', (request, response) => void handler.handle(request, response));
  if (listen.kind === 'unix') await makeRoomForSocket(listen.path, services);
  await startListening(server, listen);
  const bound = server.address();
  return {
    listen: listen.kind === 'tcp' && isPort(bound) ? { ...listen, port: bound.port } : listen,
    scheme,
    newCode: handler.newCode,
    pages: handler.pages,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      handler.close();
      server.closeIdleConnections();
      await Promise.race([closed, services.clock.sleep(lastWords)]);
      server.closeAllConnections();
      await closed;
    },
  };
}

async function startListening(server: Server, listen: ListenAddress): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const code = cause.code === 'EADDRINUSE' ? 'BRIDGE_ADDRESS_IN_USE' : 'BRIDGE_ADDRESS_REFUSED';
      const params = { address: addressOf(listen), reason: cause.code ?? 'unknown' };
      reject(new SluiceError(code, { params, stage: 'application', cause }));
    });
    if (listen.kind === 'tcp') return void server.listen(listen.port, listen.host, resolve);
    // The socket is made in this very call: never, not even for a moment, may others open it.
    const before = process.umask(0o177);
    try {
      server.listen(listen.path, resolve);
    } finally {
      process.umask(before);
    }
  });
}

/** As it is written behind `--listen`. */
export function addressOf(listen: ListenAddress): string {
  if (listen.kind === 'unix') return `unix:${listen.path}`;
  return `${listen.host.includes(':') ? `[${listen.host}]` : listen.host}:${listen.port}`;
}

function isPort(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}
