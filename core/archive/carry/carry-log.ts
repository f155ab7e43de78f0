import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { custodyName, type Finding } from '../../contract/index.ts';
import { readBounded, writeDurably, type FileSystem } from '../../ports/index.ts';
import { errno } from '../storage-fault.ts';

/** Bytes: a hundred thousand records and more. A longer one is carried by hand. */
const logLimit = 64 * 1024 * 1024;
const newline = 0x0a;

/**
 * Carries the custody log of a set from one folder to another: it is none of the files that the manifest names, and it
 * grows. The longer of two that begin alike counts; where each has records of its own, the one that lies in `to` stays,
 * and the other is kept beside it. What cannot be carried is told, and stops nothing.
 */
export async function carryLog(fs: FileSystem, from: string, to: string): Promise<Finding[]> {
  try {
    const coming = await readLog(fs, from);
    if (coming === undefined) return [];
    const there = (await readLog(fs, to)) ?? Buffer.alloc(0);
    if (beginsWith(there, coming)) return [];
    if (beginsWith(coming, there)) {
      await writeDurably(fs, join(to, custodyName), coming);
      return [];
    }
    const file = besideName(coming);
    await writeDurably(fs, join(to, file), coming);
    return [{ level: 'note', code: 'CARRY_LOG_APART', params: { file }, affected: [file] }];
  } catch (error) {
    const reason = errno(error) ?? (error instanceof RangeError ? 'EFBIG' : 'unknown');
    const params = { file: custodyName, reason };
    return [{ level: 'warning', code: 'CARRY_LOG_LEFT', params, affected: [custodyName] }];
  }
}

/** Whole lines: the last one may be being written. Undefined: there is none. */
async function readLog(fs: FileSystem, directory: string): Promise<Buffer | undefined> {
  const path = join(directory, custodyName);
  try {
    if (!(await fs.lstat(path)).isFile()) throw Object.assign(new Error('no plain file'), { code: 'EINVAL' });
    const bytes = await readBounded(fs, path, logLimit);
    return bytes.subarray(0, bytes.lastIndexOf(newline) + 1);
  } catch (error) {
    if (errno(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Named by its content: the same log is kept once. */
function besideName(log: Buffer): string {
  return `custody-${createHash('sha256').update(log).digest('hex').slice(0, 12)}.jsonl`;
}

function beginsWith(whole: Buffer, beginning: Buffer): boolean {
  return whole.length >= beginning.length && whole.subarray(0, beginning.length).equals(beginning);
}
