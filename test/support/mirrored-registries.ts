import { mediaTypes } from '../../core/image/index.ts';
import { digestOf } from '../../core/reference/index.ts';
import {
  createRegistrySource,
  type Endpoint,
  type RegistrySource,
  type SourceEvent,
} from '../../core/registry/index.ts';
import type { Conversation, Exchange, Reply } from './registry-exchanges.ts';
import { openWorld, serve } from './registry-servers.ts';
import { blobOf, collect, steadyRandom, type SwiftClock } from './registry-world.ts';

export const name = 'quay.example/ocp/release';
export const path = 'ocp/release';
export const content = blobOf(Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251)));
export const { digest, size } = content.descriptor;
export const document = JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [] });
export const manifestDigest = digestOf(document);

interface Setting {
  readonly source: RegistrySource;
  readonly events: SourceEvent[];
  readonly asked: string[];
  readonly clock: SwiftClock;
}

export function serveRegistry(...exchanges: Exchange[]): Promise<Conversation> {
  const ping: Exchange = {
    name: 'ping',
    expect: { method: 'GET', path: '/v2/' },
    reply: { status: 200 },
    times: 'any',
  };
  return serve(ping, ...exchanges);
}

/** A source over the given registries: all but the last are mirrors. */
export function over(servers: readonly (Conversation | { host: string; blocked: true })[]): Setting {
  const world = openWorld();
  const events: SourceEvent[] = [];
  const asked: string[] = [];
  const clients = new Map(servers.map(({ host }) => [host, world.client(host)] as const));
  const source = createRegistrySource({
    clientFor: ({ host }) => {
      const client = clients.get(host);
      if (client === undefined) throw new Error(`no client for ${host}`);
      return client;
    },
    endpointsFor: (reference) => {
      asked.push(reference);
      return servers.map((server, index): Endpoint => ({
        host: server.host,
        repository: path,
        reference: { kind: 'tag', tag: 'unused' },
        kind: index === servers.length - 1 ? 'primary' : 'mirror',
        layout: 'literal',
        rewritten: index < servers.length - 1,
        insecure: true,
        blocked: 'blocked' in server,
      }));
    },
    retry: { clock: world.clock, random: steadyRandom },
    onEvent: (event) => events.push(event),
  });
  return { source, events, asked, clock: world.clock };
}

export const manifest = (
  reference: string,
  reply: Exchange['reply'],
  times: number | 'any' = 1,
): Exchange => ({
  name: `manifest ${reference.slice(0, 10)}`,
  expect: { method: 'GET', path: `/v2/${path}/manifests/${reference}` },
  reply,
  times,
});
export const found: Reply = { status: 200, headers: { 'content-type': mediaTypes.ociIndex }, body: document };
export const blob = (
  range: string | null,
  reply: Exchange['reply'],
  times: number | 'any' = 1,
): Exchange => ({
  name: `blob ${range ?? 'whole'}`,
  expect: { method: 'GET', path: `/v2/${path}/blobs/${digest}`, headers: { range } },
  reply,
  times,
});
export const whole: Reply = { status: 200, body: content.bytes };
export const cut = (after: number): Reply => ({ ...whole, cutAfter: after });
export const part = (from: number, contentRange = `bytes ${from}-${size - 1}/${size}`): Reply => ({
  status: 206,
  headers: { 'content-range': contentRange },
  body: content.bytes.subarray(from),
});
/** Answers whatever range is asked for. */
export const rest = (): Exchange => ({
  name: 'rest',
  expect: { method: 'GET', path: `/v2/${path}/blobs/${digest}`, headers: { range: /^bytes=\d+-$/ } },
  reply: ({ headers }) => part(Number(/\d+/.exec(String(headers.range))?.[0])),
});

export const read = async (source: RegistrySource, offset = 0): Promise<Buffer> =>
  collect(await source.openBlob(name, content.descriptor, { offset }));
