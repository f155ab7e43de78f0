import { basename, join } from 'node:path';
import { type Finding, SluiceError } from '../contract/index.ts';
import { type FileSystem, removeTemporaries, writeDurably } from '../ports/index.ts';
import { type Digest, isDigest } from '../reference/index.ts';
import { historyFiles, historyName, isHistoryName } from './history-name.ts';
import { reading, writing } from './io.ts';

/** A clock may be this much ahead of the one that wrote the file. Milliseconds. */
const clockTolerance = 5 * 60_000;

/** What the receiver is assumed to have. */
export interface History {
  readonly digests: ReadonlySet<Digest>;
  /** The file it was read from; absent when there is none: the archive carries everything. */
  readonly file?: string;
  /** How many histories there are up to and including `file`; 0 without one. */
  readonly generation: number;
  /** LEDGER_HISTORY_FUTURE when the chosen file is dated in the future. */
  readonly findings: readonly Finding[];
}

export interface HistoryQuery {
  /** Only histories strictly before this instant (`--since D`: D 00:00 UTC). */
  readonly since?: Date;
  readonly now: Date;
}

/**
 * Reads the newest fitting history of `directory` (`working-dir/.history`); a missing folder is an
 * empty history. Throws LEDGER_HISTORY_NAME_INVALID, LEDGER_HISTORY_LINE_INVALID, LEDGER_READ_FAILED.
 */
export async function readHistory(fs: FileSystem, directory: string, query: HistoryQuery): Promise<History> {
  const { since, now } = query;
  const files = historyFiles((await reading(directory, () => fs.readdir(directory))) ?? []);
  const index = files.findLastIndex(({ time }) => since === undefined || time.getTime() < since.getTime());
  const chosen = files[index];
  if (chosen === undefined) return { digests: new Set(), generation: 0, findings: [] };
  const path = join(directory, chosen.file);
  const text = (await reading(path, () => fs.readFile(path, 'utf8'))) ?? '';
  const findings: Finding[] =
    chosen.time.getTime() > now.getTime() + clockTolerance
      ? [
          {
            level: 'warning',
            code: 'LEDGER_HISTORY_FUTURE',
            params: { file: chosen.file, now: now.toISOString() },
            affected: [path],
          },
        ]
      : [];
  return { digests: parseHistory(text, path), file: chosen.file, generation: index + 1, findings };
}

/** The digests in one history file, by its name; none when the file is gone. Throws LEDGER_HISTORY_LINE_INVALID, LEDGER_READ_FAILED. */
export async function readHistoryFile(
  fs: FileSystem,
  directory: string,
  file: string,
): Promise<ReadonlySet<Digest>> {
  const path = join(directory, basename(file));
  return parseHistory((await reading(path, () => fs.readFile(path, 'utf8'))) ?? '', path);
}

export interface NewHistory {
  /** The history this run built on. */
  readonly base: Iterable<Digest>;
  /** What this run's archive carries. */
  readonly added: Iterable<Digest>;
  readonly now: Date;
}

/**
 * Writes the cumulative history of a run, durably: call it last, when the archive is complete on
 * its medium (registry-client.md K4). Its name is always newer than every other name in the
 * folder, also after a clock jump, because oc-mirror and `readHistory` go by names.
 * Answers the file's name. Throws LEDGER_HISTORY_NAME_INVALID, LEDGER_WRITE_FAILED, LEDGER_READ_FAILED.
 */
export async function writeHistory(fs: FileSystem, directory: string, history: NewHistory): Promise<string> {
  const names = (await reading(directory, () => fs.readdir(directory))) ?? [];
  const newest = historyFiles(names).at(-1)?.time.getTime() ?? 0;
  // Names carry whole seconds, so a name of the same second would not be newer.
  const next = Math.max(history.now.getTime(), Math.floor(newest / 1000) * 1000 + 1000);
  const file = historyName(new Date(next));
  const path = join(directory, file);
  // Every history has a name of its own, so no later one takes the place of what a crash left.
  await removeTemporaries(fs, directory, isHistoryName);
  const digests = [...new Set([...history.base, ...history.added])].sort();
  await writing(path, () => writeDurably(fs, path, digests.map((digest) => `${digest}\n`).join('')));
  return file;
}

function parseHistory(text: string, path: string): ReadonlySet<Digest> {
  const digests = new Set<Digest>();
  text.split('\n').forEach((raw, index) => {
    const line = raw.trim();
    if (line === '') return;
    if (!isDigest(line)) {
      throw new SluiceError('LEDGER_HISTORY_LINE_INVALID', {
        params: { path, line: index + 1 },
        affected: [path],
      });
    }
    digests.add(line);
  });
  return digests;
}
