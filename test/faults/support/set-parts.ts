import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { listTar } from '../../support/archive-tar.ts';

/** A stretch of a file of a set. */
export interface Part {
  readonly file: string;
  /** Bytes. */
  readonly from: number;
  /** Behind its last byte. */
  readonly to: number;
}

export const partKinds = ['header', 'body', 'padding', 'end', 'index', 'manifest'] as const;
export type PartKind = (typeof partKinds)[number];

/** Every stretch of every file that makes up the set in a folder, by kind. None is empty. */
export async function partsOf(directory: string): Promise<Readonly<Record<PartKind, readonly Part[]>>> {
  const parts: Record<PartKind, Part[]> = {
    header: [],
    body: [],
    padding: [],
    end: [],
    index: [await whole(directory, 'sluice-index.jsonl')],
    manifest: [await whole(directory, 'sluice-set.json')],
  };
  const add = (kind: PartKind, part: Part): void => {
    if (part.from < part.to) parts[kind].push(part);
  };
  for (const file of await chunksIn(directory)) {
    const entries = await listTar(join(directory, file), file);
    for (const { start, offset, size, end } of entries) {
      add('header', { file, from: start, to: offset });
      add('body', { file, from: offset, to: offset + size });
      add('padding', { file, from: offset + size, to: end });
    }
    const { to } = await whole(directory, file);
    add('end', { file, from: entries.at(-1)?.end ?? 0, to });
  }
  return parts;
}

/** Names of the chunks in a folder, in order. */
export async function chunksIn(directory: string): Promise<string[]> {
  return (await readdir(directory)).filter((name) => /^mirror_\d{6}\.tar$/.test(name)).sort();
}

async function whole(directory: string, file: string): Promise<Part> {
  return { file, from: 0, to: (await stat(join(directory, file))).size };
}
