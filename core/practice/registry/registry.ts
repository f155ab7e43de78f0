import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Clock, Random } from '../../ports/index.ts';
import type { RegistryStore } from '../store/store.ts';
import { createAuthenticator, type AuthMode, type Authenticator } from './auth.ts';
import { serveBlob } from './blobs.ts';
import type { RegistryContext } from './context.ts';
import { sendBytes, sendEmpty, sendJson, type Exchange } from './exchange.ts';
import { RegistryFault } from './fault.ts';
import type { BeforeHook, Intervention } from './intervention.ts';
import { listReferrers, listRepositories, listTags } from './listings.ts';
import { serveManifest } from './manifests.ts';
import { specifiedManners, type RegistryManners } from './manners.ts';
import { createObserver, type RegistryCounters, type RequestRecord } from './observer.ts';
import { routeOf, type Route } from './route.ts';
import { createUploadSessions } from './upload-session.ts';
import { continueUpload, startUpload } from './uploads.ts';

export interface PracticeRegistryOptions {
  readonly store: RegistryStore;
  readonly clock: Clock;
  readonly random: Random;
  /** Told of each request once it is finished. */
  readonly onRequest?: (record: RequestRecord) => void;
  /** Asked before each request is acted on: where faults enter. */
  readonly before?: BeforeHook;
  readonly auth?: AuthMode;
  /** Milliseconds that every request waits, like a far-away registry. Default 0. */
  readonly latency?: number;
  /** Accept an index whose children are not all pushed. Default false, as distribution does. */
  readonly sparse?: boolean;
  /** Offer the referrers API. Default true; false is how distribution 2.8 behaves. */
  readonly referrers?: boolean;
  /** What it does otherwise than the specification and distribution. */
  readonly manners?: Partial<RegistryManners>;
}

export interface PracticeRegistry {
  readonly listener: RequestListener;
  counters(): RegistryCounters;
  /** The last finished requests, oldest first. */
  log(): readonly RequestRecord[];
  resetCounters(): void;
  /** Uploads that were neither completed nor given up. */
  openUploads(): number;
}

/**
 * A registry after the OCI distribution specification (and what distribution itself does
 * where the specification leaves a choice), for any `node:http` server. Never throws:
 * every failure becomes an answer.
 */
export function createPracticeRegistry(options: PracticeRegistryOptions): PracticeRegistry {
  const observer = createObserver(options.onRequest);
  const authenticator = createAuthenticator(options.auth ?? { kind: 'none' }, options.clock, options.random);
  const context: RegistryContext = {
    store: options.store,
    sessions: createUploadSessions(options.random),
    observer,
    sparse: options.sparse ?? false,
    referrers: options.referrers ?? true,
    manners: { ...specifiedManners, ...options.manners },
  };
  let number = 0;

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    number += 1;
    const path = request.url ?? '/';
    const record = { number, method: request.method ?? 'GET', path };
    let bytesOut = 0;
    response.once('close', () => {
      observer.finished({ ...record, status: response.headersSent ? response.statusCode : 0, bytesOut });
    });
    // Only origin-form targets have a path here; `*` and absolute forms end as "no such page".
    const url = new URL(`http://registry${path.startsWith('/') ? path : '/'}`);
    const plain = { request, response, url, intervention: undefined };
    const countOut = (bytes: number): void => {
      bytesOut += bytes;
    };
    let exchange: Exchange = { ...plain, route: { kind: 'ping' }, countOut };
    try {
      const route = routeOf(plain.url.pathname);
      if (route === undefined) throw new RegistryFault(404, 'UNSUPPORTED', 'no such page in a registry');
      const { headers } = request;
      const intervention = await options.before?.({ ...record, route, headers });
      exchange = { ...plain, route, countOut, intervention };
      if (options.latency !== undefined && options.latency > 0) await options.clock.sleep(options.latency);
      if (await interrupts(exchange, intervention, options.clock)) return;
      await dispatch(context, authenticator, exchange);
    } catch (error) {
      answerFault(exchange, error);
    }
  };

  return {
    listener: (request, response) => void serve(request, response),
    counters: observer.counters,
    log: observer.log,
    resetCounters: observer.reset,
    openUploads: context.sessions.count,
  };
}

async function interrupts(
  exchange: Exchange,
  intervention: Intervention | undefined,
  clock: Clock,
): Promise<boolean> {
  switch (intervention?.kind) {
    case 'respond':
      sendBytes(exchange, intervention.status, intervention.headers ?? {}, intervention.body ?? '');
      return true;
    case 'reset':
      exchange.request.socket.resetAndDestroy();
      return true;
    case 'delay':
      await clock.sleep(intervention.milliseconds);
      return false;
    default:
      return false;
  }
}

async function dispatch(context: RegistryContext, auth: Authenticator, exchange: Exchange): Promise<void> {
  const route: Route = exchange.route;
  if (route.kind === 'token') return auth.issue(exchange);
  auth.authorize(exchange);
  switch (route.kind) {
    case 'ping':
      return sendJson(exchange, 200, {});
    case 'catalog':
      return listRepositories(context, exchange);
    case 'tags':
      return listTags(context, exchange, route.repository);
    case 'referrers':
      return listReferrers(context, exchange, route.repository, route.digest);
    case 'manifest':
      return serveManifest(context, exchange, route.repository, route.reference);
    case 'blob':
      return serveBlob(context, exchange, route.repository, route.digest);
    case 'uploads':
      return startUpload(context, exchange, route.repository);
    case 'upload':
      return continueUpload(context, exchange, route.repository, route.id);
  }
}

function answerFault(exchange: Exchange, error: unknown): void {
  const { response, request } = exchange;
  if (response.headersSent || response.destroyed) {
    request.socket.destroy();
    return;
  }
  const fault =
    error instanceof RegistryFault
      ? error
      : new RegistryFault(500, 'UNKNOWN', 'unknown error', { detail: reasonOf(error) });
  if (request.method === 'HEAD') sendEmpty(exchange, fault.status, fault.headers);
  else sendJson(exchange, fault.status, fault.body(), fault.headers);
}

/** A failed call of the system in its own words, as distribution tells it: a client learns that the disk is full. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'syscall' in error ? error.message : error.name;
}
