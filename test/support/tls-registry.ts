import { createServer as createPlain, type RequestListener, type Server } from 'node:http';
import { createServer } from 'node:https';
import { createServer as createTcp, type AddressInfo, type Server as TcpServer } from 'node:net';
import {
  createMemoryStore,
  createPracticeRegistry,
  type AuthMode,
  type PracticeRegistry,
} from '../../core/practice/index.ts';
import { systemClock, systemRandom } from '../../core/ports/index.ts';
import { authority, goodCertificate, serverKey } from './registry-tls.ts';

export interface ServedRegistry {
  /** `127.0.0.1:<port>`. */
  readonly host: string;
  readonly registry: PracticeRegistry;
  close(): Promise<void>;
}

/** A registry in memory, over plain HTTP or over TLS with a certificate that nobody trusts yet. */
export async function serveRegistry(options: {
  readonly tls: boolean;
  readonly auth?: AuthMode;
  /** Answers instead of the registry. */
  readonly instead?: RequestListener;
}): Promise<ServedRegistry> {
  const registry = createPracticeRegistry({
    clock: systemClock,
    random: systemRandom,
    store: createMemoryStore(),
    ...(options.auth !== undefined && { auth: options.auth }),
  });
  const listener = options.instead ?? registry.listener;
  const server: Server = options.tls
    ? createServer({ key: serverKey, cert: goodCertificate + authority }, listener)
    : createPlain(listener);
  const host = await listen(server);
  return {
    host,
    registry,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A port that accepts connections and never says a word. */
export async function serveSilence(): Promise<Pick<ServedRegistry, 'host' | 'close'>> {
  const sockets = new Set<{ destroy(): void }>();
  const server = createTcp((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  const host = await listen(server);
  return {
    host,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function listen(server: TcpServer): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}
