import { z } from 'zod';
import { isDigest, type Digest } from '../../reference/index.ts';
import type { WrittenEntry } from '../write/location.ts';

/**
 * `sluice-index.jsonl`: one line per entry, blobs by digest, files by name; in the order of chunk
 * and offset. With it an import starts at once instead of scanning the chunks.
 */
const place = { size: z.int().nonnegative(), chunk: z.int().positive(), offset: z.int().nonnegative() };
const blobLine = z.object({
  digest: z.custom<Digest>((value) => typeof value === 'string' && isDigest(value), 'not a digest'),
  ...place,
});
const fileLine = z.object({
  name: z.string().min(1).max(4096),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  ...place,
});
const lineSchema = z.union([blobLine, fileLine]);

export type IndexLine = z.infer<typeof lineSchema>;

/** The index of finished entries. `finalNumber` maps a chunk's number while writing to its final one. */
export function encodeIndex(
  entries: readonly WrittenEntry[],
  finalNumber: ReadonlyMap<number, number>,
): Buffer {
  const lines = entries
    .map((entry) => ({ ...entry, chunk: finalNumber.get(entry.chunk) ?? entry.chunk }))
    .sort((a, b) => a.chunk - b.chunk || a.offset - b.offset)
    .map(({ name, digest, sha256, size, chunk, offset }) =>
      digest === undefined
        ? JSON.stringify({ chunk, name, offset, ...(sha256 !== undefined && { sha256 }), size })
        : JSON.stringify({ chunk, digest, offset, size }),
    );
  return Buffer.from(lines.map((line) => `${line}\n`).join(''), 'utf8');
}

/** One line's content, or undefined when the line is not of the index format. */
export function decodeIndexLine(line: string): IndexLine | undefined {
  try {
    const parsed = lineSchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
