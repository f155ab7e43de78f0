import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { extract } from 'tar-stream';
import type { ContentBlob, PracticeContent } from '../../core/practice/index.ts';
import type { Digest } from '../../core/reference/index.ts';

/** The bytes of a blob of the sample content. */
export function bytesOf(content: PracticeContent, digest: Digest): Buffer {
  const blob = content.blobs.get(digest);
  if (blob === undefined) throw new Error(`no blob ${digest}`);
  return wholeBlob(blob);
}

export function wholeBlob(blob: ContentBlob): Buffer {
  return Buffer.concat([...blob.chunks({ start: 0, end: blob.size - 1 })]);
}

export interface ManifestJson {
  readonly mediaType: string;
  readonly config?: { readonly digest: Digest };
  readonly layers?: readonly {
    readonly digest: Digest;
    readonly mediaType: string;
    readonly annotations?: Readonly<Record<string, string>>;
  }[];
  readonly manifests?: readonly {
    readonly digest: Digest;
    readonly platform: { readonly architecture: string; readonly os: string };
    readonly annotations?: Readonly<Record<string, string>>;
  }[];
}

/** A manifest by repository path and tag or digest. */
export function manifestOf(content: PracticeContent, repository: string, reference: string): ManifestJson {
  const view = content.index.repository(repository);
  const digest = view?.tags.get(reference) ?? (reference as Digest);
  const stored = view?.manifests.get(digest);
  if (stored === undefined) throw new Error(`no manifest ${repository} ${reference}`);
  return JSON.parse(stored.bytes.toString('utf8')) as ManifestJson;
}

/** Files of a compressed tar by path; directories are left out. */
export async function filesOf(compressed: Buffer): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const reader = extract();
  reader.end(compressed.readUInt16LE(0) === 0x8b1f ? gunzipSync(compressed) : zstdDecompressSync(compressed));
  for await (const entry of reader) {
    const parts: Buffer[] = [];
    for await (const part of entry) parts.push(part as Buffer);
    if (entry.header.type === 'file') files.set(entry.header.name, Buffer.concat(parts));
  }
  return files;
}
