import { afterEach, describe, expect, it } from 'vitest';
import { SluiceError } from '../../../core/contract/index.ts';
import { converse, type Conversation, type Exchange } from '../../support/registry-exchanges.ts';
import { blobOf, codeOf, registryWorld, type World } from '../../support/registry-world.ts';

const repository = 'ocp/release';
const uploads = `/v2/${repository}/blobs/uploads/`;
const blob = blobOf(Buffer.alloc(3 * 1024 * 1024, 'layer'));
const { digest, size } = blob.descriptor;
const blobPath = `/v2/${repository}/blobs/${digest}`;

let world: World;
let registry: Conversation;
afterEach(async () => {
  await world.close();
  await registry.close();
});

const ping: Exchange = { name: 'ping', expect: { method: 'GET', path: '/v2/' }, reply: { status: 200 } };
const absent: Exchange = {
  name: 'HEAD: absent',
  expect: { method: 'HEAD', path: blobPath },
  reply: { status: 404 },
};
const present: Exchange = {
  name: 'HEAD: present',
  expect: { method: 'HEAD', path: blobPath },
  reply: { status: 200, headers: { 'content-length': String(size) } },
};
const begin = (id: string): Exchange => ({
  name: `POST ${id}`,
  expect: { method: 'POST', path: uploads, headers: { 'content-length': '0' } },
  reply: { status: 202, headers: { location: `${uploads}${id}?_state=a%2Bb`, range: '0-0' } },
});
const put = (id: string, more: Partial<Exchange> = {}): Exchange => ({
  name: `PUT ${id}`,
  expect: {
    method: 'PUT',
    path: `${uploads}${id}`,
    query: { _state: 'a+b', digest },
    headers: { 'content-length': String(size), 'content-type': 'application/octet-stream' },
    body: blob.bytes,
  },
  reply: { status: 201 },
  ...more,
});
const brokenPut = (id: string, at: number): Exchange => ({
  name: `PUT ${id} breaks`,
  expect: { method: 'PUT', path: `${uploads}${id}` },
  reply: { cutUploadAt: at },
});
const status = (id: string, reply: Exchange['reply']): Exchange => ({
  name: `status ${id}`,
  expect: { method: 'GET', path: `${uploads}${id}` },
  reply,
});
const patch = (id: string, from: number, to: number, reply: Exchange['reply']): Exchange => ({
  name: `PATCH ${from}-${to}`,
  expect: {
    method: 'PATCH',
    path: `${uploads}${id}`,
    headers: { 'content-range': `${from}-${to - 1}`, 'content-length': String(to - from) },
    body: blob.bytes.subarray(from, to),
  },
  reply,
});
const commit = (id: string): Exchange => ({
  name: `commit ${id}`,
  expect: { method: 'PUT', path: `${uploads}${id}`, query: { digest }, headers: { 'content-length': '0' } },
  reply: { status: 201 },
});
const accepted = (range?: string): Exchange['reply'] => ({
  status: 202,
  headers: range === undefined ? {} : { range },
});

interface Fed {
  readonly opened: number[];
  progress: number;
  lowest: number;
}

async function upload(
  exchanges: readonly Exchange[],
  options: { mountFrom?: string[]; assumeAbsent?: boolean } = {},
  source = blob.bytes,
): Promise<{ outcome: string; fed: Fed; log: string[]; error: unknown }> {
  registry = await converse([ping, ...exchanges]);
  world = registryWorld();
  const fed: Fed = { opened: [], progress: 0, lowest: 0 };
  const open = async (offset: number): Promise<AsyncIterable<Buffer>> => {
    fed.opened.push(offset);
    return slices(source, offset);
  };
  let outcome = 'failed';
  let error: unknown;
  try {
    outcome = await world.client(registry.host).uploadBlob(repository, blob.descriptor, open, {
      ...options,
      onProgress: (delta) => {
        fed.progress += delta;
        fed.lowest = Math.min(fed.lowest, delta);
      },
    });
  } catch (caught) {
    error = caught;
  }
  registry.verify();
  return { outcome, fed, log: registry.log.slice(1), error };
}

