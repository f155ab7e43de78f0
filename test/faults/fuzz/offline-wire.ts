import { Readable } from 'node:stream';
import { createRegistryClient, type RegistryClient } from '../../../core/registry/index.ts';
import { createWire, type Wire } from '../../../core/registry/client/wire.ts';
import { createAuthorizer } from '../../../core/registry/auth/authorizer.ts';
import type { Followed } from '../../../core/registry/http/redirect.ts';
import type { HttpDoor, HttpResponse } from '../../../core/ports/index.ts';
import { holding, steadyRandom, swiftClock } from '../../support/registry-world.ts';

export const registryUrl = new URL('https://registry.example/v2/a/tags/list');

/** Answers every request with what `answer` makes of it, without a network. */
export function doorOf(answer: (url: URL, count: number) => HttpResponse): HttpDoor {
  let count = 0;
  return {
    request: ({ url }) => Promise.resolve(answer(url, count++)),
    close: () => Promise.resolve(),
  };
}

export function responseOf(
  headers: HttpResponse['headers'],
  body: string | Buffer = '',
  status = 200,
): HttpResponse {
  return { status, headers, body: Readable.from(body.length === 0 ? [] : [Buffer.from(body)]) };
}

/** An answer of the registry with these headers. */
export function answered(headers: HttpResponse['headers'], body = '', status = 200): Followed {
  return { ...responseOf(headers, body, status), url: registryUrl, foreign: false };
}

const tools = (door: HttpDoor) => {
  const clock = swiftClock();
  return {
    door,
    clock,
    host: registryUrl.host,
    retry: { clock, random: steadyRandom },
    credentials: holding(),
  };
};

/** A client of the registry whose first answer, to the ping, is a good one. */
export function clientThrough(answer: () => HttpResponse): RegistryClient {
  return createRegistryClient(tools(doorOf((_url, count) => (count === 0 ? responseOf({}) : answer()))));
}

const offline = tools(doorOf(() => responseOf({}, '', 404)));

/** For what only understands answers and asks nothing. */
export const offlineWire: Wire = createWire({
  ...offline,
  security: undefined,
  authorizer: createAuthorizer({ ...offline, security: undefined }),
});
