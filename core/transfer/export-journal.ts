import { z } from 'zod';
import type { ResumeState, WrittenEntry } from '../archive/index.ts';
import { isDigest, type Digest } from '../reference/index.ts';

const digest = z.custom<Digest>((value) => typeof value === 'string' && isDigest(value), 'not a digest');
const count = z.int().nonnegative();

/** What the journal of an export records: sessions, verified blobs with their place, and how far a chunk is durable. */
export const exportRecordSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('session'), bootId: z.string(), setId: z.string() }),
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
]);
export type ExportRecord = z.infer<typeof exportRecordSchema>;

export interface ExportState {
  readonly setId?: string;
  readonly resume: ResumeState;
}

/**
 * What an interrupted export left, from its journal. When the machine has not restarted since
 * (`bootId`), what was written is there; after a restart only what was made durable is trusted
 * unread, the rest is read and checked again.
 */
export function replayExport(records: readonly ExportRecord[], bootId: string): ExportState {
  const entries: WrittenEntry[] = [];
  const durable = new Map<number, number>();
  const length = new Map<number, number>();
  let setId: string | undefined;
  let sameBoot = true;
  for (const record of records) {
    switch (record.type) {
      case 'session':
        setId ??= record.setId;
        sameBoot = record.bootId === bootId && bootId !== 'unknown';
        break;
      case 'durable':
        durable.set(record.chunk, Math.max(durable.get(record.chunk) ?? 0, record.length));
        break;
      case 'entry': {
        const { type: _, ...entry } = record;
        entries.push(entry);
        length.set(record.chunk, Math.max(length.get(record.chunk) ?? 0, record.end));
        break;
      }
    }
  }
  return {
    ...(setId !== undefined && { setId }),
    resume: {
      entries,
      chunks: [...length].map(([chunk, end]) => ({
        chunk,
        length: end,
        durable: sameBoot ? end : (durable.get(chunk) ?? 0),
      })),
    },
  };
}
