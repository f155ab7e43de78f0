import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What becomes of a connection: passed on, held without a word, or cut after so many bytes from behind. */
export type Fate = 'pass' | 'silence' | { readonly cutAfter: number };

export interface TcpFront {
  readonly port: number;
  /** Connections so far. */
  readonly connections: number;
  close(): Promise<void>;
}

/** Stands before a server that speaks TLS, and passes bytes on; `fate` is asked for every connection that begins TLS. */
export async function tcpFront(port: number, fate: () => Fate): Promise<TcpFront> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket.on('error', () => undefined));
    socket.once('data', (first: Buffer) => {
      if (first[0] !== 0x16) {
        // As servers in Go say it to those who forgot the TLS.
        const words = 'Client sent an HTTP request to an HTTPS server.\n';
        socket.end(`HTTP/1.0 400 Bad Request\r\nContent-Length: ${words.length}\r\n\r\n${words}`);
        return;
      }
      const chosen = fate();
      if (chosen === 'silence') return;
      const behind = connect(port, '127.0.0.1');
      sockets.add(behind.on('error', () => socket.destroy()));
      behind.on('close', () => socket.destroy());
      socket.on('close', () => behind.destroy());
      behind.write(first);
      socket.pipe(behind);
      if (chosen === 'pass') {
        behind.pipe(socket);
        return;
      }
      let left = chosen.cutAfter;
      const cut = (): void => {
        if (left <= 0) socket.resetAndDestroy();
      };
      behind.on('data', (chunk: Buffer) => {
        socket.write(chunk.subarray(0, left), cut);
        left -= chunk.length;
      });
      cut();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  return {
    port: address.port,
    get connections() {
      return connections;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