describe('when the registry has the blob', () => {
  it('sends nothing', async () => {
    const { outcome, fed } = await upload([present]);
    expect(outcome).toBe('present');
    expect(fed.opened).toEqual([]);
  });

  it('sends it again when the size there is another', async () => {
    const wrong: Exchange = { ...present, reply: { status: 200, headers: { 'content-length': '7' } } };
    const { outcome } = await upload([wrong, begin('a'), put('a')]);
    expect(outcome).toBe('uploaded');
  });
});

describe('when a blob is new', () => {
  it('needs one POST and one PUT, keeping the parameters of the location', async () => {
    const { outcome, fed, log } = await upload([begin('a'), put('a')], { assumeAbsent: true });
    expect(outcome).toBe('uploaded');
    expect(log).toEqual(['POST a', 'PUT a']);
    expect(fed.progress).toBe(size);
  });

  it('asks first unless it is told that the blob is absent', async () => {
    const { log } = await upload([absent, begin('a'), put('a')]);
    expect(log).toEqual(['HEAD: absent', 'POST a', 'PUT a']);
  });

  it('goes on when the existence check answers 403 (A9)', async () => {
    const denied: Exchange = { ...absent, name: 'HEAD: 403', reply: { status: 403 } };
    expect((await upload([denied, begin('a'), put('a')])).outcome).toBe('uploaded');
  });

  it('accepts the 204 of old registries', async () => {
    const { outcome } = await upload([begin('a'), put('a', { reply: { status: 204 } })], {
      assumeAbsent: true,
    });
    expect(outcome).toBe('uploaded');
  });

  it('keeps the scheme in use when the registry calls itself http or another name for itself', async () => {
    registry = await converse([ping, put('a')]);
    registry.add({
      ...begin('a'),
      reply: { status: 202, headers: { location: `https://${registry.host}${uploads}a?_state=a%2Bb` } },
    });
    world = registryWorld();
    const open = async (): Promise<AsyncIterable<Buffer>> => one(blob.bytes);
    const client = world.client(registry.host);
    await client.uploadBlob(repository, blob.descriptor, open, { assumeAbsent: true });
    registry.verify();
  });
});

describe('when another repository has the blob', () => {
  const mountFrom = (from: string, reply: Exchange['reply']): Exchange => ({
    name: `mount from ${from}`,
    expect: { method: 'POST', path: uploads, query: { mount: digest, from } },
    reply,
  });

  it('mounts it without reading a byte', async () => {
    const { outcome, fed } = await upload([mountFrom('ocp/base', { status: 201 })], {
      assumeAbsent: true,
      mountFrom: ['ocp/base'],
    });
    expect(outcome).toBe('mounted');
    expect(fed.opened).toEqual([]);
  });

  it('uses the session that a refused mount opened', async () => {
    const reply = { status: 202, headers: { location: `${uploads}m?_state=a%2Bb` } };
    const { outcome, log } = await upload([mountFrom('ocp/base', reply), put('m')], {
      assumeAbsent: true,
      mountFrom: ['ocp/base'],
    });
    expect(outcome).toBe('uploaded');
    expect(log).toEqual(['mount from ocp/base', 'PUT m']);
  });

  it('tries two sources at most and then uploads', async () => {
    const exchanges = [
      mountFrom('one', { status: 404 }),
      mountFrom('two', { status: 400 }),
      begin('a'),
      put('a'),
    ];
    const { outcome } = await upload(exchanges, { assumeAbsent: true, mountFrom: ['one', 'two', 'three'] });
    expect(outcome).toBe('uploaded');
  });
});

describe('when the reply to the commit is lost', () => {
  it('finds by HEAD that the blob arrived', async () => {
    const { outcome, log } = await upload([begin('a'), put('a', { reply: 'reset' }), present], {
      assumeAbsent: true,
    });
    expect(outcome).toBe('uploaded');
    expect(log).toEqual(['POST a', 'PUT a', 'HEAD: present']);
  });
});

