import type { SeededRandom } from '../../support/seeded-random.ts';
import type { Inode, NameChange } from './disk-log.ts';

/** Names given or taken at one instant. */
export interface NamesChanged {
  readonly changes: readonly NameChange[];
  /** A sync of a folder that it touches covered it. */
  readonly durable: boolean;
}

/**
 * What a disk may have of changed names, as indices into `happened`. Each folder keeps what was durable, and of the
 * rest what came before some moment of its own; a change in two folders happened in both or in neither.
 */
export function keptNames(happened: readonly NamesChanged[], random: SeededRandom): ReadonlySet<number> {
  const mood = random.pick(['durable', 'all', 'any', 'any'] as const);
  const held = heldAtLeast(happened);
  const kept = new Map<Inode, number>();
  for (const folder of foldersIn(happened)) {
    const least = held.get(folder) ?? 0;
    const most = happened.length;
    kept.set(folder, mood === 'durable' ? least : mood === 'all' ? most : random.between(least, most));
  }
  const isLost = ({ changes }: NamesChanged, index: number): boolean =>
    changes.some(({ folder }) => index >= (kept.get(folder) ?? 0));
  untilSettled(happened, (one, index) => {
    if (!isLost(one, index)) return false;
    const behind = one.changes.filter(({ folder }) => (kept.get(folder) ?? 0) > index);
    for (const { folder } of behind) kept.set(folder, index);
    return behind.length > 0;
  });
  return new Set(happened.flatMap((one, index) => (isLost(one, index) ? [] : [index])));
}

/** For each folder the index behind the last change that it must have. */
function heldAtLeast(happened: readonly NamesChanged[]): ReadonlyMap<Inode, number> {
  const least = new Map<Inode, number>();
  untilSettled(happened, ({ changes, durable }, index) => {
    const held = durable || changes.some(({ folder }) => index < (least.get(folder) ?? 0));
    const late = changes.filter(({ folder }) => held && (least.get(folder) ?? 0) <= index);
    for (const { folder } of late) least.set(folder, index + 1);
    return late.length > 0;
  });
  return least;
}

/** Asks about each change, again and again, until nothing moves any more. */
function untilSettled(
  happened: readonly NamesChanged[],
  moves: (one: NamesChanged, index: number) => boolean,
): void {
  let moving = true;
  while (moving) {
    moving = false;
    happened.forEach((one, index) => {
      if (moves(one, index)) moving = true;
    });
  }
}

function foldersIn(happened: readonly NamesChanged[]): Set<Inode> {
  return new Set(happened.flatMap(({ changes }) => changes.map(({ folder }) => folder)));
}
