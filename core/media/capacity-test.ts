import { formatBytes, SluiceError, type CapacityReport } from '../contract/index.ts';
import type { Clock, FileSystem, Random } from '../ports/index.ts';
import { judgeCapacity } from './capacity/judge.ts';
import { withOwnFolder } from './capacity/own-folder.ts';
import { blockSize, readPass, writePass, type Pass, type TestFile } from './capacity/passes.ts';
import { presenceOf } from './capacity/presence.ts';
import { createProofStream, proofSeedLength, sectorSize } from './capacity/proof-stream.ts';
import { createTally } from './capacity/tally.ts';

export interface CapacityTestOptions {
  readonly fs: FileSystem;
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
  /** Writes files out and has the system forget them: see drop-cache.ts. */
  readonly dropFromCache: (files: readonly string[]) => Promise<{ readonly pastCache: boolean }>;
  /** Bytes to write and read back; absent: all free space but a small reserve. */
  readonly bytes?: number;
  /** Called for every block; sample it. */
  readonly onProgress?: (progress: CapacityProgress) => void;
  /** Bytes of one of the test's files at most; default 1 GiB, which every file system takes. */
  readonly fileSize?: number;
}

export interface CapacityProgress {
  readonly phase: 'writing' | 'reading';
  /** Bytes of this phase, of `total`. */
  readonly bytes: number;
  readonly total: number;
}

/** Bytes that stay free: a file system that is filled to the last byte cannot even note what was written. */
const reserve = 16 * 1024 * 1024;

/**
 * Writes a stream that cannot be guessed into the free space of the medium at `directory`, reads it back past the
 * cache and says what the medium kept (users.md 2.3: a capacity test for new sticks). Only then is anything known: a
 * medium that keeps less than it says takes every write without complaint. The files lie in a folder of their own,
 * which goes at the end, after an abort, and at the next test when the process was cut off.
 * Throws MEDIA_TEST_NO_SPACE, MEDIA_TEST_GONE, MEDIA_TEST_NOT_WRITABLE, MEDIA_TEST_FAILED, and the signal's reason.
 */
export async function testCapacity(directory: string, options: CapacityTestOptions): Promise<CapacityReport> {
  const { fs, clock, random, signal } = options;
  const presence = await presenceOf(fs, directory);
  const stream = createProofStream(random.bytes(proofSeedLength));
  const tally = createTally(stream);
  let leftBehind: string | undefined;
  const seconds = (since: number): number => (clock.monotonic() - since) / 1000;
  try {
    const measured = await withOwnFolder(
      fs,
      directory,
      (folder) => (leftBehind = folder),
      async (folder) => {
        const planned = await plannedBytes(fs, directory, options.bytes);
        const tell = (phase: CapacityProgress['phase'], total: number) => (bytes: number) =>
          options.onProgress?.({ phase, bytes, total });
        const pass: Pass = {
          fs,
          folder,
          stream,
          presence,
          signal,
          fileSize: options.fileSize ?? 1024 * blockSize,
          onBytes: tell('writing', planned),
        };
        const began = clock.monotonic();
        const files = await writePass(pass, planned);
        const written = files.reduce((sum, { size }) => sum + size, 0);
        if (written === 0) throw noSpace(directory, 0);
        const writeSeconds = seconds(began);
        const reading = { ...pass, onBytes: tell('reading', written) };
        const { pastCache, readSeconds } = await readBack(reading, files, options, tally);
        return { planned, written, writeSeconds, readSeconds, pastCache };
      },
    );
    return judgeCapacity({ ...measured, ...tally.result(), ...(leftBehind !== undefined && { leftBehind }) });
  } catch (error) {
    signal.throwIfAborted();
    throw await presence.faultOf(error);
  }
}

/** Each file is dropped right before it is read, so that reading one does not bring back the next. */
async function readBack(
  pass: Pass,
  files: readonly TestFile[],
  { clock, dropFromCache }: CapacityTestOptions,
  tally: ReturnType<typeof createTally>,
): Promise<{ readonly pastCache: boolean; readonly readSeconds: number }> {
  let pastCache = true;
  let readSeconds = 0;
  for (const file of files) {
    pass.signal.throwIfAborted();
    const dropped = await dropFromCache([file.path]).catch(() => ({ pastCache: false }));
    pastCache &&= dropped.pastCache;
    const began = clock.monotonic();
    await readPass(pass, file, tally);
    readSeconds += (clock.monotonic() - began) / 1000;
  }
  return { pastCache, readSeconds };
}

async function plannedBytes(fs: FileSystem, directory: string, wanted: number | undefined): Promise<number> {
  const { bavail, bsize } = await fs.statfs(directory);
  const free = bavail * bsize;
  const planned = Math.ceil((wanted ?? free - reserve) / sectorSize) * sectorSize;
  if (planned <= 0 || planned > free) throw noSpace(directory, free);
  return planned;
}

function noSpace(directory: string, free: number): SluiceError {
  return new SluiceError('MEDIA_TEST_NO_SPACE', {
    params: { directory, free: formatBytes(free) },
    affected: [directory],
    stage: 'verify',
  });
}
