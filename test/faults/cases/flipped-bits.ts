import { cp, open } from 'node:fs/promises';
import { join } from 'node:path';
import { must, type Bench, type FaultCase, type Harmless, type Try } from '../case.ts';
import { openDiskWorld, type DiskWorld } from '../support/disk-world.ts';
import { exportKind } from '../support/export-move.ts';
import { complaintsAbout } from '../support/judged-set.ts';
import { loadSet } from '../support/loaded-set.ts';
import { partKinds, partsOf, type Part, type PartKind } from '../support/set-parts.ts';

/** F23. One bit of a set is not what it was. */
export const flippedBits: FaultCase = {
  id: 'F23',
  title: 'one flipped bit in a set: header, body, padding, end mark, index, manifest',
  amount: 2000,
  sample: 12,
  abreast: 2,
  async open(): Promise<Bench> {
    const world = await openDiskWorld('flipped-bits');
    const { reference } = await exportKind(world, 'whole', 'empty', { fileLimit: 200_000 });
    const parts = await partsOf(reference.disk);
    const { content } = await loadSet(world, join(world.folder, 'undamaged'), reference.disk);
    return {
      run: async ({ number, random, folder }) => {
        const kind = partKinds[number % partKinds.length] ?? 'header';
        const set = join(folder, 'set');
        await cp(reference.disk, set, { recursive: true });
        const where = await flip(set, kind, random.pick(parts[kind]), random);
        return judge(world, folder, set, { kind, where, content });
      },
      close: world.close,
    };
  },
};

/** Answers where. */
async function flip(
  set: string,
  kind: PartKind,
  { file, from, to }: Part,
  random: Try['random'],
): Promise<string> {
  const at = random.between(from, to - 1);
  const bit = random.between(0, 7);
  const handle = await open(join(set, file), 'r+');
  try {
    const byte = Buffer.alloc(1);
    await handle.read(byte, 0, 1, at);
    byte.writeUInt8(byte.readUInt8(0) ^ (1 << bit), 0);
    await handle.write(byte, 0, 1, at);
  } finally {
    await handle.close();
  }
  return `${kind} of ${file}, bit ${bit} of byte ${at}`;
}

async function judge(
  world: DiskWorld,
  folder: string,
  set: string,
  {
    kind,
    where,
    content,
  }: { readonly kind: PartKind; readonly where: string; readonly content: readonly string[] },
): Promise<Harmless> {
  const complaints = await complaintsAbout(set);
  must(complaints.length > 0, 'corrupt', `${where}: verifying does not notice`);
  const loaded = await loadSet(world, folder, set);
  const foreign = loaded.content.filter((tag) => !content.includes(tag));
  must(foreign.length === 0, 'corrupt', `${where}: pushed ${foreign.join()}`);
  if (loaded.outcome === 'complete') {
    must(
      loaded.content.length === content.length,
      'lost',
      `${where}: complete with ${loaded.content.join()}`,
    );
  } else must(loaded.named.length > 0, 'wrong', `${where}: ${loaded.outcome} names nothing`);
  const first = await loadSet(world, join(folder, 'first'), set, { more: { verifyFirst: true } });
  if (first.pushes > 0) {
    // A damaged table of contents is told and made anew from the chunks, which were read and found whole.
    const spared = first.outcome === 'complete' && first.told.length > 0;
    must(spared, 'wrong', `${where}: ${first.pushes} pushes with --verify-first before ${first.outcome}`);
  }
  const before = first.pushes > 0 ? 'told' : 'refused';
  return { ended: `${kind}: ${before} before the first push, ${loaded.outcome} without --verify-first` };
}
