import {
  request as httpRequest,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { listenOnLoopback } from '../../core/practice/index.ts';

/** What stands before a registry and can hold back its transfers, so that a run has a middle. */
export interface Gate {
  /** `127.0.0.1:port`. */
  readonly host: string;
  readonly url: string;
  /** Lets this many transfers of blobs through, then none. */
  holdAfter(transfers: number): void;
  /** Waits until one is held. */
  held(): Promise<void>;
  release(): void;
  close(): Promise<void>;
}

export type Transfer = 'read' | 'write';

/** Before a listener of this process, or the registry at `host:port`. Holds what reads or writes blobs. */
export async function openGate(behind: RequestListener | string, transfer: Transfer): Promise<Gate> {
  const answer = typeof behind === 'string' ? passTo(behind) : behind;
  let left = Number.POSITIVE_INFINITY;
  let waiting: (() => void)[] = [];
  const onHeld: (() => void)[] = [];
  const isHeld = (): boolean => waiting.length > 0;
  const server = await listenOnLoopback((request, response) => {
    if (!isTransfer(request, transfer) || left-- > 0) return answer(request, response);
    request.pause();
    waiting.push(() => answer(request, response));
    for (const wake of onHeld.splice(0)) wake();
  }, 'gate');
  return {
    host: new URL(server.url).host,
    url: server.url,
    holdAfter: (transfers) => {
      left = transfers;
    },
    held: () => (isHeld() ? Promise.resolve() : new Promise((resolve) => onHeld.push(resolve))),
    release: () => {
      left = Number.POSITIVE_INFINITY;
      const passed = waiting;
      waiting = [];
      for (const pass of passed) pass();
    },
    close: server.close,
  };
}

function isTransfer({ method = '', url = '' }: IncomingMessage, transfer: Transfer): boolean {
  return transfer === 'read'
    ? method === 'GET' && url.includes('/blobs/sha256')
    : ['POST', 'PATCH', 'PUT'].includes(method) && url.includes('/blobs/uploads/');
}

/** The registry builds addresses from the Host header: they lead back through the gate. */
function passTo(host: string): RequestListener {
  const [hostname, port] = host.split(':');
  return (request: IncomingMessage, response: ServerResponse) => {
    const { method, url, headers } = request;
    const onward = httpRequest({ hostname, port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    // Either end may be killed: the other is cut as well.
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  };
}
