import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import type { PayloadBlob } from './payload.ts';

/*
 * The floor of an export: fetch every unique blob once, eight at a time, hash it, write it to a
 * file of its own. No plan, no manifests, no journal, no archive, no fsync.
 *
 *     node floor-fetch.ts <registry host> <list of blobs> <folder>
 */

const [host = '', list = '', folder = ''] = process.argv.slice(2);
const blobs = JSON.parse(await readFile(list, 'utf8')) as PayloadBlob[];
const dispatcher = new Agent({ connections: 8, pipelining: 1 });

async function fetchBlob({ repository, digest, size }: PayloadBlob): Promise<void> {
  const { statusCode, body } = await request(`http://${host}/v2/${repository}/blobs/${digest}`, {
    dispatcher,
  });
  if (statusCode !== 200) throw new Error(`${digest}: ${statusCode}`);
  const hash = createHash('sha256');
  const file = await open(join(folder, digest.slice(7)), 'w');
  let received = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    hash.update(chunk);
    await file.write(chunk);
    received += chunk.length;
  }
  await file.close();
  if (received !== size || `sha256:${hash.digest('hex')}` !== digest)
    throw new Error(`${digest}: wrong content`);
}

const queue = blobs.values();
await Promise.all(
  Array.from({ length: 8 }, async () => {
    for (const blob of queue) await fetchBlob(blob);
  }),
);
await dispatcher.close();
