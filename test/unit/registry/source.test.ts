import { afterEach, describe, expect, it } from 'vitest';
import { SluiceError } from '../../../core/contract/index.ts';
import { mediaTypes, verified } from '../../../core/image/index.ts';
import { digestOf } from '../../../core/reference/index.ts';
import { createRegistrySource, type RegistrySource, type SourceEvent } from '../../../core/registry/index.ts';
import type { Endpoint } from '../../../core/registry/index.ts';
import { converse, type Conversation, type Exchange, type Reply } from '../../support/registry-exchanges.ts';
import {
  blobOf,
  codeOf,
  collect,
  registryWorld,
  steadyRandom,
  type World,
} from '../../support/registry-world.ts';

const name = 'quay.example/ocp/release';
const path = 'ocp/release';
const content = blobOf(Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251)));
const { digest, size } = content.descriptor;
const document = JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [] });
const manifestDigest = digestOf(document);

let world: World;
const open: Conversation[] = [];
afterEach(async () => {
  await world.close();
  await Promise.all(open.splice(0).map((server) => server.close()));
});

interface Setting {
  readonly source: RegistrySource;
  readonly events: SourceEvent[];
  readonly asked: string[];
}

async function serve(...exchanges: Exchange[]): Promise<Conversation> {
  const ping: Exchange = {
    name: 'ping',
    expect: { method: 'GET', path: '/v2/' },
    reply: { status: 200 },
    times: 'any',
  };
  const server = await converse([ping, ...exchanges]);
  open.push(server);
  return server;
}

/** A source over the given registries: all but the last are mirrors. */
function over(servers: readonly (Conversation | { host: string; blocked: true })[]): Setting {
  world = registryWorld();
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
  return { source, events, asked };
}

const manifest = (reference: string, reply: Exchange['reply'], times: number | 'any' = 1): Exchange => ({
  name: `manifest ${reference.slice(0, 10)}`,
  expect: { method: 'GET', path: `/v2/${path}/manifests/${reference}` },
  reply,
  times,
});
const found: Reply = { status: 200, headers: { 'content-type': mediaTypes.ociIndex }, body: document };
const blob = (range: string | null, reply: Exchange['reply'], times: number | 'any' = 1): Exchange => ({
  name: `blob ${range ?? 'whole'}`,
  expect: { method: 'GET', path: `/v2/${path}/blobs/${digest}`, headers: { range } },
  reply,
  times,
});
const whole: Reply = { status: 200, body: content.bytes };
const cut = (after: number): Reply => ({ ...whole, cutAfter: after });
const part = (from: number, contentRange = `bytes ${from}-${size - 1}/${size}`): Reply => ({
  status: 206,
  headers: { 'content-range': contentRange },
  body: content.bytes.subarray(from),
});
/** Answers whatever range is asked for. */
const rest = (): Exchange => ({
  name: 'rest',
  expect: { method: 'GET', path: `/v2/${path}/blobs/${digest}`, headers: { range: /^bytes=\d+-$/ } },
  reply: ({ headers }) => part(Number(/\d+/.exec(String(headers.range))?.[0])),
});

const read = async (source: RegistrySource, offset = 0): Promise<Buffer> =>
  collect(await source.openBlob(name, content.descriptor, { offset }));

