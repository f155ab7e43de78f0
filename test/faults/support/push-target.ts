import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { systemRandom } from '../../../core/ports/index.ts';
import {
  createMemoryStore,
  createPracticeRegistry,
  listenOnLoopback,
  type AuthMode,
  type BeforeHook,
  type PracticeRegistry,
  type RequestRecord,
  type WritableStore,
} from '../../../core/practice/index.ts';
import type { RegistryClient } from '../../../core/registry/index.ts';
import { personalityOptions, type Personality } from '../../support/personalities/index.ts';
import {
  basicCredential,
  holding,
  registryWorld,
  swiftClock,
  type SwiftClock,
} from '../../support/registry-world.ts';

/** What goes wrong with requests to a push target. May be changed at any time. */
export interface Snags {
  /** Before the registry acts. */
  before: BeforeHook;
  /** Whether the connection is cut as soon as the request has been answered. */
  cutsAfter: (request: IncomingMessage) => boolean;
  /** The status that a gateway gives in place of the registry's answer, which has acted. */
  gateway: (request: IncomingMessage) => number | undefined;
}

/** A registry on loopback that content is pushed to, and a client of ours that takes no real time to wait. */
export interface PushTarget {
  readonly host: string;
  readonly store: WritableStore;
  readonly client: RegistryClient;
  readonly snags: Snags;
  /** The registry's own clock: by it tokens end. */
  readonly clock: SwiftClock;
  /** The requests that have been answered. */
  readonly answered: readonly RequestRecord[];
  /** Bytes that came in, with their headers. */
  received(): number;
  /** The registry begins anew with what it has stored: open uploads are gone. */
  restart(): void;
  openUploads(): number;
  close(): Promise<void>;
}

export interface PushTargetOptions {
  /** Whether pushing needs a token. */
  readonly guarded?: boolean;
}

export async function openPushTarget(
  personality: Personality,
  options: PushTargetOptions = {},
): Promise<PushTarget> {
  const store = createMemoryStore();
  const clock = swiftClock();
  const snags: Snags = { before: () => undefined, cutsAfter: () => false, gateway: () => undefined };
  const account = { username: 'op', password: 'secret' };
  const auth: AuthMode = options.guarded === true ? { kind: 'bearer', ...account } : { kind: 'none' };
  const answered: RequestRecord[] = [];
  const start = (): PracticeRegistry =>
    createPracticeRegistry({
      store,
      clock,
      random: systemRandom,
      auth,
      before: (request) => snags.before(request),
      onRequest: (record) => void answered.push(record),
      ...personalityOptions(personality),
    });
  let registry = start();
  const sockets = new Set<Socket>();
  const server = await listenOnLoopback((request, response) => {
    sockets.add(request.socket);
    snagAnswer(snags, request, response);
    registry.listener(request, response);
  }, 'push target');
  const world = registryWorld();
  const { host } = new URL(server.url);
  const credentials = holding(basicCredential(account.username, account.password));
  return {
    host,
    store,
    clock,
    snags,
    answered,
    client: world.client(host, options.guarded === true ? { credentials } : {}),
    received: () => [...sockets].reduce((sum, { bytesRead }) => sum + bytesRead, 0),
    restart: () => {
      registry = start();
    },
    openUploads: () => registry.openUploads(),
    close: async () => {
      await world.close();
      await server.close();
    },
  };
}

function snagAnswer(snags: Snags, request: IncomingMessage, response: ServerResponse): void {
  response.once('finish', () => {
    if (snags.cutsAfter(request)) request.socket.resetAndDestroy();
  });
  const status = snags.gateway(request);
  if (status === undefined) return;
  const writeHead = response.writeHead.bind(response);
  response.writeHead = () => writeHead(status, { 'content-length': 0 });
}
