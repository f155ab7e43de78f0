import type { IncomingMessage, ServerResponse } from 'node:http';
import { bridgeRoutes, sessionRequestSchema, SluiceError, type SessionAnswer } from '../contract/index.ts';
import type { Host, HostServices } from '../host/index.ts';
import { pageHeaders, type Page } from '../page/index.ts';
import { answerError, answerJson } from './answers.ts';
import { createCalls } from './calls.ts';
import {
  checkHost,
  checkJson,
  checkOrigin,
  pathOf,
  type Access,
  type GuardedRequest,
  type GuardOptions,
} from './guards.ts';
import { createOneTimeCodes } from './one-time-codes.ts';
import { readJsonBody } from './read-body.ts';
import { createSessions } from './sessions.ts';
import { createStreams } from './streams.ts';

export interface RequestHandlerOptions {
  readonly host: Pick<Host, 'dispatch' | 'subscribe' | 'eventCounts'>;
  readonly page: Page;
  readonly services: Pick<HostServices, 'clock' | 'random'>;
  readonly guard: GuardOptions;
}

/** All of browser mode but the listening. */
export interface RequestHandler {
  /** Answers one request; never throws. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** A new one-time code; earlier ones that were not used are void. */
  newCode(): string;
  /** Pages that listen to events now. */
  pages(): number;
  /** Says goodbye to all pages. */
  close(): void;
}

interface Route {
  readonly access: Access;
  readonly answer: (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;
}

/** Bytes of a request for a session, or of one that says nothing. */
const smallBody = 1024;

/** Every request goes through the same gates in the same order; what has no route is a file of the page or nothing. */
export function createRequestHandler(options: RequestHandlerOptions): RequestHandler {
  const { host, page, services, guard } = options;
  const streams = createStreams(host, services.clock);
  const codes = createOneTimeCodes(services);
  // Who controls is part of what a page knows of the host.
  const sessions = createSessions(services, () => streams.resyncAll());
  const calls = createCalls(host.dispatch);
  const sessionOf = ({ headers }: IncomingMessage): ReturnType<typeof sessions.authenticate> =>
    sessions.authenticate(headers.authorization);
  const routes: Readonly<Record<string, Readonly<Record<string, Route>>>> = {
    [bridgeRoutes.session]: {
      POST: {
        access: 'write',
        answer: async (request, response) => {
          checkJson(guarded(request));
          const checked = sessionRequestSchema.safeParse(await readJsonBody(request, smallBody));
          if (!checked.success)
            throw new SluiceError('BRIDGE_REQUEST_MALFORMED', { params: { reason: 'code' } });
          codes.redeem(checked.data.code);
          const { token, session } = sessions.open();
          sessions.replace(request.headers.authorization, session);
          answerJson(response, 200, { token, role: session.role() } satisfies SessionAnswer);
        },
      },
      DELETE: {
        access: 'write',
        answer: (request, response) => {
          sessions.end(sessionOf(request));
          answerJson(response, 200, {});
        },
      },
    },
    [bridgeRoutes.control]: {
      POST: {
        access: 'write',
        answer: async (request, response) => {
          const session = sessionOf(request);
          checkJson(guarded(request));
          await readJsonBody(request, smallBody);
          sessions.takeControl(session);
          answerJson(response, 200, {});
        },
      },
      DELETE: {
        access: 'write',
        answer: (request, response) => {
          sessions.leave(sessionOf(request));
          answerJson(response, 200, {});
        },
      },
    },
    [bridgeRoutes.rpc]: {
      POST: {
        access: 'write',
        answer: async (request, response) => {
          // Before a byte of the body is read: strangers do not fill memory.
          const session = sessionOf(request);
          checkJson(guarded(request));
          await calls.answer(request, response, session);
        },
      },
    },
    [bridgeRoutes.events]: {
      GET: { access: 'read', answer: (request, response) => streams.open(response, sessionOf(request)) },
    },
  };
  const file = (path: string, nonce: string): Readonly<Record<string, Route>> => {
    const answer: Route['answer'] = async (request, response) => {
      const found = await page.find(path, nonce);
      if (found === undefined) throw new SluiceError('BRIDGE_NOT_FOUND');
      response.setHeader('content-type', found.type);
      response.setHeader('content-length', found.body.length);
      if (found.immutable) response.setHeader('cache-control', 'public, max-age=31536000, immutable');
      response.end(request.method === 'HEAD' ? undefined : found.body);
    };
    const route: Route = { access: path === '/' || path === '/index.html' ? 'document' : 'file', answer };
    return { GET: route, HEAD: route };
  };
  return {
    handle: async (request, response) => {
      // A page that hangs up in the middle is no failure of anybody's.
      for (const stream of [request, response]) stream.on('error', () => undefined);
      const nonce = services.random.bytes(18).toString('base64');
      for (const [name, value] of Object.entries(pageHeaders({ nonce, connect: "'self'" }))) {
        response.setHeader(name, value);
      }
      response.setHeader('cache-control', 'no-store');
      try {
        const asked = guarded(request);
        const hostName = checkHost(asked, guard);
        const path = pathOf(request.url);
        const methods = Object.hasOwn(routes, path) ? routes[path] : file(path, nonce);
        const method = request.method ?? '';
        const route = methods !== undefined && Object.hasOwn(methods, method) ? methods[method] : undefined;
        if (route === undefined) {
          response.setHeader('allow', Object.keys(methods ?? {}).join(', '));
          throw new SluiceError('BRIDGE_METHOD_REFUSED', { params: { method: method.slice(0, 20) } });
        }
        checkOrigin(asked, route.access, hostName, guard);
        await route.answer(request, response);
      } catch (error) {
        answerError(response, error);
      }
    },
    newCode: codes.next,
    pages: streams.count,
    close: streams.close,
  };
}

function guarded({ headers, headersDistinct }: IncomingMessage): GuardedRequest {
  return { headers, hosts: headersDistinct['host'] ?? [] };
}
