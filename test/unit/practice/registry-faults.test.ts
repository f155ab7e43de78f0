import { request as httpRequest } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createMemoryStore,
  type BeforeHook,
  type Intervention,
  type WritableStore,
} from '../../../core/practice/index.ts';
import { digestOf } from '../../../core/reference/index.ts';
import {
  errorCode,
  runRegistry,
  sampleBytes,
  sampleImage,
  type RunningRegistry,
} from '../../support/practice-client.ts';

let registry: RunningRegistry;
afterEach(() => registry.close());

const bytes = sampleBytes(3_000_000, 'faults');
const path = `/v2/a/b/blobs/${digestOf(bytes)}`;

/** A registry that holds the blob and lets `intervention` meet each request that `matches`. */
async function faulty(intervention: Intervention, matches: (method: string) => boolean): Promise<void> {
  let armed = false;
  const before: BeforeHook = ({ method }) => (armed && matches(method) ? intervention : undefined);
  registry = await runRegistry({ store: createMemoryStore(), before });
  await registry.pushBlob('a/b', bytes);
  registry.resetCounters();
  armed = true;
}

/** Reads until the end or the cut; answers what arrived. */
async function readToTheEnd(response: Response): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  try {
    for await (const part of response.body ?? []) parts.push(part as Uint8Array);
  } catch {
    // The cut is the point.
  }
  return Buffer.concat(parts);
}

describe('when a test makes a registry fail', () => {
  it('answers in its place', async () => {
    const headers = { 'retry-after': '3' };
    await faulty({ kind: 'respond', status: 429, headers, body: 'slow down' }, () => true);
    const response = await registry.call(path);
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('3');
    expect(await response.text()).toBe('slow down');
  });

  it('cuts the connection without an answer', async () => {
    await faulty({ kind: 'reset' }, (method) => method === 'GET');
    await expect(registry.call(path)).rejects.toThrow();
    expect((await registry.call(path, { method: 'HEAD' })).status).toBe(200);
    expect(registry.log().map(({ status }) => status)).toEqual([0, 200]);
  });

  it('cuts a body after exactly the bytes asked for', async () => {
    await faulty({ kind: 'cut', afterBytes: 1_234_567 }, (method) => method === 'GET');
    const arrived = await readToTheEnd(await registry.call(path));
    expect(arrived.equals(bytes.subarray(0, arrived.length))).toBe(true);
    expect(registry.counters().blobs.get(digestOf(bytes))?.bytesRead).toBe(1_234_567);
  });

  it('inverts one byte of a body and leaves the stored bytes alone', async () => {
    await faulty({ kind: 'corrupt', offset: 2_000_000 }, (method) => method === 'GET');
    const arrived = await readToTheEnd(await registry.call(path));
    expect(arrived.length).toBe(bytes.length);
    const differing = [...arrived.keys()].filter((at) => arrived[at] !== bytes[at]);
    expect(differing).toEqual([2_000_000]);
    expect(digestOf(bytes)).toBe(path.split('/').at(-1));
  });

  it('keeps what arrived of a cut upload, so that the client goes on from there', async () => {
    await faulty({ kind: 'cut-upload', afterBytes: 1_000_000 }, (method) => method === 'PATCH');
    const start = await registry.call('/v2/a/c/blobs/uploads/', { method: 'POST' });
    const location = start.headers.get('location') ?? '';
    await expect(registry.call(location, { method: 'PATCH', body: new Uint8Array(bytes) })).rejects.toThrow();
    const status = await registry.call(location);
    expect(status.headers.get('range')).toBe('0-999999');
    const rest = await registry.call(`${location}?digest=${digestOf(bytes)}`, {
      method: 'PUT',
      body: new Uint8Array(bytes.subarray(1_000_000)),
      headers: { 'content-range': `1000000-${bytes.length - 1}` },
    });
    expect(rest.status).toBe(201);
  });

  it('cuts a small upload before its end although all of it came at once', async () => {
    await faulty({ kind: 'cut-upload', afterBytes: 90 }, (method) => method === 'PUT');
    const start = await registry.call('/v2/a/c/blobs/uploads/', { method: 'POST' });
    const location = start.headers.get('location') ?? '';
    const body = new Uint8Array(bytes.subarray(0, 100));
    const cut = registry.call(`${location}?digest=${digestOf(Buffer.from(body))}`, { method: 'PUT', body });
    await expect(cut).rejects.toThrow();
    expect((await registry.call(location)).headers.get('range')).toBe('0-89');
  });

  it('does the work but loses the reply', async () => {
    await faulty({ kind: 'lose-reply' }, (method) => method === 'PUT');
    const start = await registry.call('/v2/a/d/blobs/uploads/', { method: 'POST' });
    const location = start.headers.get('location') ?? '';
    const body = new Uint8Array(bytes);
    const lost = registry.call(`${location}?digest=${digestOf(bytes)}`, { method: 'PUT', body });
    await expect(lost).rejects.toThrow();
    expect((await registry.call(`/v2/a/d/blobs/${digestOf(bytes)}`, { method: 'HEAD' })).status).toBe(200);
  });

  it('waits on the clock it was given', async () => {
    const slept: number[] = [];
    const clock = {
      now: () => new Date(0),
      monotonic: () => 0,
      sleep: (milliseconds: number) => {
        slept.push(milliseconds);
        return Promise.resolve();
      },
    };
    const before: BeforeHook = () => ({ kind: 'delay', milliseconds: 500 });
    registry = await runRegistry({ store: createMemoryStore(), clock, latency: 20, before });
    await registry.call('/v2/');
    expect(slept).toEqual([20, 500]);
  });

  it('keeps an upload whose sender disappears in the middle', async () => {
    registry = await runRegistry({ store: createMemoryStore() });
    const start = await registry.call('/v2/a/e/blobs/uploads/', { method: 'POST' });
    const location = start.headers.get('location') ?? '';
    const { port } = registry;
    await new Promise<void>((resolve) => {
      const headers = { 'content-length': bytes.length };
      const sender = httpRequest({ host: '127.0.0.1', port, method: 'PATCH', path: location, headers });
      sender.on('error', () => resolve());
      sender.write(bytes.subarray(0, 500_000), () => sender.destroy());
      sender.on('close', resolve);
    });
    const rest = await finishWhenFree(location);
    expect(rest.status).toBe(201);
  });
});

