import { describe, expect, it } from 'vitest';
import type { SluiceError } from '../../../core/contract/index.ts';
import {
  blob,
  content,
  cut,
  digest,
  name,
  over,
  part,
  path,
  read,
  rest,
  serveRegistry,
  size,
  whole,
} from '../../support/mirrored-registries.ts';
import type { Exchange } from '../../support/registry-exchanges.ts';
import { collect } from '../../support/registry-world.ts';

describe('when a blob is downloaded', () => {
  it('arrives whole', async () => {
    const registry = await serveRegistry(blob(null, whole));
    expect((await read(over([registry]).source)).equals(content.bytes)).toBe(true);
  });

  it('starts where the caller says', async () => {
    const registry = await serveRegistry(blob('bytes=1000-', part(1000)));
    expect((await read(over([registry]).source, 1000)).equals(content.bytes.subarray(1000))).toBe(true);
    registry.verify();
  });

  it('asks nothing when nothing is left', async () => {
    const registry = await serveRegistry();
    expect(await read(over([registry]).source, size)).toHaveLength(0);
    expect(registry.log).toEqual([]);
  });

  it('goes on where the connection was cut, more than once', async () => {
    const cutRest: Exchange = {
      ...rest(),
      name: 'rest, cut',
      reply: ({ headers }) => ({ ...part(Number(/\d+/.exec(String(headers.range))?.[0])), cutAfter: 50_000 }),
    };
    const registry = await serveRegistry(blob(null, cut(100_000)), cutRest, rest());
    const { source, events } = over([registry]);
    expect((await read(source)).equals(content.bytes)).toBe(true);
    expect(events.map(({ kind }) => kind)).toEqual(['download-resumed', 'download-resumed']);
    registry.verify();
  });

  it('reads past what it has when the range is ignored (D2)', async () => {
    const registry = await serveRegistry(blob(null, cut(100_000)), {
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
    const registry = await serveRegistry(blob('bytes=1000-', part(1000, contentRange)), blob(null, whole));
    expect((await read(over([registry]).source, 1000)).equals(content.bytes.subarray(1000))).toBe(true);
    registry.verify();
  });

  it('does not believe a part with two ranges or none', async () => {
    const two = await serveRegistry(
      blob('bytes=1000-', {
        ...part(1000),
        headers: { 'content-range': [`bytes 1000-${size - 1}/${size}`, `bytes 0-${size - 1}/${size}`] },
      }),
      blob(null, whole),
    );
    expect((await read(over([two]).source, 1000)).length).toBe(size - 1000);
    const none = await serveRegistry(blob('bytes=1000-', { ...part(1000), headers: {} }), blob(null, whole));
    expect((await read(over([none]).source, 1000)).length).toBe(size - 1000);
  });

  it.each([
    ['fewer', { body: content.bytes.subarray(1000, -1) }],
    ['more', { body: Buffer.concat([content.bytes.subarray(1000), content.bytes]) }],
    ['fewer, in chunks', { headers: { 'content-length': 'none' }, body: content.bytes.subarray(1000, -1) }],
    ['more, in chunks', { headers: { 'content-length': 'none' }, body: content.bytes }],
  ])('asks for the whole when a part has %s bytes than it says', async (_what, wrong) => {
    const right = part(1000);
    const headers = { ...right.headers, ...('headers' in wrong && wrong.headers) };
    const registry = await serveRegistry(
      blob('bytes=1000-', { ...right, ...wrong, headers }),
      blob(null, whole),
    );
    const chunks = await over([registry]).source.openBlob(name, content.descriptor, { offset: 1000 });
    expect((await collect(chunks)).length).toBe(size - 1000);
    registry.verify();
  });

  it('goes to the registry again for every attempt, never to the address of last time (H6)', async () => {
    const cdn = await serveRegistry();
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
    const registry = await serveRegistry({
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
    const cdn = await serveRegistry({
      name: 'expired',
      expect: { method: 'GET', path: '/signed' },
      reply: { status: 403 },
      times: 'any',
    });
    const registry = await serveRegistry(
      blob(null, { status: 307, headers: { location: `http://${cdn.host}/signed?sig=canary` } }, 'any'),
    );
    const error = await read(over([registry]).source).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'REGISTRY_UNAVAILABLE' });
    expect(`${JSON.stringify(error)}${String((error as SluiceError).detail)}`).not.toContain('canary');
  });

  it('stops at once when the caller gives up', async () => {
    const registry = await serveRegistry(blob(null, { status: 503 }, 'any'));
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
    const registry = await serveRegistry(slow, blob(null, whole, 8));
    const { source, clock } = over([registry]);
    await read(source);
    const started = clock.monotonic();
    expect(started).toBeGreaterThanOrEqual(120_000);
    const all = await Promise.all(Array.from({ length: 7 }, () => read(source)));
    expect(all.every((bytes) => bytes.equals(content.bytes))).toBe(true);
    expect(registry.log.filter((entry) => entry === 'too many')).toHaveLength(1);
    registry.verify();
  });
});
