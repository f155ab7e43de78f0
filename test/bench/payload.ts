import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { manifestAccept } from '../../core/image/index.ts';

/** A unique blob of the content and a repository of the upstream that has it. */
export interface PayloadBlob {
  readonly repository: string;
  readonly digest: string;
  readonly size: number;
}

/** An image as the upstream and the target name it. */
export interface PayloadImage {
  readonly from: string;
  readonly to: string;
}

/** What the cases move: the same bytes for every contender. */
export interface Payload {
  readonly blobs: readonly PayloadBlob[];
  readonly images: readonly PayloadImage[];
  /** Bytes of all unique blobs, manifests not counted. */
  readonly bytes: number;
}

interface ManifestDocument {
  readonly manifests?: readonly { readonly digest: string }[];
  readonly config?: { readonly digest: string; readonly size: number };
  readonly layers?: readonly { readonly digest: string; readonly size: number }[];
}

/**
 * Reads what a set in `directory` holds, and finds each blob at the upstream by walking the
 * manifests there: what the floors move does not depend on what the engine says of itself.
 */
export async function readPayload(directory: string, upstream: string): Promise<Payload> {
  const text = await readFile(join(directory, 'sluice-set.json'), 'utf8');
  const set = JSON.parse(text) as {
    images: { origin: string; digest: string; repository: string; tag: string }[];
  };
  const blobs = new Map<string, PayloadBlob>();
  const images: PayloadImage[] = [];
  for (const { origin, digest, repository, tag } of set.images) {
    const name = repositoryOf(origin);
    if (!(await addBlobs(upstream, name, digest, blobs))) continue;
    images.push({ from: `${name}@${digest}`, to: `${repository}:${tag}` });
  }
  const all = [...blobs.values()].sort((a, b) => b.size - a.size);
  return { blobs: all, images, bytes: all.reduce((sum, { size }) => sum + size, 0) };
}

/** The upstream stands for all hosts, with the host dropped. */
function repositoryOf(origin: string): string {
  const path = origin.split('@')[0] ?? '';
  return path.slice(path.indexOf('/') + 1).replace(/:[^/]*$/, '');
}

/** False when the upstream does not have the manifest: what a run makes itself is nobody's payload. */
async function addBlobs(
  upstream: string,
  repository: string,
  digest: string,
  blobs: Map<string, PayloadBlob>,
): Promise<boolean> {
  const answer = await fetch(`http://${upstream}/v2/${repository}/manifests/${digest}`, {
    headers: { accept: manifestAccept },
  });
  if (!answer.ok) return false;
  const manifest = (await answer.json()) as ManifestDocument;
  for (const child of manifest.manifests ?? []) await addBlobs(upstream, repository, child.digest, blobs);
  for (const blob of [
    ...(manifest.config === undefined ? [] : [manifest.config]),
    ...(manifest.layers ?? []),
  ])
    blobs.set(blob.digest, { repository, digest: blob.digest, size: blob.size });
  return true;
}

/** Bytes of all chunks of the set in `directory`. */
export async function archiveBytes(directory: string): Promise<number> {
  let bytes = 0;
  for (const name of await readdir(directory))
    if (/^mirror_\d{6}\.tar$/.test(name)) bytes += (await stat(join(directory, name))).size;
  return bytes;
}
