import { digestOf, isDigest } from '../../reference/index.ts';
import type { IndexEntry } from './repository-index.ts';

type Json = Readonly<Record<string, unknown>>;

/** One line of a registry's journal, without its line feed. A manifest's bytes stand in the line as text. */
export function journalLine(entry: IndexEntry): string {
  return JSON.stringify(entry.op === 'manifest' ? { ...entry, bytes: entry.bytes.toString('utf8') } : entry);
}

/** Reads a journal; stops at the first line that is torn or was not written by `journalLine`. */
export function readJournal(text: string): {
  readonly entries: readonly IndexEntry[];
  readonly length: number;
} {
  const entries: IndexEntry[] = [];
  let length = 0;
  for (const line of text.split('\n').slice(0, -1)) {
    const entry = readLine(line);
    if (entry === undefined) break;
    entries.push(entry);
    length += Buffer.byteLength(line) + 1;
  }
  return { entries, length };
}

function readLine(line: string): IndexEntry | undefined {
  const value = parse(line);
  if (value === undefined) return undefined;
  const { op, repository, digest, size, mediaType, bytes, tag } = value;
  if (typeof repository !== 'string') return undefined;
  if (op === 'delete-tag') return typeof tag === 'string' ? { op, repository, tag } : undefined;
  if (typeof digest !== 'string' || !isDigest(digest)) return undefined;
  switch (op) {
    case 'blob':
      return typeof size === 'number' ? { op, repository, digest, size } : undefined;
    case 'delete-blob':
    case 'delete-manifest':
      return { op, repository, digest };
    case 'tag':
      return typeof tag === 'string' ? { op, repository, tag, digest } : undefined;
    case 'manifest': {
      if (typeof bytes !== 'string' || typeof mediaType !== 'string') return undefined;
      const algorithm = digest.startsWith('sha512:') ? 'sha512' : 'sha256';
      if (digestOf(bytes, algorithm) !== digest) return undefined;
      return { op, repository, digest, mediaType, bytes: Buffer.from(bytes) };
    }
    default:
      return undefined;
  }
}

function parse(line: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