describe('when an upload breaks', () => {
  it('starts again on distribution 2.8, which has forgotten the session', async () => {
    const { outcome, fed, log } = await upload(
      [begin('a'), brokenPut('a', 1_000_000), absent, status('a', { status: 404 }), begin('b'), put('b')],
      { assumeAbsent: true },
    );
    expect(outcome).toBe('uploaded');
    expect(log).toEqual(['POST a', 'PUT a breaks', 'HEAD: absent', 'status a', 'POST b', 'PUT b']);
    expect(fed.opened).toEqual([0, 0]);
    expect(fed.lowest).toBeLessThan(0);
    expect(fed.progress).toBe(size);
  });

  it('goes on where distribution 3 says it stopped, counting up to and including', async () => {
    const { outcome, fed } = await upload(
      [
        begin('a'),
        brokenPut('a', 1_000_000),
        absent,
        status('a', { status: 204, headers: { location: `${uploads}a2`, range: '0-499999' } }),
        patch('a2', 500_000, size, accepted(`0-${size - 1}`)),
        commit('a2'),
      ],
      { assumeAbsent: true },
    );
    expect(outcome).toBe('uploaded');
    expect(fed.opened).toEqual([0, 500_000]);
    expect(fed.progress).toBe(size);
  });

  it('reads Quay’s range as a count, and keeps the location it does not repeat', async () => {
    const { outcome } = await upload(
      [
        begin('a'),
        brokenPut('a', 1_000_000),
        absent,
        status('a', { status: 204, headers: { range: 'bytes=0-500000' } }),
        patch('a', 500_000, size, accepted(`0-${size - 1}`)),
        commit('a'),
      ],
      { assumeAbsent: true },
    );
    expect(outcome).toBe('uploaded');
  });

  it('opens a new session when the registry claims more than was sent', async () => {
    const { outcome } = await upload(
      [
        begin('a'),
        brokenPut('a', 100_000),
        absent,
        status('a', { status: 204, headers: { range: `0-${size * 2}` } }),
        begin('b'),
        put('b'),
      ],
      { assumeAbsent: true },
    );
    expect(outcome).toBe('uploaded');
  });

  it('leaves a session that appended what it was not sent (2.8’s silent append)', async () => {
    const { outcome, log } = await upload(
      [
        begin('a'),
        brokenPut('a', 1_000_000),
        absent,
        status('a', { status: 204, headers: { range: '0-499999' } }),
        patch('a', 500_000, size, accepted(`0-${size + 99}`)),
        { name: 'DELETE a', expect: { method: 'DELETE', path: `${uploads}a` }, reply: { status: 204 } },
        { ...absent, name: 'HEAD: still absent' },
        begin('b'),
        put('b'),
      ],
      { assumeAbsent: true },
    );
    expect(outcome).toBe('uploaded');
    expect(log).toContain('DELETE a');
  });

  it('believes the range of a 416 once', async () => {
    const { outcome } = await upload(
      [
        begin('a'),
        brokenPut('a', 1_000_000),
        absent,
        status('a', { status: 204, headers: { range: '0-500000' } }),
        patch('a', 500_001, size, { status: 416, headers: { range: '0-499999' } }),
        patch('a', 500_000, size, accepted()),
        commit('a'),
      ],
      { assumeAbsent: true },
    );
    expect(outcome).toBe('uploaded');
  });

  it('switches to pieces after breaking twice at the same place', async () => {
    // Larger than what socket buffers swallow, so that the place can be seen.
    const large = blobOf(Buffer.alloc(48 * 1024 * 1024, 'large'));
    const head: Exchange = {
      name: 'HEAD',
      expect: { method: 'HEAD', path: `/v2/${repository}/blobs/${large.descriptor.digest}` },
      reply: { status: 404 },
      times: 2,
    };
    registry = await converse([
      ping,
      begin('a'),
      brokenPut('a', 12_000_000),
      head,
      status('a', { status: 404 }),
      begin('b'),
      brokenPut('b', 12_000_000),
      status('b', { status: 404 }),
      begin('c'),
      {
        name: 'piece',
        expect: { method: 'PATCH', path: `${uploads}c` },
        reply: ({ headers }) => ({
          status: 202,
          headers: { range: `0-${String(headers['content-range']).split('-')[1]}` },
        }),
        times: 'any',
      },
      { name: 'commit', expect: { method: 'PUT', path: `${uploads}c` }, reply: { status: 201 } },
    ]);
    world = registryWorld();
    const open = async (offset: number): Promise<AsyncIterable<Buffer>> => slices(large.bytes, offset);
    const client = world.client(registry.host);
    expect(await client.uploadBlob(repository, large.descriptor, open, { assumeAbsent: true })).toBe(
      'uploaded',
    );
    registry.verify();
    expect(registry.log.filter((name) => name === 'piece').length).toBeGreaterThan(1);
  });

  it('gives up after eight attempts without progress, saying what happened', async () => {
    const { error } = await upload(
      [
        { ...begin('a'), times: 8 },
        {
          name: 'PUT fails',
          expect: { method: 'PUT', path: `${uploads}a` },
          reply: { status: 502 },
          times: 8,
        },
        { ...absent, times: 7 },
        { ...status('a', { status: 404 }), times: 7 },
      ],
      { assumeAbsent: true },
    );
    expect(error).toBeInstanceOf(SluiceError);
    expect(error).toMatchObject({ code: 'REGISTRY_UNAVAILABLE', retryable: true });
    expect(world.clock.waits.filter((wait) => wait >= 500).length).toBeGreaterThanOrEqual(7);
  });
});

