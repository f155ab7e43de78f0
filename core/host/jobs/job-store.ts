import { join } from 'node:path';
import type { z } from 'zod';
import {
  jobItemSchema,
  logLineSchema,
  SluiceError,
  type Finding,
  type JobItem,
  type LogLine,
} from '../../contract/index.ts';
import { makeStateFolder } from '../../ledger/index.ts';
import { readBounded, writeDurably, type FileSystem } from '../../ports/index.ts';
import { jobRecordSchema, type JobRecord } from './job-record.ts';

const largestFile = 64 * 1024 * 1024;
const idForm = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;

/** The folders `jobs/<id>/` in the application's state: readable by their owner only. */
export interface JobStore {
  folder(id: string): string;
  /** All jobs, newest first; a JOB_RECORD_DAMAGED for each that cannot be read. */
  load(): Promise<{ readonly records: readonly JobRecord[]; readonly findings: readonly Finding[] }>;
  /** Replaces `job.json` durably. Throws JOB_NOT_SAVED. */
  save(record: JobRecord): Promise<void>;
  saveItems(id: string, items: readonly JobItem[]): Promise<void>;
  /** Empty when there are none, or when they cannot be read. */
  readItems(id: string): Promise<readonly JobItem[]>;
  appendLog(id: string, lines: readonly LogLine[]): Promise<void>;
  readLog(id: string): Promise<readonly LogLine[]>;
  remove(id: string): Promise<void>;
}

export function createJobStore(fs: FileSystem, root: string): JobStore {
  const folder = (id: string): string => join(root, id);
  const file = (id: string, name: string): string => join(root, id, name);

  const load = async (id: string): Promise<JobRecord | Finding> => {
    const path = file(id, 'job.json');
    try {
      const bytes = await readBounded(fs, path, largestFile);
      const record = jobRecordSchema.parse(JSON.parse(bytes.toString('utf8')));
      if (record.id === id) return record;
    } catch {
      // Told below: whatever it is, the job cannot be shown.
    }
    return { level: 'warning', code: 'JOB_RECORD_DAMAGED', params: { path }, affected: [path] };
  };

  return {
    folder,
    async load() {
      const names = await fs.readdir(root).catch(() => []);
      const ids = names.filter((name) => idForm.test(name)).sort();
      const found = await Promise.all(ids.map(load));
      const records = found.filter((entry) => 'format' in entry);
      return {
        records: records.sort((a, b) => (a.id < b.id ? 1 : -1)),
        findings: found.filter((entry) => 'code' in entry),
      };
    },
    async save(record) {
      const path = file(record.id, 'job.json');
      try {
        await makeStateFolder(fs, folder(record.id));
        await writeDurably(fs, path, `${JSON.stringify(record)}\n`, 0o600);
      } catch (error) {
        throw asNotSaved(path, error);
      }
    },
    async saveItems(id, items) {
      const path = file(id, 'items.jsonl');
      const text = items.map((item) => `${JSON.stringify(item)}\n`).join('');
      try {
        await writeDurably(fs, path, text, 0o600);
      } catch (error) {
        throw asNotSaved(path, error);
      }
    },
    readItems: (id) => readLines(fs, file(id, 'items.jsonl'), jobItemSchema),
    async appendLog(id, lines) {
      if (lines.length === 0) return;
      const path = file(id, 'log.jsonl');
      try {
        const handle = await fs.open(path, 'a', 0o600);
        try {
          // A kill may have left half a line: nothing may be glued to it.
          await handle.appendFile(`\n${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
        } finally {
          await handle.close();
        }
      } catch (error) {
        throw asNotSaved(path, error);
      }
    },
    readLog: (id) => readLines(fs, file(id, 'log.jsonl'), logLineSchema),
    async remove(id) {
      if (idForm.test(id)) await fs.rm(folder(id), { recursive: true, force: true });
    },
  };
}

/** The lines that can be read: a kill may have cut the last one off. */
async function readLines<T>(fs: FileSystem, path: string, schema: z.ZodType<T>): Promise<T[]> {
  const bytes = await readBounded(fs, path, largestFile).catch(() => undefined);
  const lines = bytes?.toString('utf8').split('\n') ?? [];
  return lines.flatMap((line) => {
    try {
      return [schema.parse(JSON.parse(line))];
    } catch {
      return [];
    }
  });
}

/** A failure to write a job's files, as JOB_NOT_SAVED. */
export function asNotSaved(path: string, error: unknown): SluiceError {
  if (error instanceof SluiceError && error.code === 'JOB_NOT_SAVED') return error;
  const cause = error instanceof SluiceError ? error.cause : error;
  const reason = (cause as NodeJS.ErrnoException | undefined)?.code ?? 'unknown';
  return new SluiceError('JOB_NOT_SAVED', { params: { path, reason }, affected: [path], cause: error });
}