describe('when a tag is resolved', () => {
  it('asks the mirrors in order, then the registry itself', async () => {
    const [mirror, primary] = [
      await serve(manifest('4.18', { status: 404 })),
      await serve(manifest('4.18', found)),
    ];
    const { source, asked } = over([mirror, primary]);
    expect((await source.resolveTag(name, '4.18'))?.digest).toBe(manifestDigest);
    expect(asked).toEqual([`${name}:4.18`]);
    mirror.verify();
    primary.verify();
  });

  it('is undefined when no endpoint has it', async () => {
    const mirror = await serve(manifest('none', { status: 404 }));
    const primary = await serve(manifest('none', { status: 404 }));
    expect(await over([mirror, primary]).source.resolveTag(name, 'none')).toBeUndefined();
  });

  it('is undefined when the mirrors do not have it and the registry is blocked', async () => {
    const mirror = await serve(manifest('none', { status: 404 }));
    const { source } = over([mirror, { host: '127.0.0.1:9', blocked: true }]);
    expect(await source.resolveTag(name, 'none')).toBeUndefined();
  });

  it('is undefined when a mirror denies access and the registry does not have it', async () => {
    const mirror = await serve(manifest('none', { status: 403 }));
    const primary = await serve(manifest('none', { status: 404 }));
    const { source, events } = over([mirror, primary]);
    expect(await source.resolveTag(name, 'none')).toBeUndefined();
    expect(events).toMatchObject([
      { kind: 'endpoint-passed-over', error: { code: 'REGISTRY_ACCESS_DENIED' } },
    ]);
  });

  it('lists what each endpoint said when that leaves it open', async () => {
    const mirror = await serve(manifest('4.18', { status: 404 }));
    const primary = await serve(manifest('4.18', { status: 500 }, 'any'));
    const error = await over([mirror, primary])
      .source.resolveTag(name, '4.18')
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'ALL_ENDPOINTS_FAILED', retryable: true });
    expect((error as SluiceError).params['outcomes']).toBe(
      `${mirror.host}/${path}: <absent>; ${primary.host}/${path}: <REGISTRY_UNAVAILABLE>`,
    );
  });

  it('refuses without a request when the only endpoint is blocked', async () => {
    const { source } = over([{ host: '127.0.0.1:9', blocked: true }]);
    expect(await codeOf(source.resolveTag(name, '4.18'))).toBe('HOST_BLOCKED');
  });

  it('does not read the manifest a second time when it is then fetched', async () => {
    const registry = await serve(manifest('4.18', found));
    const { source } = over([registry]);
    await source.resolveTag(name, '4.18');
    expect((await source.fetchManifest(name, manifestDigest)).bytes.toString()).toBe(document);
    registry.verify();
  });
});

describe('when a manifest is fetched by digest', () => {
  it('remembers which endpoint worked for the repository', async () => {
    const second = digestOf(`${document}\n`);
    const mirror = await serve(manifest(manifestDigest, { status: 404 }));
    const primary = await serve(
      manifest(manifestDigest, found),
      manifest(second, { ...found, body: `${document}\n` }),
    );
    const { source } = over([mirror, primary]);
    await source.fetchManifest(name, manifestDigest);
    await source.fetchManifest(name, second);
    mirror.verify();
    primary.verify();
  });

  it('names repository, digest and endpoints when none has it', async () => {
    const mirror = await serve(manifest(manifestDigest, { status: 404 }));
    const primary = await serve(manifest(manifestDigest, { status: 404 }));
    const work = over([mirror, primary]).source.fetchManifest(name, manifestDigest);
    await expect(work).rejects.toMatchObject({
      code: 'MANIFEST_NOT_FOUND',
      params: {
        repository: name,
        reference: manifestDigest,
        endpoints: `${mirror.host}/${path}: <absent>; ${primary.host}/${path}: <absent>`,
      },
    });
  });

  it('passes over a mirror that serves other bytes', async () => {
    const mirror = await serve(manifest(manifestDigest, { ...found, body: `${document} ` }, 2));
    const primary = await serve(manifest(manifestDigest, found));
    const { source, events } = over([mirror, primary]);
    expect((await source.fetchManifest(name, manifestDigest)).descriptor.digest).toBe(manifestDigest);
    expect(events).toMatchObject([{ error: { code: 'MANIFEST_DIGEST_MISMATCH' } }]);
  });

  it('asks a mirror that is down last for a while', async () => {
    const second = digestOf(`${document}\n`);
    const mirror = await serve(manifest(manifestDigest, { status: 502 }, 'any'));
    const primary = await serve(
      manifest(manifestDigest, found),
      manifest(second, { ...found, body: `${document}\n` }),
    );
    const { source } = over([mirror, primary]);
    await source.fetchManifest(name, manifestDigest);
    const before = mirror.received.length;
    await source.fetchManifest(name, second);
    expect(mirror.received.length).toBe(before);
  });
});

