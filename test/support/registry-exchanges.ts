import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** What the client must send for an exchange to happen. A header of `null` must be absent. */
export interface RequestMatch {
  readonly method: string;
  readonly path: string | RegExp;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly headers?: Readonly<Record<string, string | RegExp | null>>;
  readonly body?: string | Buffer | RegExp;
}

export interface Received {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer;
  /** The connection is cut after this many bytes of the body. */
  readonly cutAfter?: number;
}

/** One turn of the conversation. An exchange that never happens fails the test. */
export interface Exchange {
  readonly name: string;
  /** Only in these states. */
  readonly when?: string | readonly string[];
  readonly expect: RequestMatch;
  /** `reset`: the connection is cut instead of an answer. `cutUploadAt`: cut while the body arrives. */
  readonly reply: Reply | 'reset' | { readonly cutUploadAt: number } | ((received: Received) => Reply);
  /** How often; once unless given. `any`: as often as it comes, also never. */
  readonly times?: number | 'any';
  readonly then?: string;
}

export interface Conversation {
  /** `127.0.0.1:port` */
  readonly host: string;
  readonly port: number;
  /** Names of the exchanges, in the order they happened. */
  readonly log: string[];
  readonly received: Received[];
  /** Adds exchanges that need to know the host. */
  add(...exchanges: Exchange[]): void;
  /** Fails when an exchange is outstanding, or when a request met none. */
  verify(): void;
  close(): Promise<void>;
}

interface Turn extends Exchange {
  left: number;
}

export interface ConversationOptions {
  readonly tls?: { readonly cert: string; readonly key: string };
}

/** A server on loopback that holds exactly the declared conversation. */
export async function converse(
  exchanges: readonly Exchange[],
  options: ConversationOptions = {},
): Promise<Conversation> {
  const turns: Turn[] = [];
  const log: string[] = [];
  const received: Received[] = [];
  const unexpected: string[] = [];
  let state = 'start';

  const add = (...more: Exchange[]): void => {
    for (const exchange of more) {
      turns.push({ ...exchange, left: exchange.times === 'any' ? Infinity : (exchange.times ?? 1) });
    }
  };
  add(...exchanges);

  const applies = (turn: Turn): boolean =>
    turn.left > 0 && (turn.when === undefined || [turn.when].flat().includes(state));

  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'unknown'}`);
    const method = request.method ?? '';
    const early = turns.find(
      (turn) =>
        applies(turn) &&
        typeof turn.reply === 'object' &&
        'cutUploadAt' in turn.reply &&
        headMatches(turn.expect, method, url, request.headers),
    );
    if (early !== undefined) {
      cutUpload(request, early);
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => undefined);
    request.on('end', () => {
      const message: Received = { method, url, headers: request.headers, body: Buffer.concat(chunks) };
      received.push(message);
      const turn = turns.find((candidate) => applies(candidate) && matches(candidate.expect, message));
      if (turn === undefined) {
        unexpected.push(`${method} ${url.pathname}${url.search} (state ${state})`);
        response.writeHead(418).end('unexpected request');
        return;
      }
      take(turn);
      const reply = typeof turn.reply === 'function' ? turn.reply(message) : turn.reply;
      if (reply === 'reset' || 'cutUploadAt' in reply) request.socket.resetAndDestroy();
      else answer(response, reply, method);
    });
  };

  const take = (turn: Turn): void => {
    turn.left -= 1;
    log.push(turn.name);
    if (turn.then !== undefined) state = turn.then;
  };

  const cutUpload = (request: IncomingMessage, turn: Turn): void => {
    take(turn);
    const limit = typeof turn.reply === 'object' && 'cutUploadAt' in turn.reply ? turn.reply.cutUploadAt : 0;
    let size = 0;
    request.on('error', () => undefined);
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size >= limit) request.socket.resetAndDestroy();
    });
  };

  const server = options.tls === undefined ? createServer(handle) : createTlsServer(options.tls, handle);
  server.on('clientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    host: `127.0.0.1:${port}`,
    port,
    log,
    received,
    add,
    verify: () => {
      const missing = turns.filter(({ left, times }) => times !== 'any' && left > 0).map(({ name }) => name);
      const faults = [
        ...unexpected.map((request) => `unexpected: ${request}`),
        ...missing.map((name) => `never happened: ${name}`),
      ];
      if (faults.length > 0) {
        throw new Error(`${faults.join('\n')}\nhappened: ${log.join(', ')}`);
      }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function headMatches(
  match: RequestMatch,
  method: string,
  url: URL,
  headers: IncomingMessage['headers'],
): boolean {
  if (match.method !== method) return false;
  const path = typeof match.path === 'string' ? match.path === url.pathname : match.path.test(url.pathname);
  if (!path) return false;
  for (const [name, value] of Object.entries(match.query ?? {})) {
    if (url.searchParams.getAll(name).join('\n') !== [value].flat().join('\n')) return false;
  }
  return Object.entries(match.headers ?? {}).every(([name, value]) => {
    const actual = headers[name];
    if (value === null) return actual === undefined;
    return typeof value === 'string' ? actual === value : value.test(String(actual ?? ''));
  });
}

function matches(match: RequestMatch, message: Received): boolean {
  if (!headMatches(match, message.method, message.url, message.headers)) return false;
  const { body } = match;
  if (body === undefined) return true;
  return body instanceof RegExp ? body.test(message.body.toString()) : Buffer.from(body).equals(message.body);
}

function answer(response: ServerResponse, reply: Reply, method: string): void {
  const body = Buffer.from(reply.body ?? '');
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(reply.headers ?? {})) {
    headers[name.toLowerCase()] = typeof value === 'string' ? value : [...value];
  }
  headers['content-length'] ??= String(body.length);
  if (headers['content-length'] === 'none') delete headers['content-length'];
  response.writeHead(reply.status, headers);
  if (method === 'HEAD') response.end();
  else if (reply.cutAfter === undefined) response.end(body);
  else {
    response.write(body.subarray(0, reply.cutAfter));
    // The bytes should arrive before the cut does.
    setTimeout(() => response.destroy(), 20);
  }
}
