import { join } from 'node:path';
import { SluiceError } from '../../contract/index.ts';
import {
  blobsOf,
  parseManifest,
  verified,
  type Descriptor,
  type RawManifest,
  type Source,
} from '../../image/index.ts';
import { makeStateFolder, stateDirectory } from '../../ledger/index.ts';
import { digestAlgorithm, digestHex, type Digest } from '../../reference/index.ts';
import type { HostServices } from '../services.ts';

/**
 * Writes one image as an OCI layout (OCI image layout specification 1.1) into a folder of its own, gives it to `work`,
 * and removes it, whatever happens. Every byte is verified while it is written; paths are made from checked digests
 * alone. Throws what the source throws, and LEDGER_WRITE_FAILED.
 */
export async function withScratchImage<Result>(
  services: HostServices,
  source: Source,
  manifest: RawManifest,
  signal: AbortSignal,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const { fs, environment } = services;
  const parent = join(stateDirectory(environment), 'approvals', 'scratch');
  await makeStateFolder(fs, parent);
  const folder = await fs.mkdtemp(join(parent, 'image-')).catch((error: unknown) => {
    throw writeFailed(parent, error);
  });
  try {
    await writeLayout({ services, source, signal }, folder, manifest);
    return await work(folder);
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

/** Removes what a process left that was ended while it scanned. Call it while nobody else scans. */
export async function clearScratch({ fs, environment }: HostServices): Promise<void> {
  await fs.rm(join(stateDirectory(environment), 'approvals', 'scratch'), { recursive: true, force: true });
}

interface Writing {
  readonly services: HostServices;
  readonly source: Source;
  readonly signal: AbortSignal;
}

async function writeLayout(writing: Writing, folder: string, manifest: RawManifest): Promise<void> {
  const { descriptor, bytes } = manifest;
  const index = { schemaVersion: 2, manifests: [pointer(descriptor)] };
  await writeFile(writing, join(folder, 'oci-layout'), once(Buffer.from('{"imageLayoutVersion":"1.0.0"}')));
  await writeBlob(writing, folder, descriptor.digest, once(bytes));
  for (const { descriptor: blob } of blobsOf(parseManifest(manifest))) {
    const chunks = await writing.source.openBlob('', blob, { signal: writing.signal });
    await writeBlob(writing, folder, blob.digest, verified(chunks, blob));
  }
  // Last: what it names is there.
  await writeFile(writing, join(folder, 'index.json'), once(Buffer.from(JSON.stringify(index))));
}

function pointer({ mediaType, digest, size }: Descriptor): Pick<Descriptor, 'mediaType' | 'digest' | 'size'> {
  return { mediaType, digest, size };
}

async function writeBlob(
  writing: Writing,
  folder: string,
  digest: Digest,
  chunks: AsyncIterable<Buffer>,
): Promise<void> {
  const place = join(folder, 'blobs', digestAlgorithm(digest));
  await makeStateFolder(writing.services.fs, place);
  await writeFile(writing, join(place, digestHex(digest)), chunks);
}

async function writeFile(
  { services, signal }: Writing,
  path: string,
  chunks: AsyncIterable<Buffer>,
): Promise<void> {
  const handle = await services.fs.open(path, 'wx', 0o600).catch((error: unknown) => {
    throw writeFailed(path, error);
  });
  try {
    for await (const chunk of chunks) {
      signal.throwIfAborted();
      await handle.writeFile(chunk).catch((error: unknown) => {
        throw writeFailed(path, error);
      });
    }
  } finally {
    await handle.close();
  }
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

function writeFailed(path: string, error: unknown): SluiceError {
  const reason = (error as NodeJS.ErrnoException).code ?? 'EIO';
  return new SluiceError('LEDGER_WRITE_FAILED', { params: { path, reason }, affected: [path], cause: error });
}
