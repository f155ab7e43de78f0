import { join } from 'node:path';
import { z } from 'zod';
import { custodyName } from '../../contract/index.ts';
import type { FileSystem } from '../../ports/index.ts';
import { readState, writeState } from '../state-file.ts';
import type { SeenChain } from './read-chain.ts';

const seenSchema = z.strictObject({
  /** Of the set, or of the first set of its folder. */
  setId: z.string(),
  /** By what the folder is known again. */
  place: z.string(),
  records: z.number().int().positive(),
  hash: z.string(),
  /** RFC 3339, UTC. */
  time: z.string(),
});

/** How far the log of a set in one place was seen. */
export type SeenLog = Readonly<z.infer<typeof seenSchema>>;

const witnessSchema = z.strictObject({ format: z.literal(1), logs: z.array(seenSchema) });

/** Logs that are remembered; the ones that were not looked at for longest go first. */
const mostLogs = 5000;

/**
 * What this installation saw of the logs on media. A log whose last records were taken away is whole in itself: only
 * who saw more of it can tell. Write it under the lock of the installation's own log.
 */
export interface CustodyWitness {
  /** What was seen in this very place. Throws LEDGER_STATE_DAMAGED, LEDGER_READ_FAILED. */
  seen(place: string, setIds: readonly string[]): Promise<SeenLog | undefined>;
  /** The longest log of the same set in any other place: another copy may know more. */
  elsewhere(place: string, setIds: readonly string[]): Promise<SeenLog | undefined>;
  /** Throws LEDGER_STATE_DAMAGED, LEDGER_READ_FAILED, LEDGER_WRITE_FAILED. */
  remember(place: string, setIds: readonly string[], chain: SeenChain, now: Date): Promise<void>;
}

/** `custody/seen.json`. */
export function openWitness({
  fs,
  stateDirectory,
}: {
  readonly fs: FileSystem;
  readonly stateDirectory: string;
}): CustodyWitness {
  const path = join(stateDirectory, 'custody', 'seen.json');
  const logs = async (): Promise<readonly SeenLog[]> =>
    (await readState(fs, path, witnessSchema))?.logs ?? [];
  const longest = (found: readonly SeenLog[]): SeenLog | undefined =>
    found.reduce<SeenLog | undefined>(
      (best, log) => (best === undefined || log.records > best.records ? log : best),
      undefined,
    );
  return {
    seen: async (place, setIds) =>
      longest((await logs()).filter((log) => log.place === place && setIds.includes(log.setId))),
    elsewhere: async (place, setIds) =>
      longest((await logs()).filter((log) => log.place !== place && setIds.includes(log.setId))),
    async remember(place, setIds, { records, hash }, now) {
      const known = await logs();
      const others = known.filter((log) => log.place !== place || !setIds.includes(log.setId));
      const time = now.toISOString();
      const added = setIds.map((setId) => ({ setId, place, records, hash, time }));
      await writeState(fs, path, { format: 1, logs: [...others, ...added].slice(-mostLogs) });
    },
  };
}

const headSchema = z.strictObject({
  format: z.literal(1),
  /** Of the installation. */
  id: z.string().regex(/^[A-Za-z0-9-]{8,64}$/),
  records: z.number().int().nonnegative(),
  hash: z.string(),
});

/** Which installation this is, and how far its own log goes. */
export type CustodyHead = Readonly<z.infer<typeof headSchema>>;

function headPath(stateDirectory: string): string {
  return join(stateDirectory, 'custody', 'head.json');
}

/** Undefined before the first record. Throws LEDGER_STATE_DAMAGED, LEDGER_READ_FAILED. */
export function readHead(fs: FileSystem, stateDirectory: string): Promise<CustodyHead | undefined> {
  return readState(fs, headPath(stateDirectory), headSchema);
}

/** Throws LEDGER_WRITE_FAILED. */
export function writeHead(
  fs: FileSystem,
  stateDirectory: string,
  head: Omit<CustodyHead, 'format'>,
): Promise<void> {
  return writeState(fs, headPath(stateDirectory), { format: 1, ...head });
}

/** The installation's own log. */
export function installationLog(stateDirectory: string): string {
  return join(stateDirectory, 'custody', custodyName);
}

/** Beside `sluice-set.json` on a medium, and in the state directory. */
export { custodyName };
