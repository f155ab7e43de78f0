import { join } from 'node:path';
import { z } from 'zod';
import type { FileSystem } from '../ports/index.ts';
import { reading } from './io.ts';
import { runKey } from './run-record.ts';
import { readState, writeState } from './state-file.ts';

const receivedSetSchema = z.object({
  /** Name of the target that the set was made for. */
  target: z.string(),
  setId: z.string(),
  generation: z.number().int().nonnegative(),
  /** When it was first given, RFC 3339, UTC. */
  time: z.string(),
});

/** A set that a registry was given from this machine. */
export type ReceivedSet = Readonly<z.infer<typeof receivedSetSchema>>;

const receivedSchema = z.object({
  format: z.literal(1),
  registry: z.string(),
  /** The last one for each target. */
  sets: z.array(receivedSetSchema),
});

/** Which set each registry was given last. Write it under the registry's lock. */
export interface ReceivedSets {
  /** The last one for `target`. Throws LEDGER_STATE_DAMAGED, LEDGER_READ_FAILED. */
  last(registry: string, target: string): Promise<ReceivedSet | undefined>;
  /** Makes `set` the last one for its target. Throws LEDGER_STATE_DAMAGED, LEDGER_READ_FAILED, LEDGER_WRITE_FAILED. */
  record(registry: string, set: ReceivedSet): Promise<void>;
  /** The last one of every registry and target, by registry. Throws LEDGER_STATE_DAMAGED, LEDGER_READ_FAILED. */
  list(): Promise<readonly (ReceivedSet & { readonly registry: string })[]>;
}

/** `received/<registry>.json`. */
export function openReceivedSets({
  fs,
  stateDirectory,
}: {
  readonly fs: FileSystem;
  readonly stateDirectory: string;
}): ReceivedSets {
  const folder = join(stateDirectory, 'received');
  const pathOf = (registry: string): string => join(folder, `${runKey({ registry }).slice(-32)}.json`);
  const setsOf = async (registry: string): Promise<readonly ReceivedSet[]> =>
    (await readState(fs, pathOf(registry), receivedSchema))?.sets ?? [];
  return {
    last: async (registry, target) => (await setsOf(registry)).find((set) => set.target === target),
    async record(registry, set) {
      const others = (await setsOf(registry)).filter(({ target }) => target !== set.target);
      await writeState(fs, pathOf(registry), { format: 1, registry, sets: [...others, set] });
    },
    async list() {
      const names = (await reading(folder, () => fs.readdir(folder))) ?? [];
      const all: (ReceivedSet & { readonly registry: string })[] = [];
      for (const name of names.filter((one) => /^[0-9a-f]+\.json$/.test(one))) {
        const kept = await readState(fs, join(folder, name), receivedSchema);
        for (const set of kept?.sets ?? []) all.push({ ...set, registry: kept?.registry ?? '' });
      }
      return all.sort((a, b) => (a.registry < b.registry ? -1 : a.registry > b.registry ? 1 : 0));
    },
  };
}
