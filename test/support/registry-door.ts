import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { SluiceError } from '../../core/contract/index.ts';
import type { HttpDoor, HttpRequest } from '../../core/ports/index.ts';
import { createHttpDoor, type HttpDoorOptions } from '../../core/registry/index.ts';
import { converse, type Conversation } from './registry-exchanges.ts';
import { closeAfterwards } from './registry-servers.ts';
import { authority, serverKey } from './registry-tls.ts';
import { swiftClock } from './registry-world.ts';

/** A door until the test is over. */
export function doorWith(options: Partial<HttpDoorOptions> = {}): HttpDoor {
  const door = createHttpDoor({
    clock: swiftClock(),
    trustFor: () => Promise.resolve({ ca: [authority], files: ['/etc/pki/enclave.crt'] }),
    proxyFor: () => undefined,
    userAgent: 'sluice/test',
    ...options,
  });
  closeAfterwards(() => door.close());
  return door;
}

export async function serve(...args: Parameters<typeof converse>): Promise<Conversation> {
  const server = await converse(...args);
  closeAfterwards(() => server.close());
  return server;
}

export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closeAfterwards(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

export const plain = (handler: RequestListener): Promise<number> => {
  const server = createServer(handler);
  closeAfterwards(async () => server.closeAllConnections());
  return listen(server);
};

export const get = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url: new URL(url),
  lane: 'small',
  ...more,
});

export const hello = {
  name: 'hello',
  expect: { method: 'GET', path: '/' },
  reply: { status: 200, body: 'hello' },
};
export const tls = (cert: string): { tls: { cert: string; key: string } } => ({
  tls: { cert, key: serverKey },
});

/** What the work fails with. */
export async function failure(work: Promise<unknown>): Promise<SluiceError> {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (!(error instanceof SluiceError)) throw new Error(`expected a SluiceError, got ${String(error)}`);
  return error;
}

/** A port that nobody listens at. */
export async function closedPort(): Promise<number> {
  const server = createTcpServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