describe('when a proxy limits the size of requests', () => {
  it('sends pieces after a 413, smaller after another, and remembers it for the host', async () => {
    const piece: Exchange = {
      name: 'piece',
      expect: { method: 'PATCH', path: `${uploads}b` },
      reply: ({ headers }) => ({
        status: 202,
        headers: { range: `0-${String(headers['content-range']).split('-')[1]}` },
      }),
      times: 'any',
    };
    const { outcome } = await upload(
      [begin('a'), put('a', { reply: { status: 413 } }), begin('b'), piece, commit('b')],
      { assumeAbsent: true },
    );
    expect(outcome).toBe('uploaded');
    const sizes = registry.received.filter(({ method }) => method === 'PATCH').map(({ body }) => body.length);
    expect(Math.max(...sizes)).toBe(size / 2);
    expect(sizes.reduce((sum, bytes) => sum + bytes, 0)).toBe(size);
  });

  it('names the limit when even one mebibyte is too much', async () => {
    const { error } = await upload(
      [
        begin('a'),
        put('a', { reply: { status: 413 } }),
        begin('b'),
        {
          name: 'piece refused',
          expect: { method: 'PATCH', path: `${uploads}b` },
          reply: { status: 413 },
          times: 2,
        },
        status('b', { status: 204, headers: { range: 'bytes=0--1' } }),
        {
          name: 'DELETE',
          expect: { method: 'DELETE', path: `${uploads}b` },
          reply: { status: 404 },
          times: 'any',
        },
      ],
      { assumeAbsent: true },
    );
    expect(error).toMatchObject({ code: 'UPLOAD_TOO_LARGE', params: { bytes: 1024 * 1024 } });
  });

  it('respects the registry’s smallest piece', async () => {
    const opened = begin('b');
    const { outcome } = await upload(
      [
        begin('a'),
        put('a', { reply: { status: 413 } }),
        {
          ...opened,
          reply: {
            status: 202,
            headers: { location: `${uploads}b`, 'oci-chunk-min-length': String(2 * 1024 * 1024) },
          },
        },
        patch('b', 0, 2 * 1024 * 1024, accepted()),
        patch('b', 2 * 1024 * 1024, size, accepted()),
        commit('b'),
      ],
      { assumeAbsent: true },
    );
    expect(outcome).toBe('uploaded');
  });
});

describe('when the registry disputes the digest', () => {
  const refused: Exchange['reply'] = {
    status: 400,
    body: JSON.stringify({ errors: [{ code: 'DIGEST_INVALID', message: 'provided digest did not match' }] }),
  };

  it('sends it once more', async () => {
    const { outcome } = await upload([begin('a'), put('a', { reply: refused }), begin('b'), put('b')], {
      assumeAbsent: true,
    });
    expect(outcome).toBe('uploaded');
  });

  it('says after the second time that something on the way changes data', async () => {
    const { error } = await upload(
      [begin('a'), put('a', { reply: refused }), begin('b'), put('b', { reply: refused })],
      { assumeAbsent: true },
    );
    expect(error).toMatchObject({ code: 'UPLOAD_DIGEST_REFUSED', params: { digest } });
  });
});

