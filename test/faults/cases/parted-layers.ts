import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bench, FaultCase } from '../case.ts';
import { exportTo, openDiskWorld } from '../support/disk-world.ts';
import { exportKind } from '../support/export-move.ts';
import { filesIn } from '../support/folder-listing.ts';
import { mustNameWrong } from '../support/named-chunks.ts';
import { measureMove, strikeMove } from '../support/struck-move.ts';
import { wrongParts } from '../support/wrong-parts.ts';

/** As a flag and in bytes: several layers of the practice content are larger. */
const limit = { flags: ['--file-limit', '64K'], bytes: 64 * 1024 };
/** So small that a layer has more parts than a wrong one and its neighbours. */
const manyParts = 30_000;
const kills = 100;
const forms = 13;

/** F34. A layer that no file of the medium may hold: its export is killed, and its parts are not as they were. */
export const partedLayers: FaultCase = {
  id: 'F34',
  title: 'a layer in parts: the export is killed; parts missing, cut, twice, exchanged, foreign',
  amount: kills + forms,
  sample: 6,
  async open(): Promise<Bench> {
    const world = await openDiskWorld('parted-layers');
    const kind = await exportKind(world, 'export', 'earlier', { fileLimit: limit.bytes }, limit.flags);
    const measured = await measureMove(world, kind);
    const whole = await exportKind(world, 'whole', 'empty', { fileLimit: manyParts });
    const foreign = await world.place(join(world.folder, 'foreign'), 'empty');
    await exportTo(foreign, world.upstream.configuration);
    const wrongs = wrongParts(await longestRow(whole.reference.disk));
    if (wrongs.length !== forms) throw new RangeError(`${wrongs.length} forms`);
    return {
      run: async ({ number, random, folder }) => {
        const wrong = wrongs[number];
        if (wrong === undefined) {
          const move = await kind.open(folder);
          try {
            return await strikeMove(move, folder, 'SIGKILL', measured, random);
          } finally {
            await move.close();
          }
        }
        const set = join(folder, 'set');
        await cp(whole.reference.disk, set, { recursive: true });
        const named = await wrong.do({ set, foreign: foreign.disk, older: world.earlier.disk });
        return { ended: await mustNameWrong(world, folder, { wrong, named, set }) };
      },
      close: world.close,
    };
  },
};

/** The parts of the chunk that has the most. */
async function longestRow(disk: string): Promise<string[]> {
  const rows = Map.groupBy(
    (await filesIn(disk)).filter((name) => /^mirror_\d{6}\.part-\d{4}$/.test(name)),
    (name) => name.slice(0, 'mirror_000000'.length),
  );
  const [longest = []] = [...rows.values()].sort((a, b) => b.length - a.length);
  if (longest.length < 4) throw new RangeError(`only ${longest.length} parts`);
  return longest;
}
