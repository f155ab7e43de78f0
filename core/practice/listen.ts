import { createServer, type RequestListener } from 'node:http';
import { SluiceError } from '../contract/index.ts';

/** The only address that anything of the practice environment listens on. */
export const loopback = '127.0.0.1';

export interface LoopbackServer {
  /** `http://127.0.0.1:<port>`, without a final slash. */
  readonly url: string;
  readonly port: number;
  /** Stops listening and cuts every open connection. */
  close(): Promise<void>;
}

/**
 * Serves on 127.0.0.1. `role` names the server in messages; port 0 takes any free port.
 * Throws PRACTICE_PORT_IN_USE or PRACTICE_PORT_REFUSED.
 */
export async function listenOnLoopback(
  listener: RequestListener,
  role: string,
  port = 0,
): Promise<LoopbackServer> {
  // Blobs of many gigabytes take long: no time-out on the whole request.
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 60_000 }, listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const code = cause.code === 'EADDRINUSE' ? 'PRACTICE_PORT_IN_USE' : 'PRACTICE_PORT_REFUSED';
      reject(
        new SluiceError(code, {
          params: { role, port, reason: cause.code ?? 'unknown' },
          stage: 'practice',
          cause,
        }),
      );
    });
    server.listen(port, loopback, resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${loopback}:${bound}`,
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
