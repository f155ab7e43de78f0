import { createHash, type Hash } from 'node:crypto';
import { join } from 'node:path';
import type { Finding } from '../../contract/index.ts';
import type { FileSystem } from '../../ports/index.ts';
import type { SetPart } from '../manifest/schema.ts';
import { findingOf } from '../read/findings.ts';
import { openRegular } from '../read/open-regular.ts';
import type { ChunkFile, PartFile } from '../read/opened-set.ts';
import { wrongPart } from '../read/part-heads.ts';
import { storageFault } from '../storage-fault.ts';
import { readExactly } from '../tar/window.ts';

/** What was found out about a file that holds a part of a chunk. */
export interface PartReport {
  readonly name: string;
  readonly size: number;
  /** Sum of the part as it was read; empty when it could not be read to its end. */
  readonly sha256: string;
  /** `unlisted` when no manifest says what the sum should be. */
  readonly sum: 'matches' | 'differs' | 'unlisted';
}

interface PartsResult {
  readonly parts: readonly PartReport[];
  readonly findings: readonly Finding[];
}

/** The sums of a chunk's parts, made while the chunk streams by. */
export interface PartSums {
  /** The chunk's bytes, in order and without gaps. */
  take(bytes: Buffer, position: number): void;
  /**
   * The verdict about every part. One that the stream did not reach, because a part before it is missing or cannot be
   * read, is read by itself: so that all that must be copied again are named at once.
   */
  finish(signal: AbortSignal | undefined): Promise<PartsResult>;
}

/** For the parts of `chunk` that are there; `declared` are those that the manifest lists. */
export function createPartSums(
  { fs, directory }: { readonly fs: FileSystem; readonly directory: string },
  chunk: ChunkFile,
  declared: readonly SetPart[] | undefined,
): PartSums {
  const streamed = chunk.parts ?? [];
  const sums = new Map<string, string>();
  let next = 0;
  let hash: Hash = createHash('sha256');

  const judge = (part: SetPart, actual: string): Finding | undefined => {
    if (actual === part.sha256) return undefined;
    const owner = declared?.find(({ sha256 }) => sha256 === actual);
    return wrongPart(part, chunk.name, owner, { expected: part.sha256, actual });
  };

  return {
    take: (bytes, position) => {
      let done = 0;
      while (done < bytes.length) {
        const part = streamed[next];
        if (part === undefined) return;
        const end = part.start + part.size;
        const piece = bytes.subarray(done, Math.min(bytes.length, end - position));
        hash.update(piece);
        done += piece.length;
        if (position + done < end) return;
        sums.set(part.name, hash.digest('hex'));
        hash = createHash('sha256');
        next += 1;
      }
    },
    finish: async (signal) => {
      const findings: Finding[] = [];
      const parts: PartReport[] = [];
      for (const part of declared ?? streamed) {
        const there = await sumAlone(fs, directory, part, { known: sums.get(part.name), findings, signal });
        if (there === undefined) continue;
        const listed = declared?.find(({ name }) => name === part.name);
        const fault = listed === undefined || there.sha256 === '' ? undefined : judge(listed, there.sha256);
        if (fault !== undefined) findings.push(fault);
        const whole =
          listed === undefined ? 'unlisted' : listed.sha256 === there.sha256 ? 'matches' : 'differs';
        parts.push({ name: part.name, ...there, sum: whole });
      }
      return { parts, findings };
    },
  };
}

const bufferSize = 512 * 1024;

/** A part read by itself, unless its sum is `known`; undefined when it is not there, which was told before. */
async function sumAlone(
  fs: FileSystem,
  directory: string,
  { name, size }: Pick<PartFile, 'name' | 'size'>,
  options: {
    readonly known: string | undefined;
    readonly findings: Finding[];
    readonly signal: AbortSignal | undefined;
  },
): Promise<{ readonly sha256: string; readonly size: number } | undefined> {
  const stats = await fs.lstat(join(directory, name)).catch(() => undefined);
  if (stats?.isFile() !== true) return undefined;
  if (options.known !== undefined) return { sha256: options.known, size: stats.size };
  try {
    const handle = await openRegular(fs, join(directory, name), name);
    try {
      const hash = createHash('sha256');
      const buffer = Buffer.allocUnsafe(bufferSize);
      for (let done = 0; done < size;) {
        options.signal?.throwIfAborted();
        const bytes = await readExactly(handle, done, Math.min(bufferSize, size - done), buffer);
        if (bytes.length === 0) break;
        hash.update(bytes);
        done += bytes.length;
      }
      return { sha256: hash.digest('hex'), size: stats.size };
    } finally {
      await handle.close();
    }
  } catch (error) {
    options.signal?.throwIfAborted();
    options.findings.push(findingOf(storageFault(error, name, 'read')));
    return { sha256: '', size: stats.size };
  }
}
