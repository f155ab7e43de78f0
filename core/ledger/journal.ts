import { constants } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { type Finding, SluiceError } from '../contract/index.ts';
import { type FileHandle, type FileSystem, makeFolders, syncDirectory } from '../ports/index.ts';
import { readFailed, reading, writeFailed, writing } from './io.ts';
import { decodeLine, encodeLine } from './journal-line.ts';

/** An append-only record of what is done. One writer at a time: hold a lock. */
export interface Journal<T> {
  /** What was in the file when it was opened, in order. */
  readonly records: readonly T[];
  /** A note when a torn tail was dropped (LEDGER_JOURNAL_TORN). */
  readonly findings: readonly Finding[];
  /** Queues a record; it is written soon, together with others, and durable after `sync()`. Throws when an earlier write failed. */
  append(record: T): void;
  /** Resolves when every record appended before the call is in the file: the end of this process does not lose it, a power cut may. */
  written(): Promise<void>;
  /** Resolves when every record appended before the call is durable. Concurrent callers share one fsync. */
  sync(): Promise<void>;
  /** Syncs, then closes. */
  close(): Promise<void>;
  /** The first failed write: nothing can be recorded any more. */
  readonly failure: SluiceError | undefined;
}

export interface JournalOptions<T> {
  readonly fs: FileSystem;
  readonly path: string;
  readonly schema: z.ZodType<T>;
}

/**
 * Opens or creates a journal and replays it. A torn or garbled tail is truncated and
 * reported in `findings`, and so is everything from a gap on that a power cut left. Throws LEDGER_JOURNAL_DAMAGED for a garbled line with good ones
 * after it, LEDGER_JOURNAL_FOREIGN for an intact record that `schema` refuses,
 * LEDGER_READ_FAILED and LEDGER_WRITE_FAILED for the disk.
 */
export async function openJournal<T>({ fs, path, schema }: JournalOptions<T>): Promise<Journal<T>> {
  // registry-client.md 4.2 rule 12: no link stands for a fixed name. Windows has no such flag.
  const flags = constants.O_RDWR | constants.O_CREAT | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0);
  const handle = await writing(path, async () => {
    await makeFolders(fs, dirname(path));
    return await fs.open(path, flags, 0o600);
  });
  try {
    const content = await handle.readFile().catch((error: unknown) => {
      throw readFailed(path, error);
    });
    const replayed = replay(content, path, schema);
    const torn = content.length - replayed.goodBytes;
    await writing(path, async () => {
      if (torn > 0) {
        await handle.truncate(replayed.goodBytes);
        await handle.sync();
      }
      if (content.length === 0) await syncDirectory(fs, dirname(path));
    });
    const findings: Finding[] =
      torn > 0
        ? [{ level: 'note', code: 'LEDGER_JOURNAL_TORN', params: { path, bytes: torn }, affected: [path] }]
        : [];
    return Object.assign(journalWriter<T>(handle, path), { records: replayed.records, findings });
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * The records of a journal that somebody else may be writing: nothing is changed, a torn tail is passed over.
 * Empty when there is none. Throws LEDGER_JOURNAL_DAMAGED, LEDGER_JOURNAL_FOREIGN, LEDGER_READ_FAILED.
 */
export async function readJournal<T>({ fs, path, schema }: JournalOptions<T>): Promise<readonly T[]> {
  const content = await reading(path, () => fs.readFile(path));
  return content === undefined ? [] : replay(content, path, schema).records;
}

interface Replayed<T> {
  readonly records: readonly T[];
  /** Length of the part that is kept. */
  readonly goodBytes: number;
}

/**
 * A line with zero bytes is where a power cut left a block of the file unwritten: that can only be behind the last
 * fsync, and what is behind it came later, so it ends the journal like a torn line.
 */
function replay<T>(content: Buffer, path: string, schema: z.ZodType<T>): Replayed<T> {
  const records: T[] = [];
  let goodBytes = 0;
  let garbledLine: number | undefined;
  let number = 0;
  for (let start = 0; start < content.length;) {
    const newline = content.indexOf(0x0a, start);
    if (newline < 0) break;
    number += 1;
    const line = content.subarray(start, newline);
    const decoded = decodeLine(line);
    start = newline + 1;
    if (decoded === undefined) {
      if (garbledLine === undefined && line.includes(0)) return { records, goodBytes };
      garbledLine ??= number;
      continue;
    }
    if (garbledLine !== undefined) {
      throw new SluiceError('LEDGER_JOURNAL_DAMAGED', {
        params: { path, line: garbledLine },
        affected: [path],
      });
    }
    const parsed = schema.safeParse(decoded.record);
    if (!parsed.success) {
      throw new SluiceError('LEDGER_JOURNAL_FOREIGN', {
        params: { path, line: number },
        affected: [path],
        detail: parsed.error.message,
      });
    }
    records.push(parsed.data);
    goodBytes = start;
  }
  return { records, goodBytes };
}

function journalWriter<T>(handle: FileHandle, path: string): Omit<Journal<T>, 'records' | 'findings'> {
  let pending: Buffer[] = [];
  let appended = 0;
  let written = 0;
  let durable = 0;
  let writer: Promise<void> | undefined;
  let commit: Promise<void> | undefined;
  let closed = false;
  let failure: SluiceError | undefined;

  // registry-client.md K2: after one failed write or fsync nothing in this file can be
  // trusted to be durable, so the journal stays broken and says so on every later call.
  const guarded = async (work: () => Promise<void>): Promise<void> => {
    if (failure !== undefined) throw failure;
    try {
      await work();
    } catch (error) {
      failure ??= writeFailed(path, error);
      throw failure;
    }
  };

  const writePending = async (): Promise<void> => {
    // Lets everything appended in the same turn become one write.
    await Promise.resolve();
    while (pending.length > 0) {
      const batch = pending;
      pending = [];
      await handle.appendFile(Buffer.concat(batch));
      written += batch.length;
    }
    writer = undefined;
  };

  const drain = (): Promise<void> => {
    writer ??= guarded(writePending);
    return writer;
  };

  const commitWritten = async (): Promise<void> => {
    await drain();
    const covered = written;
    await handle.sync();
    durable = covered;
  };

  /** Waits for commits until the first `wanted` records are durable. A commit already under way may not cover them all. */
  const reach = async (wanted: number): Promise<void> => {
    if (durable >= wanted) return;
    commit ??= guarded(commitWritten).finally(() => {
      commit = undefined;
    });
    await commit;
    await reach(wanted);
  };

  const sync = async (): Promise<void> => {
    if (failure !== undefined) throw failure;
    await reach(appended);
  };

  return {
    append(record) {
      if (failure !== undefined) throw failure;
      if (closed) throw new Error(`the journal ${path} is closed`);
      pending.push(encodeLine(record));
      appended += 1;
      // A failure is kept in `failure` and met by the next append, sync or close.
      drain().catch(() => undefined);
    },
    async written() {
      await drain();
    },
    sync,
    get failure() {
      return failure;
    },
    async close() {
      if (closed) return;
      closed = true;
      try {
        await sync();
      } finally {
        await writer?.catch(() => undefined);
        await handle.close();
      }
    },
  };
}
