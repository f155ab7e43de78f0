import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import type { PayloadBlob } from './payload.ts';

/*
 * The floor of an import: read every unique blob once from a file of its own, eight at a time,
 * hash it, and bring it to a registry with one POST and one PUT. No manifests, no tags, no
 * questions, no mounts.
 *
 *     node floor-push.ts <registry host> <list of blobs> <folder>
 */

const [host = '', list = '', folder = ''] = process.argv.slice(2);
const blobs = JSON.parse(await readFile(list, 'utf8')) as PayloadBlob[];
const dispatcher = new Agent({ connections: 8, pipelining: 1 });

async function* hashed(path: string, digest: string): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    yield chunk;
  }
  if (`sha256:${hash.digest('hex')}` !== digest) throw new Error(`${digest}: wrong content`);
}

async function pushBlob({ repository, digest, size }: PayloadBlob): Promise<void> {
  const uploads = `http://${host}/v2/${repository}/blobs/uploads/`;
  const opened = await request(uploads, { method: 'POST', dispatcher });
  await opened.body.dump();
  const location = new URL(String(opened.headers['location']), uploads);
  location.searchParams.set('digest', digest);
  const stored = await request(location, {
    method: 'PUT',
    dispatcher,
    headers: { 'content-length': String(size), 'content-type': 'application/octet-stream' },
    // An iterable is a body, though the types name only streams.
    body: hashed(join(folder, digest.slice(7)), digest) as never,
  });
  await stored.body.dump();
  if (stored.statusCode !== 201) throw new Error(`${digest}: ${stored.statusCode}`);
}

const queue = blobs.values();
await Promise.all(
  Array.from({ length: 8 }, async () => {
    for (const blob of queue) await pushBlob(blob);
  }),
);
await dispatcher.close();
