import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  appendRecord,
  custodyName,
  readChain,
  type ChainQuery,
  type ChainReport,
  type CustodyAppend,
  type CustodyEntry,
} from '../../core/ledger/index.ts';
import { systemFileSystem, type FileSystem } from '../../core/ports/index.ts';

export const setChain = { kind: 'set', id: '0f3c2a44-0000-4000-8000-000000000001' } as const;

/** A record as a run would ask for it. */
export function entryOf(more: Partial<CustodyEntry> = {}): CustodyEntry {
  return {
    kind: 'verified',
    person: 'operator',
    host: 'bastion',
    tool: 'sluice 0.1.0',
    setId: setChain.id,
    generation: 1,
    result: 'good',
    ...more,
  };
}

export interface CustodyLog {
  readonly path: string;
  add(more?: Partial<CustodyEntry>, now?: Date): ReturnType<typeof appendRecord>;
  read(query?: ChainQuery): Promise<ChainReport | undefined>;
  /** Without the empty one behind the last newline. */
  lines(): Promise<string[]>;
  put(lines: readonly string[]): Promise<void>;
}

/** A log in `folder`, added to as the recorder does it: read, then append. */
export function custodyLog(folder: string, fs: FileSystem = systemFileSystem): CustodyLog {
  const path = join(folder, custodyName);
  let minutes = 0;
  return {
    path,
    async add(more = {}, now = new Date(Date.UTC(2026, 10, 29, 12, minutes++))) {
      const append: CustodyAppend = {
        path,
        found: await readChain(fs, path),
        chain: setChain,
        entry: entryOf(more),
        now,
        mode: 0o644,
      };
      return appendRecord(fs, append);
    },
    read: (query = {}) => readChain(fs, path, query),
    lines: async () => (await readFile(path, 'utf8')).split('\n').slice(0, -1),
    put: (lines) => writeFile(path, lines.map((line) => `${line}\n`).join('')),
  };
}

/** The same log with `count` records, and its lines. */
export async function filledLog(
  folder: string,
  count: number,
): Promise<{ readonly log: CustodyLog; readonly lines: readonly string[] }> {
  const log = custodyLog(folder);
  for (let number = 1; number <= count; number += 1) {
    await log.add({ kind: number === 1 ? 'created' : 'verified', details: { images: number } });
  }
  return { log, lines: await log.lines() };
}