/** The registry may still be noticing that the first sender is gone: asks again until it is. */
async function finishWhenFree(location: string): Promise<Response> {
  for (;;) {
    const range = (await registry.call(location)).headers.get('range') ?? '';
    const from = range === '0-0' ? 0 : Number(range.split('-')[1]) + 1;
    const response = await registry.call(`${location}?digest=${digestOf(bytes)}`, {
      method: 'PUT',
      body: new Uint8Array(bytes.subarray(from)),
      headers: { 'content-range': `${from}-${bytes.length - 1}` },
    });
    if (response.status !== 409 && response.status !== 416) return response;
  }
}

describe('when the storage of a registry fails', () => {
  it('says why, and takes no more of that upload', async () => {
    const store = createMemoryStore();
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { syscall: 'write' });
    const failing: WritableStore = {
      ...store,
      createWriter: async (id) => ({ ...(await store.createWriter(id)), write: () => Promise.reject(full) }),
    };
    registry = await runRegistry({ store: failing });
    const start = await registry.call('/v2/a/b/blobs/uploads/', { method: 'POST' });
    const location = start.headers.get('location') ?? '';
    const body = new Uint8Array(100);
    const refused = await registry.call(location, { method: 'PATCH', body });
    expect(refused.status).toBe(500);
    expect(await refused.text()).toContain('no space left on device');
    expect((await registry.call(location)).status).toBe(404);
    expect(registry.openUploads()).toBe(0);
  });
});

