import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

/** Counts what arrived from a server, headers included, over however many connections. */
export interface Received {
  readonly bytes: number;
  stop(): void;
}

/**
 * Counts at the sockets of the engine's own connections to `port`: what a server has sent says little, as a reset
 * throws away what is still on its way.
 */
export function countReceived(port: number): Received {
  const sockets: Socket[] = [];
  const note = (message: unknown): void => {
    const { socket } = message as { socket: Socket };
    if (socket.remotePort === port) sockets.push(socket);
  };
  subscribe('undici:client:connected', note);
  return {
    get bytes() {
      return sockets.reduce((sum, { bytesRead }) => sum + bytesRead, 0);
    },
    stop: () => void unsubscribe('undici:client:connected', note),
  };
}
