import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SluiceError } from '../../../core/contract/index.ts';
import { must, type Bench, type FaultCase, type Try } from '../case.ts';
import { crashState, layOut } from '../support/crash-state.ts';
import { openDiskWorld, type DiskWorld } from '../support/disk-world.ts';
import { filesIn } from '../support/folder-listing.ts';
import { exportKind } from '../support/export-move.ts';
import type { Move, MoveKind } from '../support/moves.ts';
import { registryKind } from '../support/registry-move.ts';
import { pulledMedium } from '../support/pulled-medium.ts';
import { recordedDisk } from '../support/recorded-disk.ts';
import { makeStick, maySticks, pullOut } from '../support/stick.ts';

/** From this try on a real stick is unmounted, where root may mount one. */
const firstStick = 100;

/** F21. The medium goes while it is written or read, and comes back with what it had kept. */
export const mediumGone: FaultCase = {
  id: 'F21',
  title: 'the medium is pulled out while it is written or read',
  amount: firstStick + 10,
  sample: 6,
  async open(): Promise<Bench> {
    const world = await openDiskWorld('medium-gone');
    const first = await exportKind(world, 'first', 'empty', {});
    const kinds = [
      first,
      await exportKind(world, 'next', 'earlier', { fileLimit: 200_000 }),
      await registryKind(world, 'import', first.reference.disk),
    ];
    const measured: { readonly kind: MoveKind; readonly calls: number }[] = [];
    for (const kind of kinds) measured.push({ kind, calls: await callsOf(world, kind) });
    const sticks = await maySticks('ext4');
    return {
      run: async ({ number, random, folder }) => {
        if (number >= firstStick) {
          const [, next] = kinds;
          if (!sticks || next === undefined) return { ended: 'not tried: no stick can be mounted here' };
          return { ended: await unmount(world, next, folder, random) };
        }
        const { kind, calls = 0 } = measured[number % measured.length] ?? {};
        if (kind === undefined) throw new RangeError('no such kind');
        const move = await kind.open(folder);
        try {
          return { ended: await pull(move, random.between(1, calls), random) };
        } finally {
          await move.close();
        }
      },
      close: world.close,
    };
  },
};

/** How often a run that nothing happens to calls upon its medium. */
async function callsOf(world: DiskWorld, kind: MoveKind): Promise<number> {
  const move = await kind.open(join(world.folder, `measured-${kind.name}`));
  const medium = pulledMedium({ root: move.medium ?? '' });
  await move.run({ fs: medium.fs });
  await move.close();
  return medium.calls;
}

async function pull(move: Move, at: number, random: Try['random']): Promise<string> {
  const root = move.medium ?? '';
  const when = `${move.name}, pulled out at call ${at}`;
  await mkdir(root, { recursive: true });
  const recorded = await recordedDisk(root);
  let gone = 0;
  const onGone = (): void => void (gone = recorded.log().now);
  const medium = pulledMedium({ root, at, onGone, fs: recorded.fs });
  const told = await outcome(move.run({ fs: medium.fs }), when);
  // Now and then a run calls upon it less often than another did.
  if (!medium.isGone) return `not needed any more: ${told}, ${await move.goOn(when)}`;
  // An import only reads.
  if (recorded.log().actions.length > 0) await layOut(crashState(recorded.log(), gone, random), root);
  await move.mustBeWhole(when);
  return `${told}, ${await move.goOn(when)}`;
}

/** Open files on a stick that is unmounted go on; new ones would be made on the disk below it. */
async function unmount(
  world: DiskWorld,
  kind: MoveKind,
  folder: string,
  random: Try['random'],
): Promise<string> {
  const disk = join(folder, 'disk');
  const stick = await makeStick(join(folder, 'image'), 'ext4');
  await stick.plugIn(disk);
  try {
    const move = await kind.open(folder);
    const at = random.between(1, 14);
    const when = `${move.name}, unmounted at blob ${at}`;
    let asked = 0;
    world.upstream.before = async ({ route, method }) => {
      if (route.kind === 'blob' && method === 'GET' && ++asked === at) await pullOut(disk);
      return undefined;
    };
    const told = await outcome(move.run(), when);
    world.upstream.before = () => undefined;
    must(asked >= at, 'wrong', `${when}: only ${asked} blobs were asked for`);
    const elsewhere = await filesIn(disk);
    must(elsewhere.length === 0, 'outside', `${when}: written to the disk below: ${elsewhere.join()}`);
    await stick.plugIn(disk);
    await move.mustBeWhole(when);
    return `unmounted: ${told}, ${await move.goOn(when)}`;
  } finally {
    await pullOut(disk).catch(() => undefined);
  }
}

/** How a run ended; when in an error, it must be one in words that says which file or folder it is about. */
async function outcome(run: ReturnType<Move['run']>, when: string): Promise<string> {
  try {
    return (await run).report.status;
  } catch (error) {
    must(error instanceof SluiceError, 'wrong', `${when}: ended in ${String(error)}`);
    const { file, path, directory } = error.params;
    const named = [file, path, directory, ...error.affected].some((name) => name !== undefined);
    must(named, 'wrong', `${when}: names nothing: ${String(error)}`);
    return error.code;
  }
}
