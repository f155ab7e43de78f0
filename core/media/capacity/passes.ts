import { join } from 'node:path';
import type { FileHandle, FileSystem } from '../../ports/index.ts';
import { testFileName } from './own-folder.ts';
import { systemCode, type MediumPresence } from './presence.ts';
import { sectorSize, type ProofStream } from './proof-stream.ts';
import type { TallyKeeper } from './tally.ts';

/** A file of the test: which part of the stream it holds. */
export interface TestFile {
  readonly path: string;
  readonly address: number;
  /** Bytes, in whole sectors. */
  readonly size: number;
}

export interface Pass {
  readonly fs: FileSystem;
  readonly folder: string;
  readonly stream: ProofStream;
  readonly presence: MediumPresence;
  readonly signal: AbortSignal;
  /** Bytes of one file at most. */
  readonly fileSize: number;
  readonly onBytes: (bytes: number) => void;
}

/** Bytes of one write or read. */
export const blockSize = 1024 * 1024;
/** Unreadable blocks in a row after which nobody waits for the rest. */
const mostFailures = 64;

/**
 * Writes the stream's first `total` bytes into new files, each written out before the next. Ends early, without an
 * error, when the medium takes no more. Throws MEDIA_TEST_GONE, MEDIA_TEST_NOT_WRITABLE, MEDIA_TEST_FAILED.
 */
export async function writePass(pass: Pass, total: number): Promise<TestFile[]> {
  const files: TestFile[] = [];
  for (let address = 0; address < total;) {
    const wanted = Math.min(pass.fileSize, total - address);
    const path = join(pass.folder, testFileName(files.length + 1));
    let size: number;
    try {
      size = await writeFile(pass, path, address, wanted);
    } catch (error) {
      pass.signal.throwIfAborted();
      if (!isFull(error)) throw await pass.presence.faultOf(error);
      size = 0;
    }
    if (size > 0) files.push({ path, address, size });
    if (size < wanted) break;
    address += size;
  }
  return files;
}

/** Gives how many bytes the medium took: fewer than `size` when it was full. */
async function writeFile(pass: Pass, path: string, address: number, size: number): Promise<number> {
  const handle = await pass.fs.open(path, 'wx', 0o600);
  let written = 0;
  try {
    while (written < size) {
      pass.signal.throwIfAborted();
      const bytes = pass.stream.bytesAt(address + written, Math.min(blockSize, size - written));
      const taken = await writeAll(handle, bytes, written);
      written += taken;
      pass.onBytes(address + written);
      if (taken < bytes.length) break;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return written - (written % sectorSize);
}

async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<number> {
  let done = 0;
  try {
    while (done < bytes.length) {
      const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
      done += bytesWritten;
    }
  } catch (error) {
    if (!isFull(error)) throw error;
  }
  return done;
}

function isFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(systemCode(error));
}

/** Reads `file` back into `tally`. What cannot be read is counted. Throws MEDIA_TEST_GONE when the medium is not there. */
export async function readPass(pass: Pass, file: TestFile, tally: TallyKeeper): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await pass.fs.open(file.path, 'r');
    await readFile(pass, handle, file, tally);
  } catch (error) {
    pass.signal.throwIfAborted();
    // A medium that keeps less than it says loses the names of files as well.
    if (handle !== undefined || !(await pass.presence.isThere())) throw await pass.presence.faultOf(error);
    tally.lost(file.address, file.size);
    pass.onBytes(file.address + file.size);
  } finally {
    await handle?.close();
  }
}

async function readFile(pass: Pass, handle: FileHandle, file: TestFile, tally: TallyKeeper): Promise<void> {
  const block = Buffer.alloc(blockSize);
  let failures = 0;
  for (let position = 0; position < file.size; position += blockSize) {
    pass.signal.throwIfAborted();
    const wanted = block.subarray(0, Math.min(blockSize, file.size - position));
    const { length, fault } = await readAll(handle, wanted, position);
    failures = fault === undefined ? 0 : failures + 1;
    if (fault !== undefined && (failures > mostFailures || !(await pass.presence.isThere()))) throw fault;
    const whole = length - (length % sectorSize);
    tally.take(file.address + position, wanted.subarray(0, whole));
    tally.lost(file.address + position + whole, wanted.length - whole);
    pass.onBytes(file.address + position + wanted.length);
  }
}

/** Reads until `block` is full, the file ends, or the medium refuses. */
async function readAll(
  handle: FileHandle,
  block: Buffer,
  position: number,
): Promise<{ readonly length: number; readonly fault?: unknown }> {
  let length = 0;
  try {
    while (length < block.length) {
      const { bytesRead } = await handle.read(block, length, block.length - length, position + length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return { length };
  } catch (fault) {
    return { length, fault };
  }
}