describe('when the source fails', () => {
  it('ends with the source’s own error, at once', async () => {
    const failure = new SluiceError('BLOB_DIGEST_MISMATCH', { params: { digest, actual: 'other' } });
    registry = await converse([ping, begin('a')]);
    world = registryWorld();
    const open = async (): Promise<AsyncIterable<Buffer>> =>
      (async function* () {
        yield blob.bytes.subarray(0, 1000);
        throw failure;
      })();
    const work = world
      .client(registry.host)
      .uploadBlob(repository, blob.descriptor, open, { assumeAbsent: true });
    await expect(work).rejects.toBe(failure);
    expect(registry.log).toEqual(['ping', 'POST a']);
  });

  it('never completes an upload that is too short', async () => {
    registry = await converse([ping, begin('a')]);
    world = registryWorld();
    const open = async (): Promise<AsyncIterable<Buffer>> => one(blob.bytes.subarray(0, 5000));
    const work = world
      .client(registry.host)
      .uploadBlob(repository, blob.descriptor, open, { assumeAbsent: true });
    expect(await codeOf(work)).toBe('BLOB_TOO_SHORT');
  });
});

describe('when two images need the same blob', () => {
  it('uploads once and mounts for the second (U9)', async () => {
    const other = 'ocp/other';
    registry = await converse([
      ping,
      begin('a'),
      put('a'),
      {
        name: 'mount',
        expect: {
          method: 'POST',
          path: `/v2/${other}/blobs/uploads/`,
          query: { mount: digest, from: repository },
        },
        reply: { status: 201 },
      },
    ]);
    world = registryWorld();
    const client = world.client(registry.host);
    const open = async (): Promise<AsyncIterable<Buffer>> => one(blob.bytes);
    const outcomes = await Promise.all([
      client.uploadBlob(repository, blob.descriptor, open, { assumeAbsent: true }),
      client.uploadBlob(other, blob.descriptor, open, { assumeAbsent: true }),
    ]);
    expect(outcomes).toEqual(['uploaded', 'mounted']);
    registry.verify();
  });
});

describe('when a blob is empty', () => {
  it('puts it with a length of zero (U10)', async () => {
    const empty = blobOf('');
    registry = await converse([
      ping,
      begin('a'),
      {
        name: 'PUT',
        expect: {
          method: 'PUT',
          path: `${uploads}a`,
          query: { digest: empty.descriptor.digest },
          headers: { 'content-length': '0' },
        },
        reply: { status: 201 },
      },
    ]);
    world = registryWorld();
    const open = async (): Promise<AsyncIterable<Buffer>> => one(Buffer.alloc(0));
    const client = world.client(registry.host);
    expect(await client.uploadBlob(repository, empty.descriptor, open, { assumeAbsent: true })).toBe(
      'uploaded',
    );
    registry.verify();
  });
});

describe('when an upload is cancelled', () => {
  it('ends with the reason and asks for nothing more', async () => {
    registry = await converse([ping, begin('a')]);
    world = registryWorld();
    const controller = new AbortController();
    const reason = new Error('stopped by the operator');
    const open = async (): Promise<AsyncIterable<Buffer>> =>
      (async function* () {
        yield blob.bytes.subarray(0, 1000);
        controller.abort(reason);
        yield blob.bytes.subarray(1000);
      })();
    const client = world.client(registry.host);
    const work = client.uploadBlob(repository, blob.descriptor, open, {
      assumeAbsent: true,
      signal: controller.signal,
    });
    await expect(work).rejects.toBe(reason);
    expect(registry.log).toEqual(['ping', 'POST a']);
  });
});

async function* slices(bytes: Buffer, offset: number): AsyncGenerator<Buffer> {
  for (let at = offset; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

async function* one(bytes: Buffer): AsyncGenerator<Buffer> {
  if (bytes.length > 0) yield bytes;
}
