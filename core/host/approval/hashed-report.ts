import { createHash } from 'node:crypto';

/** What a report is known by afterwards: its file, by name and sum. */
export interface ReportSource {
  /** Name of the file, without its folder. */
  readonly name: string;
  /** SHA-256 over its bytes, as hex. */
  readonly sha256: string;
}

/** The same chunks, and their sum when all have passed. */
export function hashedReport(chunks: AsyncIterable<Buffer>): {
  readonly chunks: AsyncIterable<Buffer>;
  readonly sha256: () => string;
} {
  const hash = createHash('sha256');
  async function* passed(): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  }
  return { chunks: passed(), sha256: () => hash.digest('hex') };
}
