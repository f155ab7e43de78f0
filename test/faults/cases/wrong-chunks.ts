import { cp, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { listTar } from '../../support/archive-tar.ts';
import type { Bench, FaultCase } from '../case.ts';
import { exportTo, openDiskWorld, type DiskWorld } from '../support/disk-world.ts';
import { exportKind } from '../support/export-move.ts';
import { loadSet } from '../support/loaded-set.ts';
import { mustNameWrong, mustRefuse } from '../support/named-chunks.ts';
import { wrongChunks } from '../support/wrong-chunks.ts';

const cuts = 400;
const chunk = 'mirror_000001.tar';

/** F24. Chunks that are not the set's own, or not whole: said before the first push, and which to copy again. */
export const wrongChunksCase: FaultCase = {
  id: 'F24',
  title: 'chunks missing, twice, renamed, exchanged, foreign; a chunk cut at every block',
  amount: wrongChunks.length + cuts,
  sample: 10,
  abreast: 2,
  async open(): Promise<Bench> {
    const world = await openDiskWorld('wrong-chunks');
    const whole = await exportKind(world, 'whole', 'empty', { fileLimit: 160_000 });
    const foreign = await world.place(join(world.folder, 'foreign'), 'empty');
    await exportTo(foreign, world.upstream.configuration, { more: { fileLimit: 300_000 } });
    const long = await world.place(join(world.folder, 'long'), 'empty');
    await exportTo(long, world.upstream.configuration);
    const places = await cutsOf(join(long.disk, chunk));
    return {
      run: async ({ number, folder }) => {
        const set = join(folder, 'set');
        const wrong = wrongChunks[number];
        if (wrong === undefined) {
          const at = places[number - wrongChunks.length];
          if (at === undefined) throw new RangeError('no such place');
          await cp(long.disk, set, { recursive: true });
          await truncate(join(set, chunk), at);
          return { ended: await mustNameCut(world, folder, set, at) };
        }
        await cp(whole.reference.disk, set, { recursive: true });
        const named = await wrong.do({ set, foreign: foreign.disk, older: world.earlier.disk });
        return { ended: await mustNameWrong(world, folder, { wrong, named, set }) };
      },
      close: world.close,
    };
  },
};

/** Where a chunk of more than two hundred entries is cut: behind every header and every block of a body, as far as `cuts` go. */
async function cutsOf(path: string): Promise<number[]> {
  const entries = await listTar(path);
  if (entries.length < 200) throw new RangeError(`only ${entries.length} entries`);
  const blocks = entries.flatMap(({ start, offset, end }) => [start, offset, Math.max(offset, end - 512)]);
  const places = [...new Set(blocks)].sort((a, b) => a - b);
  return Array.from({ length: cuts }, (_, index) => places[Math.floor((index * places.length) / cuts)] ?? 0);
}

/** With the side files, and without them as oc-mirror's archives come. */
async function mustNameCut(world: DiskWorld, folder: string, set: string, at: number): Promise<string> {
  for (const kind of ['with', 'without'] as const) {
    const when = `cut at ${at}, ${kind} side files`;
    if (kind === 'without')
      for (const name of ['sluice-set.json', 'sluice-index.jsonl']) await rm(join(set, name));
    const loaded = await loadSet(world, join(folder, kind), set, { config: world.upstream.configuration });
    mustRefuse(loaded, [chunk], when);
  }
  return 'refused';
}
