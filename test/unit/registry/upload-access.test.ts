import { afterEach, describe, expect, it } from 'vitest';
import { converse, type Conversation, type Exchange } from '../../support/registry-exchanges.ts';
import {
  basicCredential,
  blobOf,
  codeOf,
  holding,
  registryWorld,
  type World,
} from '../../support/registry-world.ts';

let world: World;
const open: Conversation[] = [];
afterEach(async () => {
  await world.close();
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serve(...exchanges: Exchange[]): Promise<Conversation> {
  const server = await converse(exchanges);
  open.push(server);
  return server;
}

const repository = 'ocp/release';
const uploads = `/v2/${repository}/blobs/uploads/`;
const blob = blobOf(Buffer.alloc(200_000, 'layer'));
const { digest } = blob.descriptor;
const bytes = async (offset: number): Promise<AsyncIterable<Buffer>> =>
  (async function* () {
    yield blob.bytes.subarray(offset);
  })();

const demand: Exchange = {
  name: 'ping',
  expect: { method: 'GET', path: '/v2/' },
  reply: { status: 401, headers: { 'www-authenticate': 'Bearer realm="/token",service="s"' } },
};
const token = (scope: string, value: string): Exchange => ({
  name: `token ${value}`,
  expect: { method: 'GET', path: '/token', query: { scope } },
  reply: { status: 200, body: JSON.stringify({ token: value, expires_in: 3600 }) },
});
const push = `repository:${repository}:pull,push`;
const begin = (authorization: string, location: string): Exchange => ({
  name: 'POST',
  expect: { method: 'POST', path: uploads, headers: { authorization } },
  reply: { status: 202, headers: { location } },
});

function upload(registry: Conversation): Promise<string> {
  world = registryWorld();
  const credentials = holding(basicCredential('op', 'secret'));
  const client = world.client(registry.host, { credentials });
  return client.uploadBlob(repository, blob.descriptor, bytes, { assumeAbsent: true });
}

describe('when the token ends in the middle of an upload', () => {
  it('gets a new one and goes on by asking how far it came (A8, U7)', async () => {
    const registry = await serve(
      demand,
      token(push, 'first'),
      begin('Bearer first', `${uploads}a`),
      {
        name: 'PUT: 401',
        expect: { method: 'PUT', path: `${uploads}a`, headers: { authorization: 'Bearer first' } },
        reply: { status: 401, headers: { 'www-authenticate': 'Bearer realm="/token",service="s"' } },
      },
      token(`repository:${repository}:pull`, 'reading'),
      {
        name: 'HEAD',
        expect: { method: 'HEAD', path: `/v2/${repository}/blobs/${digest}` },
        reply: { status: 404 },
      },
      token(push, 'second'),
      {
        name: 'status',
        expect: { method: 'GET', path: `${uploads}a`, headers: { authorization: 'Bearer second' } },
        reply: { status: 204, headers: { range: '0-99999' } },
      },
      {
        name: 'PATCH',
        expect: {
          method: 'PATCH',
          path: `${uploads}a`,
          headers: { 'content-range': '100000-199999', authorization: 'Bearer second' },
        },
        reply: { status: 202, headers: { range: '0-199999' } },
      },
      {
        name: 'PUT',
        expect: { method: 'PUT', path: `${uploads}a`, query: { digest } },
        reply: { status: 201 },
      },
    );
    expect(await upload(registry)).toBe('uploaded');
    registry.verify();
  });

  it('exchanges one that is near its end before the bytes go out', async () => {
    const registry = await serve(
      demand,
      token(push, 'first'),
      { ...begin('Bearer first', `${uploads}a`), name: 'POST 1' },
      { name: 'PUT 1', expect: { method: 'PUT', path: `${uploads}a` }, reply: { status: 201 } },
      { ...begin('Bearer first', `${uploads}b`), name: 'POST 2' },
      token(push, 'second'),
      {
        name: 'PUT 2',
        expect: { method: 'PUT', path: `${uploads}b`, headers: { authorization: 'Bearer second' } },
        reply: { status: 201 },
      },
    );
    world = registryWorld();
    const client = world.client(registry.host, { credentials: holding(basicCredential('op', 'secret')) });
    await client.uploadBlob(repository, blob.descriptor, bytes, { assumeAbsent: true });
    world.clock.advance(3600_000 - 360_000 - 200_000);
    await client.uploadBlob(repository, blob.descriptor, bytes, { assumeAbsent: true });
    registry.verify();
  });
});

describe('when the upload’s location is on another origin', () => {
  it('sends the bytes there without credentials (CVE-2026-50151)', async () => {
    const storage = await serve({
      name: 'PUT',
      expect: {
        method: 'PUT',
        path: '/bucket/1',
        query: { signature: 'x', digest },
        headers: { authorization: null },
        body: blob.bytes,
      },
      reply: { status: 201 },
    });
    const registry = await serve(
      demand,
      token(push, 'first'),
      begin('Bearer first', `http://${storage.host}/bucket/1?signature=x`),
    );
    expect(await upload(registry)).toBe('uploaded');
    storage.verify();
  });

  it('does not accept one of another scheme', async () => {
    const registry = await serve(
      demand,
      { ...token(push, 'first'), times: 'any' },
      { ...begin('Bearer first', 'file:///etc/passwd'), times: 8 },
      { ...token(`repository:${repository}:pull`, 'reading'), times: 'any' },
      {
        name: 'HEAD',
        expect: { method: 'HEAD', path: `/v2/${repository}/blobs/${digest}` },
        reply: { status: 404 },
        times: 7,
      },
    );
    expect(await codeOf(upload(registry))).toBe('REGISTRY_ANSWER_MALFORMED');
  });
});

describe('when access is checked', () => {
  it('tells a repository that may not be written from one that may', async () => {
    const registry = await serve(
      demand,
      token(push, 'first'),
      { ...begin('Bearer first', ''), reply: { status: 403 } },
      token(`repository:${repository}:pull`, 'reading'),
      {
        name: 'tags',
        expect: { method: 'GET', path: `/v2/${repository}/tags/list`, query: { n: '1' } },
        reply: { status: 404 },
      },
    );
    world = registryWorld();
    const client = world.client(registry.host, { credentials: holding(basicCredential('op', 'secret')) });
    expect(await codeOf(client.checkAccess(repository, 'push'))).toBe('REGISTRY_ACCESS_DENIED');
    expect(await client.checkAccess(repository, 'pull')).toBe('absent');
    registry.verify();
  });
});
