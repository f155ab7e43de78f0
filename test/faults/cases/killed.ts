import type { Bench, FaultCase } from '../case.ts';
import { openDiskWorld } from '../support/disk-world.ts';
import { exportKind } from '../support/export-move.ts';
import type { Strike } from '../support/killed-command.ts';
import { registryKind } from '../support/registry-move.ts';
import { measureMove, strikeMove, type MeasuredMove } from '../support/struck-move.ts';

/** How many tries of what, in the order of their numbers. */
const plan: readonly { readonly tries: number; readonly how: Strike; readonly kind?: string }[] = [
  { tries: 200, how: 'SIGKILL', kind: 'export' },
  { tries: 200, how: 'SIGKILL', kind: 'import' },
  { tries: 100, how: 'SIGKILL', kind: 'mirror' },
  { tries: 50, how: 'SIGTERM' },
  { tries: 20, how: 'SIGINT twice' },
];

/** F19. The command is struck at a random moment of its life, and run again. */
export const killed: FaultCase = {
  id: 'F19',
  title: 'the process is killed (SIGKILL, SIGTERM, SIGINT twice) at any moment',
  amount: plan.reduce((sum, { tries }) => sum + tries, 0),
  sample: 3,
  async open(): Promise<Bench> {
    const world = await openDiskWorld('killed');
    const exported = await exportKind(world, 'export', 'earlier', {});
    const full = await exportKind(world, 'first', 'empty', {});
    const kinds = [
      exported,
      await registryKind(world, 'import', full.reference.disk),
      await registryKind(world, 'mirror'),
    ];
    const measured = new Map<string, MeasuredMove>();
    for (const kind of kinds) measured.set(kind.name, await measureMove(world, kind));
    return {
      run: async ({ number, random, folder }) => {
        const { how, kind: wanted } = planned(number);
        const kind = kinds.find(({ name }) => name === wanted) ?? random.pick(kinds);
        const whole = measured.get(kind.name);
        if (whole === undefined) throw new RangeError('not measured');
        const move = await kind.open(folder);
        try {
          return await strikeMove(move, folder, how, whole, random);
        } finally {
          await move.close();
        }
      },
      close: world.close,
    };
  },
};

function planned(number: number): (typeof plan)[number] {
  let first = 0;
  for (const part of plan) {
    first += part.tries;
    if (number < first) return part;
  }
  throw new RangeError(`no try ${number}`);
}
