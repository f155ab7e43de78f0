import type { Conversation, Exchange } from './registry-exchanges.ts';
import { openWorld, serve } from './registry-servers.ts';
import { blobOf, type World } from './registry-world.ts';

export const repository = 'ocp/release';
export const uploads = `/v2/${repository}/blobs/uploads/`;
export const blob = blobOf(Buffer.alloc(3 * 1024 * 1024, 'layer'));
export const { digest, size } = blob.descriptor;
export const blobPath = `/v2/${repository}/blobs/${digest}`;

export const ping: Exchange = {
  name: 'ping',
  expect: { method: 'GET', path: '/v2/' },
  reply: { status: 200 },
};
export const absent: Exchange = {
  name: 'HEAD: absent',
  expect: { method: 'HEAD', path: blobPath },
  reply: { status: 404 },
};
export const present: Exchange = {
  name: 'HEAD: present',
  expect: { method: 'HEAD', path: blobPath },
  reply: { status: 200, headers: { 'content-length': String(size) } },
};
export const begin = (id: string): Exchange => ({
  name: `POST ${id}`,
  expect: { method: 'POST', path: uploads, headers: { 'content-length': '0' } },
  reply: { status: 202, headers: { location: `${uploads}${id}?_state=a%2Bb`, range: '0-0' } },
});
export const put = (id: string, more: Partial<Exchange> = {}): Exchange => ({
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
export const brokenPut = (id: string, at: number): Exchange => ({
  name: `PUT ${id} breaks`,
  expect: { method: 'PUT', path: `${uploads}${id}` },
  reply: { cutUploadAt: at },
});
export const status = (id: string, reply: Exchange['reply']): Exchange => ({
  name: `status ${id}`,
  expect: { method: 'GET', path: `${uploads}${id}` },
  reply,
});
export const patch = (id: string, from: number, to: number, reply: Exchange['reply']): Exchange => ({
  name: `PATCH ${from}-${to}`,
  expect: {
    method: 'PATCH',
    path: `${uploads}${id}`,
    headers: { 'content-range': `${from}-${to - 1}`, 'content-length': String(to - from) },
    body: blob.bytes.subarray(from, to),
  },
  reply,
});
export const commit = (id: string): Exchange => ({
  name: `commit ${id}`,
  expect: { method: 'PUT', path: `${uploads}${id}`, query: { digest }, headers: { 'content-length': '0' } },
  reply: { status: 201 },
});
export const drop = (id: string): Exchange => ({
  name: `DELETE ${id}`,
  expect: { method: 'DELETE', path: `${uploads}${id}` },
  reply: { status: 204 },
});
export const accepted = (range?: string): Exchange['reply'] => ({
  status: 202,
  headers: range === undefined ? {} : { range },
});

interface Fed {
  readonly opened: number[];
  progress: number;
  lowest: number;
}

interface Uploaded {
  readonly outcome: string;
  readonly fed: Fed;
  readonly log: string[];
  readonly error: unknown;
  readonly registry: Conversation;
  readonly world: World;
}

/** Uploads `blob`, or `source` in its place, in exactly this conversation. */
export async function upload(
  exchanges: readonly Exchange[],
  options: { mountFrom?: string[]; assumeAbsent?: boolean } = {},
  source = blob.bytes,
): Promise<Uploaded> {
  const registry = await serve(ping, ...exchanges);
  const world = openWorld();
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
  return { outcome, fed, log: registry.log.slice(1), error, registry, world };
}

export async function* slices(bytes: Buffer, offset: number): AsyncGenerator<Buffer> {
  for (let at = offset; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

export async function* one(bytes: Buffer): AsyncGenerator<Buffer> {
  if (bytes.length > 0) yield bytes;
}
