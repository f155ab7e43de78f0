import { open } from 'node:fs/promises';
import {
  createChunkHasher,
  openSetWriter,
  type CommittedSet,
  type SetManifestInput,
  type SetWriter,
  type SetWriterOptions,
} from '../../core/archive/index.ts';
import { systemFileSystem, type FileSystem } from '../../core/ports/index.ts';
import { digestOf, type Digest } from '../../core/reference/index.ts';

export interface TestBlob {
  readonly digest: Digest;
  readonly bytes: Buffer;
}

/** A blob of `size` bytes that differs for every seed. */
export function testBlob(size: number, seed: number): TestBlob {
  const bytes = Buffer.alloc(size);
  for (let index = 0; index < size; index += 1) bytes[index] = (index * 31 + seed * 17 + (index >> 8)) & 0xff;
  if (size >= 4) bytes.writeUInt32LE(seed, 0);
  return { bytes, digest: digestOf(bytes) };
}

/** A stream of `bytes` in pieces, which fails after `failAfter` bytes when that is given. */
export async function* pieces(bytes: Buffer, piece = 4096, failAfter?: number): AsyncGenerator<Buffer> {
  for (let position = 0; position < bytes.length; position += piece) {
    if (failAfter !== undefined && position >= failAfter) throw new Error('the stream was cut');
    yield bytes.subarray(position, position + piece);
  }
  if (failAfter !== undefined) throw new Error('the stream was cut');
}

export type WriterTuning = Partial<Omit<SetWriterOptions, 'directory'>>;

export function testWriter(directory: string, tuning: WriterTuning = {}): Promise<SetWriter> {
  const fs: FileSystem = tuning.fs ?? systemFileSystem;
  return openSetWriter({
    directory,
    payloadLimit: 1024 ** 3,
    strict: false,
    maxOpenChunks: 1,
    mtime: 1_700_000_000,
    hasher: createChunkHasher(fs),
    ...tuning,
    fs,
  });
}

/** A set manifest that says little; `changes` say what matters to the test. */
export function manifestInput(changes: Partial<SetManifestInput> = {}): SetManifestInput {
  return {
    setId: '00000000-0000-4000-8000-000000000001',
    generation: 1,
    createdAt: '2026-01-02T03:04:05Z',
    tool: { name: 'sluice', version: '0.1.0' },
    target: 'enclave',
    configuration: { sha256: 'c'.repeat(64) },
    layout: 'current',
    images: [],
    closures: {},
    expected: [],
    releases: [],
    complete: 'complete',
    missing: [],
    ...changes,
  };
}

/** Writes a whole set of `blobs` into `directory`. */
export async function writeSet(
  directory: string,
  blobs: readonly TestBlob[],
  tuning: WriterTuning & {
    readonly manifest?: Partial<SetManifestInput>;
    readonly previous?: 'keep' | 'remove';
  } = {},
): Promise<CommittedSet> {
  const writer = await testWriter(directory, tuning);
  try {
    for (const { digest, bytes } of blobs) await writer.appendBlob(digest, bytes.length, pieces(bytes));
    await writer.seal();
    return await writer.commit({
      manifest: manifestInput(tuning.manifest),
      sideFiles: [{ name: 'imageset-config.yaml', bytes: Buffer.from('kind: ImageSetConfiguration\n') }],
      previous: tuning.previous ?? 'keep',
    });
  } finally {
    await writer.close();
  }
}

/** The code of the SluiceError that `work` ends in; `none` when it succeeds. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'none';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}

/** Flips the lowest bit of one byte of a file. */
export async function flipBit(path: string, offset: number): Promise<void> {
  const handle = await open(path, 'r+');
  const byte = Buffer.alloc(1);
  await handle.read(byte, 0, 1, offset);
  await handle.write(Buffer.from([(byte[0] ?? 0) ^ 0x01]), 0, 1, offset);
  await handle.close();
}
