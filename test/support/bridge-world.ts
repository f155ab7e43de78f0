import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBridge, parseListen, type Bridge, type BridgeOptions } from '../../core/bridge/index.ts';
import { bridgeRoutes, sessionAnswerSchema } from '../../core/contract/index.ts';
import { systemServices, type HostServices } from '../../core/host/index.ts';
import { createFakeHost, type FakeHost } from './fake-host.ts';
import { handClock, type HandClock } from './paths-world.ts';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: {
    readonly ok?: boolean;
    readonly error?: { readonly code: string };
    readonly value?: unknown;
  };
}

export interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly token?: string;
}

/** Browser mode on a free port, with a page of its own, a host that is none, and time that the test moves. */
export interface BridgeWorld {
  readonly bridge: Bridge;
  readonly host: FakeHost;
  readonly clock: HandClock;
  readonly folder: string;
  readonly services: HostServices;
  readonly origin: string;
  /** Sends exactly what it is told, and what a page of ours would send where it is told nothing. */
  ask(path: string, options?: Asking): Promise<Reply>;
  /** A session for a new code. */
  signIn(): Promise<string>;
  /** A call as a page of ours sends it. */
  call(token: string, command: string, input?: unknown): Promise<Reply>;
  close(): Promise<void>;
}

/** A built page: an index with the place for the nonce, a hashed file, and things that must not be served. */
export function writePage(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-page-'));
  mkdirSync(join(folder, 'assets'));
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  write('index.html', '<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__"><title>page</title>');
  write('favicon.svg', '<svg/>');
  write('assets/index-1a2B3c4D.js', 'export {};');
  write('assets/index-1a2B3c4D.js.map', '{}');
  write('.secret.js', 'hidden');
  write('notes.sh', 'not for pages');
  return folder;
}

export async function bridgeWorld(options: Partial<BridgeOptions> = {}): Promise<BridgeWorld> {
  const folder = writePage();
  const clock = handClock();
  const services: HostServices = { ...systemServices(), clock };
  const host = createFakeHost();
  const listen = options.listen ?? parseListen('127.0.0.1:0');
  const bridge = await openBridge({ host, services, folder, listen, ...options });
  const port = bridge.listen.kind === 'tcp' ? bridge.listen.port : 0;
  const origin = `http://127.0.0.1:${port}`;
  const ask: BridgeWorld['ask'] = (path, { method = 'GET', headers = {}, body, token } = {}) =>
    new Promise((resolve, reject) => {
      const sent = request({
        host: '127.0.0.1',
        port,
        ...(bridge.listen.kind === 'unix' && { socketPath: bridge.listen.path }),
        path,
        method,
        agent: false,
        headers: {
          ...(method === 'GET' || method === 'HEAD' ? {} : { origin }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...headers,
        },
      });
      sent.once('error', reject);
      sent.once('response', (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.once('error', reject);
        response.once('end', () => {
          const isJson = String(response.headers['content-type']).startsWith('application/json');
          const json = (isJson ? JSON.parse(text) : {}) as Reply['json'];
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json });
        });
      });
      sent.end(body);
    });
  let calls = 0;
  return {
    bridge,
    host,
    clock,
    folder,
    services,
    origin,
    ask,
    signIn: async () => {
      const body = JSON.stringify({ code: bridge.newCode() });
      const reply = await ask(bridgeRoutes.session, { method: 'POST', body });
      return sessionAnswerSchema.parse(JSON.parse(reply.text)).token;
    },
    call: (token, command, input = {}) => {
      const id = (++calls).toString(16).padStart(32, '0');
      const body = JSON.stringify({ id, command, input });
      return ask(bridgeRoutes.rpc, { method: 'POST', body, token });
    },
    close: async () => {
      const closing = bridge.close();
      // Who does not hang up is cut off.
      await clock.advance(5_000);
      await closing;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