describe('when a blob is downloaded', () => {
  it('arrives whole', async () => {
    const registry = await serve(blob(null, whole));
    expect((await read(over([registry]).source)).equals(content.bytes)).toBe(true);
  });

  it('starts where the caller says', async () => {
    const registry = await serve(blob('bytes=1000-', part(1000)));
    expect((await read(over([registry]).source, 1000)).equals(content.bytes.subarray(1000))).toBe(true);
    registry.verify();
  });

  it('asks nothing when nothing is left', async () => {
    const registry = await serve();
    expect(await read(over([registry]).source, size)).toHaveLength(0);
    expect(registry.log).toEqual([]);
  });

  it('goes on where the connection was cut, more than once', async () => {
    const cutRest: Exchange = {
      ...rest(),
      name: 'rest, cut',
      reply: ({ headers }) => ({ ...part(Number(/\d+/.exec(String(headers.range))?.[0])), cutAfter: 50_000 }),
    };
    const registry = await serve(blob(null, cut(100_000)), cutRest, rest());
    const { source, events } = over([registry]);
    expect((await read(source)).equals(content.bytes)).toBe(true);
    expect(events.map(({ kind }) => kind)).toEqual(['download-resumed', 'download-resumed']);
    registry.verify();
  });

  it('reads past what it has when the range is ignored (D2)', async () => {
    const registry = await serve(blob(null, cut(100_000)), {
      ...rest(),
      name: 'range ignored',
      reply: whole,
    });
    expect((await read(over([registry]).source)).equals(content.bytes)).toBe(true);
    registry.verify();
  });

  it.each([
    ['another start', `bytes 0-${size - 1}/${size}`],
    ['an earlier end', `bytes 1000-2000/${size}`],
    ['another total', `bytes 1000-${size - 1}/${size + 1}`],
    ['an unknown total', `bytes 1000-${size - 1}/*`],
    ['nonsense', 'bytes x-y/z'],
  ])('does not believe a part with %s, and asks for the whole instead', async (_what, contentRange) => {
    const registry = await serve(blob('bytes=1000-', part(1000, contentRange)), blob(null, whole));
    expect((await read(over([registry]).source, 1000)).equals(content.bytes.subarray(1000))).toBe(true);
    registry.verify();
  });

  it('does not believe a part with two ranges or none', async () => {
    const two = await serve(
      blob('bytes=1000-', {
        ...part(1000),
        headers: { 'content-range': [`bytes 1000-${size - 1}/${size}`, `bytes 0-${size - 1}/${size}`] },
      }),
      blob(null, whole),
    );
    expect((await read(over([two]).source, 1000)).length).toBe(size - 1000);
    await world.close();
    const none = await serve(blob('bytes=1000-', { ...part(1000), headers: {} }), blob(null, whole));
    expect((await read(over([none]).source, 1000)).length).toBe(size - 1000);
  });

  it('goes to the registry again for every attempt, never to the address of last time (H6)', async () => {
    const cdn = await serve();
    cdn.add(
      { name: 'cdn 1', expect: { method: 'GET', path: '/signed', query: { sig: '1' } }, reply: cut(100_000) },
      {
        name: 'cdn 2: expired',
        expect: { method: 'GET', path: '/signed', query: { sig: '2' }, headers: { authorization: null } },
        reply: { status: 403 },
      },
      {
        name: 'cdn 3',
        expect: { method: 'GET', path: '/signed', query: { sig: '3' }, headers: { range: /^bytes=/ } },
        reply: ({ headers }) => part(Number(/\d+/.exec(String(headers.range))?.[0])),
      },
    );
    let turn = 0;
    const registry = await serve({
      name: 'redirect',
      expect: { method: 'GET', path: `/v2/${path}/blobs/${digest}` },
      reply: () => {
        turn += 1;
        return { status: 307, headers: { location: `http://${cdn.host}/signed?sig=${turn}` } };
      },
      times: 3,
    });
    expect((await read(over([registry]).source)).equals(content.bytes)).toBe(true);
    registry.verify();
    cdn.verify();
  });

  it('never shows a signed address in an error', async () => {
    const cdn = await serve({
      name: 'expired',
      expect: { method: 'GET', path: '/signed' },
      reply: { status: 403 },
      times: 'any',
    });
    const registry = await serve(
      blob(null, { status: 307, headers: { location: `http://${cdn.host}/signed?sig=canary` } }, 'any'),
    );
    const error = await read(over([registry]).source).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'REGISTRY_UNAVAILABLE' });
    expect(`${JSON.stringify(error)}${String((error as SluiceError).detail)}`).not.toContain('canary');
  });

  it('goes on at the next endpoint when one lacks the blob, offers another size, or breaks for good', async () => {
    const lacks = await serve(blob(null, { status: 404 }));
    const wrong = await serve(blob(null, { status: 200, body: 'short' }));
    const breaks = await serve(blob(null, cut(100_000)), {
      name: 'down',
      expect: { method: 'GET', path: `/v2/${path}/blobs/${digest}` },
      reply: { status: 500 },
      times: 'any',
    });
    const primary = await serve(rest());
    const { source, events } = over([lacks, wrong, breaks, primary]);
    expect((await read(source)).equals(content.bytes)).toBe(true);
    expect(
      events.flatMap((event) => (event.kind === 'endpoint-passed-over' ? [event.error.code] : [])),
    ).toEqual(['BLOB_NOT_FOUND', 'BLOB_SIZE_DIFFERS', 'REGISTRY_UNAVAILABLE']);
    primary.verify();
  });

  it('says what each endpoint said when none can serve it', async () => {
    const one = await serve(blob(null, { status: 404 }));
    const two = await serve(blob(null, { ...whole, headers: { 'content-encoding': 'gzip' } }));
    const error = await codeAndOutcomes(over([one, two]).source);
    expect(error).toEqual([
      'ALL_ENDPOINTS_FAILED',
      `${one.host}/${path}: <absent>; ${two.host}/${path}: <REGISTRY_ANSWER_ENCODED>`,
    ]);
  });

  it('refuses one that was compressed on the way (H1)', async () => {
    const registry = await serve(blob(null, { ...whole, headers: { 'content-encoding': 'gzip' } }));
    expect(await codeOf(read(over([registry]).source))).toBe('REGISTRY_ANSWER_ENCODED');
  });

  it('does not hand out more than the blob has', async () => {
    const tooMuch = Buffer.concat([content.bytes, Buffer.from('more')]);
    const registry = await serve(
      blob(null, { status: 200, headers: { 'content-length': 'none' }, body: tooMuch }),
    );
    const received: Buffer[] = [];
    const chunks = await over([registry]).source.openBlob(name, content.descriptor);
    const work = (async () => {
      for await (const chunk of chunks) received.push(chunk);
    })();
    expect(await codeOf(work)).toBe('BLOB_TOO_LONG');
    expect(Buffer.concat(received).length).toBeLessThanOrEqual(size);
  });

  it('turns to another endpoint after wrong bytes, and not a third time to the one that gave them (D4)', async () => {
    const bad = Buffer.from(content.bytes);
    bad[150_000] = (bad[150_000] ?? 0) ^ 1;
    const mirror = await serve(blob(null, { status: 200, body: bad }, 2));
    const primary = await serve(blob(null, { status: 200, body: bad }, 2));
    const { source } = over([mirror, primary]);
    for (let round = 0; round < 4; round += 1) {
      const chunks = await source.openBlob(name, content.descriptor);
      expect(await codeOf(collect(verified(chunks, content.descriptor)))).toBe('BLOB_DIGEST_MISMATCH');
      source.rejectBlob(digest);
    }
    expect(mirror.log.filter((entry) => entry !== 'ping')).toHaveLength(2);
    expect(primary.log.filter((entry) => entry !== 'ping')).toHaveLength(2);
    expect(await codeOf(read(source))).toBe('BLOB_COPY_DAMAGED');
  });

  it('stops at once when the caller gives up', async () => {
    const registry = await serve(blob(null, { status: 503 }, 'any'));
    const { source } = over([registry]);
    const controller = new AbortController();
    const reason = new Error('stop');
    controller.abort(reason);
    const work = source.openBlob(name, content.descriptor, { signal: controller.signal });
    await expect(work).rejects.toBe(reason);
  });
});

describe('when the host says "later"', () => {
  it('holds all workers for the time it gave, and none gets another refusal', async () => {
    const slow: Exchange = {
      ...blob(null, { status: 429, headers: { 'retry-after': '120' } }),
      name: 'too many',
    };
    const registry = await serve(slow, blob(null, whole, 8));
    const { source } = over([registry]);
    await read(source);
    const started = world.clock.monotonic();
    expect(started).toBeGreaterThanOrEqual(120_000);
    const all = await Promise.all(Array.from({ length: 7 }, () => read(source)));
    expect(all.every((bytes) => bytes.equals(content.bytes))).toBe(true);
    expect(registry.log.filter((entry) => entry === 'too many')).toHaveLength(1);
    registry.verify();
  });
});

async function codeAndOutcomes(source: RegistrySource): Promise<unknown[]> {
  const error = await read(source).catch((caught: unknown) => caught);
  return error instanceof SluiceError ? [error.code, error.params['outcomes']] : [error];
}
