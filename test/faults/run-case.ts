import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../support/seeded-random.ts';
import { Damage, type Bench, type FaultCase, type Scale } from './case.ts';
import type { TryRecord } from './record.ts';

/** Runs tries of a case, and tells of each as it ends. Never throws for a try. */
export async function runCase(
  what: FaultCase,
  numbers: readonly number[],
  seed: string,
  tell: (record: TryRecord) => Promise<void> | void,
  scale: Scale = 'whole',
): Promise<void> {
  if (numbers.length === 0) return;
  const bench = await what.open(scale);
  const waiting = numbers.values();
  const worker = async (): Promise<void> => {
    for (const number of waiting) await tell(await runTry(what, bench, number, seed));
  };
  try {
    await Promise.all(Array.from({ length: what.abreast ?? 1 }, worker));
  } finally {
    await bench.close();
  }
}

async function runTry(what: FaultCase, bench: Bench, number: number, seed: string): Promise<TryRecord> {
  const { id } = what;
  const folder = await mkdtemp(join(tmpdir(), `sluice-fault-${id}-`));
  try {
    const random = seededRandom(`${seed} ${id} ${number}`);
    return { id, number, ...(await bench.run({ number, random, folder })) };
  } catch (error) {
    const harm = error instanceof Damage ? error.harm : 'broken';
    return {
      id,
      number,
      harm,
      message:
        error instanceof Error
          ? harm === 'broken'
            ? (error.stack ?? error.message)
            : error.message
          : String(error),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
