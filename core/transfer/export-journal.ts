import { z } from 'zod';
import { setHostSchema, type ResumeState, type SetHost, type WrittenEntry } from '../archive/index.ts';
import { isDigest, type Digest } from '../reference/index.ts';

const digest = z.custom<Digest>((value) => typeof value === 'string' && isDigest(value), 'not a digest');
const count = z.int().nonnegative();

/**
 * What the journal of an export records: sessions, verified blobs with their place, how far a chunk is durable,
 * how much of a chunk a later session found again, who answered, and what the history of the finished set has to build on.
 */
export const exportRecordSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('session'), setId: z.string() }),
  z.object({
    type: z.literal('entry'),
    name: z.string(),
    digest,
    chunk: z.int().positive(),
    offset: count,
    size: count,
    end: count,
  }),
  z.object({ type: z.literal('durable'), chunk: z.int().positive(), length: count }),
  setHostSchema.extend({ type: z.literal('host') }),
  z.object({ type: z.literal('cut'), chunk: z.int().positive(), length: count }),
  z.object({
    type: z.literal('baseline'),
    target: z.string().optional(),
    /** Name of the history file; absent: the set carries everything. */
    history: z.string().optional(),
  }),
]);
export type ExportRecord = z.infer<typeof exportRecordSchema>;

/** What the set builds on: recorded before the set is put in place, read when a crash came before the history. */
export type RecordedBaseline = Pick<Extract<ExportRecord, { type: 'baseline' }>, 'target' | 'history'>;

export interface ExportState {
  readonly setId?: string;
  readonly baseline?: RecordedBaseline;
  readonly resume: ResumeState;
  /** Who answered in all sessions. */
  readonly hosts: readonly SetHost[];
}

interface Chunk {
  entries: WrittenEntry[];
  durable: number;
}

/**
 * What an interrupted export left, from its journal. Only what was made durable is trusted unread, the rest is read
 * and checked again: nobody tells a new start that the machine lost its power, or that the medium was pulled out,
 * before the system had written it.
 */
export function replayExport(records: readonly ExportRecord[]): ExportState {
  const chunks = new Map<number, Chunk>();
  const chunkOf = (number: number): Chunk => {
    const chunk = chunks.get(number) ?? { entries: [], durable: 0 };
    chunks.set(number, chunk);
    return chunk;
  };
  const hosts: SetHost[] = [];
  let setId: string | undefined;
  let baseline: RecordedBaseline | undefined;
  for (const record of records) {
    switch (record.type) {
      case 'session':
        setId = record.setId;
        break;
      case 'durable': {
        const chunk = chunkOf(record.chunk);
        chunk.durable = Math.max(chunk.durable, record.length);
        break;
      }
      case 'entry': {
        const { type: _, ...entry } = record;
        chunkOf(record.chunk).entries.push(entry);
        break;
      }
      case 'host': {
        const { type: _, ...host } = record;
        hosts.push(host);
        break;
      }
      case 'cut': {
        // What lay behind it was written again since, or not at all: the old places mean nothing now.
        const chunk = chunkOf(record.chunk);
        chunk.entries = chunk.entries.filter((entry) => entry.end <= record.length);
        chunk.durable = Math.min(chunk.durable, record.length);
        break;
      }
      case 'baseline':
        baseline = { target: record.target, history: record.history };
        break;
    }
  }
  return {
    ...(setId !== undefined && { setId }),
    ...(baseline !== undefined && { baseline }),
    resume: resumeOf(chunks),
    hosts,
  };
}

function resumeOf(chunks: ReadonlyMap<number, Chunk>): ResumeState {
  const used = [...chunks].filter(([, chunk]) => chunk.entries.length > 0);
  return {
    entries: used.flatMap(([, chunk]) => chunk.entries),
    chunks: used.map(([number, { entries, durable }]) => ({
      chunk: number,
      length: endOf(entries),
      durable,
    })),
  };
}

// Not Math.max(...): a chunk may have more entries than a call may have arguments.
const endOf = (entries: readonly WrittenEntry[]): number =>
  entries.reduce((last, entry) => Math.max(last, entry.end), 0);

/**
 * Leaves out what a changed configuration no longer asks for, as far as a chunk can be cut: everything behind its
 * last blob that is wanted. So selecting less frees space on a full medium.
 */
export function trimResume(state: ResumeState, wanted: (digest: Digest) => boolean): ResumeState {
  const lengths = new Map<number, number>();
  for (const { chunk, digest: content, end } of state.entries) {
    if (content === undefined || !wanted(content)) continue;
    lengths.set(chunk, Math.max(lengths.get(chunk) ?? 0, end));
  }
  return {
    entries: state.entries.filter((entry) => entry.end <= (lengths.get(entry.chunk) ?? 0)),
    chunks: state.chunks.flatMap((chunk) => {
      const length = lengths.get(chunk.chunk);
      return length === undefined
        ? []
        : [{ ...chunk, length, durable: Math.min(length, chunk.durable ?? 0) }];
    }),
  };
}

/**
 * The same for a set in which nothing may be that is not wanted: each chunk is cut before its first blob that is not.
 */
export function cutResume(state: ResumeState, wanted: (digest: Digest) => boolean): ResumeState {
  const limits = new Map<number, number>();
  for (const { chunk, digest: content, end } of state.entries) {
    if (content !== undefined && wanted(content)) continue;
    limits.set(chunk, Math.min(limits.get(chunk) ?? Infinity, end));
  }
  const before = ({ chunk, end }: WrittenEntry): boolean => end < (limits.get(chunk) ?? Infinity);
  return trimResume({ ...state, entries: state.entries.filter(before) }, wanted);
}

/** The records that say how much of each known chunk was found again, where that is less than was recorded. */
export function cutsOf(state: ResumeState, kept: readonly WrittenEntry[]): ExportRecord[] {
  return state.chunks.flatMap(({ chunk, length: recorded }) => {
    const length = endOf(kept.filter((entry) => entry.chunk === chunk));
    return length < recorded ? [{ type: 'cut' as const, chunk, length }] : [];
  });
}
