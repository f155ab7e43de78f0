import { constants } from 'node:fs';
import { dirname } from 'node:path';
import { type FileHandle, type FileSystem, syncDirectory } from '../../ports/index.ts';
import { writeFailed } from '../io.ts';
import {
  type CustodyChain,
  type CustodyEntry,
  type CustodyRecord,
  custodyVersion,
  encodeRecord,
  hashOfLine,
  noRecord,
} from './custody-record.ts';
import type { ChainReport, ChainTail } from './read-chain.ts';
import { requireLog } from './read-lines.ts';

export interface CustodyAppend {
  readonly path: string;
  /** As `readChain` found it under the same lock; undefined: there is no file yet. */
  readonly found: Pick<ChainReport, 'tail' | 'tornBytes' | 'records'> | undefined;
  /** For the first record. */
  readonly chain: CustodyChain;
  readonly entry: CustodyEntry;
  readonly now: Date;
  /** Of a new file. */
  readonly mode: number;
}

/**
 * Adds one record behind the last, durably; no earlier byte is touched. What a kill left of a record that never was
 * whole is written over, and the new record says so. One writer at a time: hold a lock. Answers the record and the
 * chain as it is now. Throws LEDGER_WRITE_FAILED, CUSTODY_UNREADABLE; RangeError when the last line is no record.
 */
export async function appendRecord(
  fs: FileSystem,
  append: CustodyAppend,
): Promise<{ readonly record: CustodyRecord; readonly tail: ChainTail }> {
  const { path, found, mode } = append;
  if (found !== undefined && found.records > 0 && found.tail === undefined) {
    throw new RangeError('nothing can follow a line that is no record');
  }
  const record = recordAfter(append);
  const line = encodeRecord(record);
  const { tail } = found ?? {};
  const start = tail?.end ?? 0;
  const bytes = Buffer.concat([
    tail?.open === true ? Buffer.from('\n') : Buffer.alloc(0),
    line,
    Buffer.from('\n'),
  ]);
  try {
    const handle = await open(fs, path, found === undefined, mode);
    try {
      await requireLog(handle, path);
      await writeAt(handle, bytes, start);
    } finally {
      await handle.close();
    }
    if (start === 0) await syncDirectory(fs, dirname(path));
  } catch (error) {
    throw writeFailed(path, error);
  }
  const end = start + bytes.length;
  const { sequence, time } = record;
  const records = (tail?.records ?? 0) + 1;
  return { record, tail: { records, hash: hashOfLine(line), sequence, time, end, open: false } };
}

function recordAfter({ found, chain, entry, now }: CustodyAppend): CustodyRecord {
  const { tail, tornBytes } = found ?? {};
  const back = tail === undefined ? 0 : Math.ceil((Date.parse(tail.time) - now.getTime()) / 1000);
  return {
    version: custodyVersion,
    sequence: (tail?.sequence ?? 0) + 1,
    ...(tail === undefined && { chain }),
    previous: tail?.hash ?? noRecord,
    time: now.toISOString(),
    ...entry,
    ...(back > 0 && { clock: 'back', clockSeconds: back }),
    ...(tornBytes !== undefined && { mendedBytes: tornBytes }),
  };
}

function open(fs: FileSystem, path: string, isNew: boolean, mode: number): Promise<FileHandle> {
  // registry-client.md 4.2 rule 12: no link stands for a fixed name.
  const careful = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const create = isNew ? constants.O_CREAT | constants.O_EXCL : 0;
  return fs.open(path, constants.O_RDWR | create | careful, mode);
}

/** Everything behind `start` is replaced. A write that fails half-way is taken back as far as that goes. */
async function writeAt(handle: FileHandle, bytes: Buffer, start: number): Promise<void> {
  try {
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, start + done);
      done += bytesWritten;
    }
    await handle.truncate(start + bytes.length);
    await handle.sync();
  } catch (error) {
    await handle.truncate(start).catch(() => undefined);
    throw error;
  }
}
