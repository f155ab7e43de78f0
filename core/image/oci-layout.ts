import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { SluiceError } from '../contract/index.ts';
import { digestAlgorithm, digestHex, digestOf, type Digest } from '../reference/index.ts';
import type { AccessoryResolver, Source } from './abilities.ts';
import type { Descriptor, RawManifest } from './descriptor.ts';
import { maximumManifestBytes } from './limits.ts';
import { parseManifest, rawManifest } from './manifest.ts';

/** The part of the file system that reading a layout needs. */
export interface FileOpener {
  open(path: string, flags: 'r'): Promise<FileHandle>;
}

const referenceName = 'org.opencontainers.image.ref.name';

/**
 * Opens an OCI image layout directory, as `oci://` references name it, for reading. Any repository
 * name is accepted; content is found by digest, and paths are made from checked digests only.
 * A tag finds the entry of that name, else the only entry of index.json; an index.json whose
 * entries are the platforms of one image is that image. `resolveTag` throws OCI_LAYOUT_AMBIGUOUS
 * when several entries are left. A signature is only what has a signature's name: the sole entry is
 * the image, not its signature. Throws OCI_LAYOUT_INVALID when there is no readable index.json.
 */
export async function openOciLayout(fs: FileOpener, directory: string): Promise<Source & AccessoryResolver> {
  const top = await readIndex(fs, directory);
  return {
    resolveTag: async (_repository, tag) => pickEntry(top, tag, directory),
    resolveAccessory: async (_repository, _subject, tag) => entryNamed(top, tag),
    fetchManifest: async (_repository, digest) => {
      if (digest === top.raw.descriptor.digest) return top.raw;
      const bytes = await readManifestBytes(fs, directory, digest);
      if (digestOf(bytes, digestAlgorithm(digest)) !== digest) {
        throw new SluiceError('OCI_LAYOUT_CONTENT_CHANGED', { params: { directory, digest } });
      }
      return rawManifest(bytes, '', digestAlgorithm(digest));
    },
    openBlob: async (_repository, blob, options) => {
      const handle = await openContent(fs, directory, blob.digest);
      return handle.createReadStream({
        start: options?.offset ?? 0,
        highWaterMark: 1024 * 1024,
        ...(options?.signal !== undefined && { signal: options.signal }),
      });
    },
  };
}

interface Top {
  readonly raw: RawManifest;
  readonly entries: readonly Descriptor[];
}

async function readIndex(fs: FileOpener, directory: string): Promise<Top> {
  try {
    const bytes = await readBounded(await fs.open(join(directory, 'index.json'), 'r'), directory);
    const raw = rawManifest(bytes, '');
    const manifest = parseManifest(raw);
    if (manifest.kind === 'index') return { raw, entries: manifest.manifests };
    throw new SluiceError('OCI_LAYOUT_INVALID', { params: { directory } });
  } catch (error) {
    throw new SluiceError('OCI_LAYOUT_INVALID', {
      params: { directory },
      detail: error instanceof Error ? error.message : String(error),
      cause: error,
    });
  }
}

function entryNamed(top: Top, tag: string): Descriptor | undefined {
  return top.entries.find((entry) => {
    const name = entry.annotations?.[referenceName];
    return name === tag || name?.endsWith(`:${tag}`) === true;
  });
}

function pickEntry(top: Top, tag: string, directory: string): Descriptor | undefined {
  const named = entryNamed(top, tag);
  if (named !== undefined) return named;
  const [only, ...others] = top.entries;
  if (only === undefined || others.length === 0) return only;
  const platforms = top.entries.every(
    (entry) => entry.platform !== undefined && entry.annotations?.[referenceName] === undefined,
  );
  if (platforms) return top.raw.descriptor;
  throw new SluiceError('OCI_LAYOUT_AMBIGUOUS', { params: { directory, tag, count: top.entries.length } });
}

async function openContent(fs: FileOpener, directory: string, digest: Digest): Promise<FileHandle> {
  const path = join(directory, 'blobs', digestAlgorithm(digest), digestHex(digest));
  try {
    return await fs.open(path, 'r');
  } catch (error) {
    throw new SluiceError('OCI_LAYOUT_CONTENT_MISSING', {
      params: { directory, digest },
      detail: error instanceof Error ? error.message : String(error),
      cause: error,
    });
  }
}

async function readManifestBytes(fs: FileOpener, directory: string, digest: Digest): Promise<Buffer> {
  return readBounded(await openContent(fs, directory, digest), digest);
}

async function readBounded(handle: FileHandle, name: string): Promise<Buffer> {
  try {
    const { size } = await handle.stat();
    if (size > maximumManifestBytes) {
      throw new SluiceError('MANIFEST_TOO_LARGE', {
        params: { manifest: name, size, limit: maximumManifestBytes },
      });
    }
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}