describe('when an upload is given up while its bytes still come', () => {
  it('is not stored', async () => {
    registry = await runRegistry({ store: createMemoryStore() });
    const start = await registry.call('/v2/a/b/blobs/uploads/', { method: 'POST' });
    const location = start.headers.get('location') ?? '';
    const { port } = registry;
    const target = `${location}?digest=${digestOf(bytes)}`;
    const headers = { 'content-length': bytes.length };
    const status = new Promise<number | undefined>((resolve, reject) => {
      const sender = httpRequest(
        { host: '127.0.0.1', port, method: 'PUT', path: target, headers },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        },
      );
      sender.on('error', reject);
      sender.write(bytes.subarray(0, 500_000), () => {
        void registry
          .call(location, { method: 'DELETE' })
          .then((dropped) => expect(dropped.status).toBe(204))
          .then(() => sender.end(bytes.subarray(500_000)), reject);
      });
    });
    expect(await status).toBe(404);
    expect((await registry.call(`/v2/a/b/blobs/${digestOf(bytes)}`, { method: 'HEAD' })).status).toBe(404);
  });
});

describe('when a registry counts what moves', () => {
  it('knows how often each blob was fetched and stored', async () => {
    registry = await runRegistry({ store: createMemoryStore() });
    const digest = await registry.pushBlob('a/b', bytes);
    await (await registry.call(path)).arrayBuffer();
    await (await registry.call(path, { headers: { range: 'bytes=0-99' } })).arrayBuffer();
    await registry.call(path, { method: 'HEAD' });
    expect(registry.counters().blobs.get(digest)).toEqual({
      fetches: 2,
      bytesRead: bytes.length + 100,
      uploads: 1,
      bytesWritten: bytes.length,
    });
    expect(registry.counters()).toMatchObject({ requests: 4, bytesWritten: bytes.length });
    registry.resetCounters();
    expect(registry.counters()).toEqual({ requests: 0, bytesRead: 0, bytesWritten: 0, blobs: new Map() });
  });

  it('tells of each request when it is over', async () => {
    const seen: string[] = [];
    registry = await runRegistry({
      store: createMemoryStore(),
      onRequest: ({ method, path: asked, status }) => seen.push(`${method} ${asked} ${status}`),
    });
    await (await registry.call('/v2/')).text();
    await (await registry.call('/v2/x/tags/list?n=3')).text();
    await registry.close();
    expect(seen).toEqual(['GET /v2/ 200', 'GET /v2/x/tags/list?n=3 404']);
  });
});

describe('when a registry is set up differently', () => {
  it('accepts a sparse index', async () => {
    registry = await runRegistry({ store: createMemoryStore(), sparse: true });
    const mediaType = 'application/vnd.oci.image.index.v1+json';
    const child = {
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      size: 5,
      digest: digestOf('absent'),
    };
    const index = { schemaVersion: 2, mediaType, manifests: [child] };
    expect((await registry.pushManifest('a/b', 'v1', index)).status).toBe(201);
  });

  it('behaves like a registry without the referrers API', async () => {
    registry = await runRegistry({ store: createMemoryStore(), referrers: false });
    const subject = {
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      size: 2,
      digest: digestOf('{}'),
    };
    const { manifest, digest } = await sampleImage(registry, 'a/b', 'sbom', { subject });
    const pushed = await registry.pushManifest('a/b', digest, manifest);
    expect(pushed.headers.get('oci-subject')).toBeNull();
    expect((await registry.call(`/v2/a/b/referrers/${subject.digest}`)).status).toBe(404);
  });

  it('names methods it does not know, and pages that are not there', async () => {
    registry = await runRegistry({ store: createMemoryStore() });
    const posted = await registry.call('/v2/a/b/tags/list', { method: 'POST' });
    expect(posted.status).toBe(405);
    expect(posted.headers.get('allow')).toBe('GET, HEAD');
    expect((await registry.call('/favicon.ico')).status).toBe(404);
    expect(await errorCode(await registry.call('/v2/a/%ff/tags/list'))).toBe('NAME_INVALID');
  });
});
