import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunEvent } from '../../../core/contract/index.ts';
import type { Clock } from '../../../core/ports/index.ts';
import { must, type Bench, type FaultCase, type Try } from '../case.ts';
import { contentIn, exportTo, openDiskWorld, type DiskPlace, type DiskWorld } from '../support/disk-world.ts';
import { exportKind } from '../support/export-move.ts';
import type { Move } from '../support/moves.ts';
import { registryKind } from '../support/registry-move.ts';
import { clockOff, jumpingClock, tenYears } from '../support/wrong-clocks.ts';

/** F27. The clock is wrong, or becomes wrong: what is moved is the same. */
export const wrongClock: FaultCase = {
  id: 'F27',
  title: 'clock ten years off, jumping back during a run, histories from the future',
  amount: 30,
  sample: 5,
  async open(): Promise<Bench> {
    const world = await openDiskWorld('wrong-clock');
    const chain = await openChain(world);
    const full = await exportKind(world, 'first', 'empty', {});
    const moves = [
      await exportKind(world, 'export', 'earlier', {}),
      await registryKind(world, 'import', full.reference.disk),
      await registryKind(world, 'mirror'),
    ];
    const scenarios: readonly ((one: Try) => Promise<string>)[] = [
      (one) => chain.eachWithItsOwn(one),
      (one) => chain.fromTheFuture(one),
      ...moves.map((kind) => (one: Try) => moved(one, kind.open(one.folder))),
      (one) => resumed(world, one, full.open(one.folder)),
    ];
    return {
      run: async (one) => {
        const scenario = scenarios[one.number % scenarios.length];
        if (scenario === undefined) throw new RangeError('no such scenario');
        return { ended: await scenario(one) };
      },
      close: world.close,
    };
  },
};

const anyClock = ({ pick, between }: Try['random']): Clock =>
  pick([
    () => clockOff(0),
    () => clockOff(tenYears),
    () => clockOff(-tenYears),
    () => jumpingClock(between(1, 20), -tenYears),
    () => jumpingClock(between(1, 20), -3_600_000),
  ])();

interface Chain {
  /** Three sets that build on each other, each made by a clock of its own. */
  eachWithItsOwn(one: Try): Promise<string>;
  /** The newest history is dated ten years ahead when the next set is made. */
  fromTheFuture(one: Try): Promise<string>;
}

async function openChain(world: DiskWorld): Promise<Chain> {
  const images = world.upstream.content.additionalImages;
  const configs: string[] = [];
  for (const count of [1, 3, images.length]) {
    configs.push(await world.configFor(`isc-${count}`, images.slice(0, count)));
  }
  const make = async (place: DiskPlace, config: string, clock: Clock, target?: string): Promise<Made> => {
    const more = target === undefined ? {} : { target };
    const { events } = await exportTo(place, config, { clock, more });
    return { content: await contentIn(place.disk), events };
  };
  const reference = await world.place(join(world.folder, 'chain'), 'empty');
  const expected: string[] = [];
  for (const config of configs) expected.push((await make(reference, config, clockOff(0))).content);
  return {
    eachWithItsOwn: async ({ random, folder }) => {
      const place = await world.place(folder, 'empty');
      const target = random.fraction() < 0.5 ? 'enclave-b' : undefined;
      for (const [index, config] of configs.entries()) {
        const { content } = await make(place, config, anyClock(random), target);
        must(content === expected[index], 'lost', `${content} instead of ${expected[index]}`);
      }
      return `chain${target === undefined ? '' : ' for a target'}`;
    },
    fromTheFuture: async ({ random, folder }) => {
      const place = await world.place(folder, 'empty');
      const known = random.between(1, 2);
      for (const config of configs.slice(0, known)) await make(place, config, clockOff(0));
      const histories = join(place.disk, 'working-dir', '.history');
      const newest = (await readdir(histories)).sort().at(-1) ?? '';
      await rename(join(histories, newest), join(histories, '.history-2046-02-03T04:05:06Z'));
      const { content, events } = await make(place, configs[known] ?? '', anyClock(random));
      must(content === expected[known], 'lost', `${content} instead of ${expected[known]}`);
      must(
        isTold(events, 'LEDGER_HISTORY_FUTURE'),
        'wrong',
        'nobody says that the history is from the future',
      );
      return 'history from the future';
    },
  };
}

interface Made {
  readonly content: string;
  readonly events: readonly RunEvent[];
}

/** One run by a wrong clock. */
async function moved({ random }: Try, opening: Promise<Move>): Promise<string> {
  const move = await opening;
  try {
    const off = random.pick([tenYears, -tenYears]);
    const jumps = random.fraction() < 0.5;
    const { events } = await move.run({
      clock: jumps ? jumpingClock(random.between(1, 20), off) : clockOff(off),
    });
    await move.mustBeDone(`${move.name}, ${off / tenYears} decades`);
    must(
      jumps || isTold(events, 'CLOCK_SKEWED'),
      'wrong',
      `${move.name}: nobody says that the clock is wrong`,
    );
    return jumps ? `${move.name}, jumping` : move.name;
  } finally {
    await move.close();
  }
}

/** Interrupted by one clock, gone on with by another. */
async function resumed(world: DiskWorld, { random }: Try, opening: Promise<Move>): Promise<string> {
  const move = await opening;
  const stop = new AbortController();
  const blobs = random.between(1, 15);
  let asked = 0;
  world.upstream.before = ({ route, method }) => {
    if (route.kind === 'blob' && method === 'GET' && ++asked === blobs) stop.abort(new Error('stop'));
    return undefined;
  };
  const { report } = await move.run({ clock: clockOff(random.pick([0, tenYears])), signal: stop.signal });
  world.upstream.before = () => undefined;
  must(report.status === 'interrupted', 'wrong', `not interrupted: ${report.status}`);
  return `${await move.goOn('by another clock', { clock: clockOff(-tenYears) })} by another clock`;
}

function isTold(events: readonly RunEvent[], code: string): boolean {
  return events.some((event) => event.type === 'finding' && event.message.code === code);
}
