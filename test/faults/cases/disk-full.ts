import { join } from 'node:path';
import { SluiceError } from '../../../core/contract/index.ts';
import { faultyFileSystem } from '../../support/faulty-file-system.ts';
import { must, type Bench, type FaultCase } from '../case.ts';
import { openDiskWorld, type DiskWorld } from '../support/disk-world.ts';
import { exportKind } from '../support/export-move.ts';
import type { MoveKind } from '../support/moves.ts';
import { registryKind } from '../support/registry-move.ts';

/** Calls that need room, or are the first to notice that there is none. */
const needsRoom = /^(?:open|mkdir|write|writev|writeFile|appendFile|rename|truncate|sync|datasync) /;

const amount = 600;

/** F20. Each call of a small run that needs room finds none: it alone, or it and all that follow. */
export const diskFull: FaultCase = {
  id: 'F20',
  title: 'no room at every write, fsync, rename, truncate; then room again',
  amount,
  sample: 8,
  abreast: 2,
  async open(): Promise<Bench> {
    const world = await openDiskWorld('disk-full');
    const first = await exportKind(world, 'first', 'empty', {});
    const kinds = [
      first,
      await exportKind(world, 'next', 'earlier', { target: 'enclave-b', fileLimit: 200_000 }),
      await registryKind(world, 'import', first.reference.disk),
      await registryKind(world, 'mirror'),
    ];
    const points: Point[] = [];
    for (const kind of kinds) points.push(...(await pointsOf(world, kind)));
    if (points.length > amount) throw new RangeError(`${points.length} calls need room`);
    return {
      run: async ({ number, random, folder }) => {
        const { kind, at, call } = points[number % points.length] ?? {};
        if (kind === undefined || at === undefined) throw new RangeError('no such point');
        const move = await kind.open(folder);
        const lasting = random.fraction() < 0.5;
        const when = `${kind.name}, ${lasting ? 'from' : 'at'} call ${at}, ${call}`;
        const fault = { at, only: needsRoom, kind: 'fail', code: 'ENOSPC', torn: true, lasting } as const;
        try {
          const told = await move.run({ fs: faultyFileSystem(fault).fs }).then(
            ({ report }) => report.status,
            (error: unknown) => codeOf(error, when),
          );
          await move.mustBeWhole(when);
          return { ended: `${told}, ${await move.goOn(when)}` };
        } finally {
          await move.close();
        }
      },
      close: world.close,
    };
  },
};

interface Point {
  readonly kind: MoveKind;
  /** Counts the calls that need room, from 1. */
  readonly at: number;
  readonly call: string;
}

/** Every call that needs room of a run that has enough of it. */
async function pointsOf(world: DiskWorld, kind: MoveKind): Promise<Point[]> {
  const move = await kind.open(join(world.folder, `measured-${kind.name}`));
  const { fs, calls } = faultyFileSystem();
  await move.run({ fs });
  await move.close();
  return calls.filter((call) => needsRoom.test(call)).map((call, index) => ({ kind, call, at: index + 1 }));
}

/** What the operator is told: in words, with the reason. */
function codeOf(error: unknown, when: string): string {
  must(error instanceof SluiceError, 'wrong', `${when}: ended in ${String(error)}`);
  const told = JSON.stringify([error.params, error.toString()]);
  must(/ENOSPC/.test(told) || error.code === 'PLAN_REFUSED', 'wrong', `${when}: without a reason: ${told}`);
  return error.code;
}
