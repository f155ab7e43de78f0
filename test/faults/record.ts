import { appendFile, mkdir, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Harm } from './case.ts';

/** How one try ended. */
export interface TryRecord {
  readonly id: string;
  readonly number: number;
  readonly moved?: number;
  readonly needed?: number;
  /** Absent when the try did harm, or when the case is broken. */
  readonly ended?: string;
  readonly harm?: Harm | 'broken';
  readonly message?: string;
}

/** The tries of one seed, a JSON line each: what a stopped run had finished is not tried again. */
export interface Records {
  readonly path: string;
  readonly earlier: readonly TryRecord[];
  add(record: TryRecord): Promise<void>;
}

export async function openRecords(seed: string, fresh: boolean): Promise<Records> {
  const path = fileURLToPath(new URL(`../.artifacts/faults/${seed}.jsonl`, import.meta.url));
  await mkdir(dirname(path), { recursive: true });
  if (fresh) await rm(path, { force: true });
  const text = await readFile(path, 'utf8').catch(() => '');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const lines = whole.split('\n').filter((line) => line !== '');
  return {
    path,
    earlier: lines.map((line) => JSON.parse(line) as TryRecord),
    add: (record) => appendFile(path, `${JSON.stringify(record)}\n`),
  };
}
