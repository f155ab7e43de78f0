import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SluiceError } from '../../../core/contract/index.ts';
import { faultyFileSystem } from '../../support/faulty-file-system.ts';
import { must, type Bench, type FaultCase, type Try } from '../case.ts';
import { contentIn, exportTo, openDiskWorld, type DiskWorld } from '../support/disk-world.ts';
import { filesIn } from '../support/folder-listing.ts';
import { loadSet } from '../support/loaded-set.ts';
import { chunksIn } from '../support/set-parts.ts';
import { makeReadOnly, makeStick, maySticks, pullOut } from '../support/stick.ts';

/** What a scenario is given: the world, and what a set of all images is. */
interface Given {
  readonly world: DiskWorld;
  readonly expected: string;
  /** Bytes of the largest blob. */
  readonly largest: number;
}

type Scenario = (given: Given, one: Try) => Promise<string>;

/** F28. Media that take no writes, no large files, no long paths, or no difference between upper and lower case. */
export const oddMedia: FaultCase = {
  id: 'F28',
  title: 'read-only media, long names, small files only: refused with the reason, or it works',
  amount: 25,
  sample: 5,
  async open(): Promise<Bench> {
    const world = await openDiskWorld('odd-media');
    const place = await world.place(join(world.folder, 'reference'), 'empty');
    await exportTo(place, world.config);
    const sizes = [...world.upstream.registry.counters().blobs.keys()].map(
      (digest) => world.upstream.content.blobs.get(digest)?.size ?? 0,
    );
    const given = { world, expected: await contentIn(place.disk), largest: Math.max(...sizes) };
    return {
      run: async (one) => {
        const scenario = scenarios[one.number % scenarios.length];
        if (scenario === undefined) throw new RangeError('no such scenario');
        return { ended: await scenario(given, one) };
      },
      close: world.close,
    };
  },
};

const scenarios: readonly Scenario[] = [
  longNames,
  fileLimit,
  readOnly,
  limitFoundOut,
  tooLongPath,
  smallerThanABlob,
  vfat,
];

/** Names as long as file systems take them, in letters of one byte and of three. */
async function longNames({ world, expected }: Given, { random, folder }: Try): Promise<string> {
  const name = random.pick(['d'.repeat(255), '界'.repeat(85)]);
  const place = await world.place(join(folder, name), 'empty');
  const config = join(folder, `${name.slice(0, name.length === 85 ? 83 : 250)}.yaml`);
  await writeFile(config, await readFile(world.config));
  await exportTo({ ...place, disk: join(folder, name, name) }, config);
  const found = await contentIn(join(folder, name, name));
  must(found === expected, 'lost', `${found} instead of ${expected}`);
  const { outcome } = await loadSet(world, join(folder, name), join(folder, name, name));
  must(outcome === 'complete', 'wrong', `loaded from a long name: ${outcome}`);
  return 'long names: work';
}

/** Every chunk stays below what the medium takes. */
async function fileLimit({ world, expected, largest }: Given, { random, folder }: Try): Promise<string> {
  const place = await world.place(folder, 'empty');
  // A header of one block before the blob, and the end mark behind it.
  const limit = random.between(largest + 4 * 512, 3 * largest);
  await exportTo(place, world.config, { more: { fileLimit: limit } });
  const found = await contentIn(place.disk);
  must(found === expected, 'lost', `${found} instead of ${expected}`);
  for (const name of await chunksIn(place.disk)) {
    const { size } = await stat(join(place.disk, name));
    must(size <= limit, 'outside', `${name} has ${size} bytes, the medium takes ${limit}`);
  }
  return 'file limit: kept';
}

/** A layer that does not fit is laid down in parts, none larger than the medium takes, and loaded from there. */
async function smallerThanABlob(
  { world, expected, largest }: Given,
  { random, folder }: Try,
): Promise<string> {
  const place = await world.place(folder, 'empty');
  const limit = random.between(Math.floor(largest / 20), largest);
  await exportTo(place, world.config, { more: { fileLimit: limit } });
  const found = await contentIn(place.disk);
  must(found === expected, 'lost', `${found} instead of ${expected}`);
  const files = (await filesIn(place.disk)).filter((name) => name.startsWith('mirror_'));
  must(
    files.some((name) => name.includes('.part-')),
    'wrong',
    `no parts with a limit of ${limit}`,
  );
  for (const name of files) {
    const { size } = await stat(join(place.disk, name));
    must(size <= limit, 'outside', `${name} has ${size} bytes, the medium takes ${limit}`);
  }
  const { outcome } = await loadSet(world, folder, place.disk);
  must(outcome === 'complete', 'wrong', `loaded from parts: ${outcome}`);
  return 'file limit below a blob: in parts';
}

/** The medium says it only when a file has become too large; told beforehand, the same export works. */
async function limitFoundOut({ world, expected, largest }: Given, { random, folder }: Try): Promise<string> {
  const place = await world.place(folder, 'empty');
  const at = random.between(1, 3);
  const { fs } = faultyFileSystem({
    at,
    only: /^writev \.partial/,
    kind: 'fail',
    code: 'EFBIG',
    lasting: true,
  });
  const code = await codeOf(exportTo(place, world.config, { fs }));
  must(code === 'ARCHIVE_FILE_LIMIT', 'wrong', `a file became too large: ${code}`);
  await exportTo(place, world.config, { more: { fileLimit: 2 * largest } });
  const found = await contentIn(place.disk);
  must(found === expected, 'lost', `${found} instead of ${expected}`);
  return 'file limit found out: said, then kept';
}

async function tooLongPath({ world }: Given, { random, folder }: Try): Promise<string> {
  const place = await world.place(folder, 'empty');
  const name = random.pick(['d'.repeat(256), Array.from({ length: 20 }, () => 'd'.repeat(250)).join('/')]);
  const code = await codeOf(exportTo({ ...place, disk: join(place.disk, name) }, world.config));
  const refused = ['DIRECTORY_NOT_WRITABLE', 'LEDGER_WRITE_FAILED'];
  must(refused.includes(code), 'wrong', `a path of ${name.length} letters: ${code}`);
  return 'path too long: refused';
}

/** Nothing is exported onto it and said so; a set on it can be loaded. Root is let in everywhere but on a mount. */
async function readOnly({ world }: Given, { folder }: Try): Promise<string> {
  const place = await world.place(folder, 'empty');
  const asRoot = process.getuid?.() === 0;
  if (asRoot && !(await maySticks('ext4'))) return 'not tried: no stick can be mounted here';
  if (asRoot) await (await makeStick(join(folder, 'image'), 'ext4')).plugIn(place.disk);
  else await mkdir(place.disk);
  try {
    await exportTo(place, world.config);
    const before = await filesIn(place.disk);
    if (asRoot) await makeReadOnly(place.disk);
    else await chmod(place.disk, 0o555);
    const code = await codeOf(exportTo(place, world.config));
    must(code === 'DIRECTORY_NOT_WRITABLE', 'wrong', `an export onto a read-only medium: ${code}`);
    must((await filesIn(place.disk)).join() === before.join(), 'outside', 'something was written');
    const { outcome } = await loadSet(world, folder, place.disk);
    must(outcome === 'complete', 'wrong', `loaded from a read-only medium: ${outcome}`);
    return 'read-only: refused, can be loaded';
  } finally {
    if (asRoot) await pullOut(place.disk);
    else await chmod(place.disk, 0o755);
  }
}

/** FAT32: no upper and lower case, no links, no rights, times of two seconds. */
async function vfat({ world, expected }: Given, { folder }: Try): Promise<string> {
  if (!(await maySticks('vfat'))) return 'not tried: no FAT32 stick can be mounted here';
  const place = await world.place(folder, 'empty');
  await (await makeStick(join(folder, 'image'), 'vfat')).plugIn(place.disk);
  try {
    await exportTo(place, world.config);
    const found = await contentIn(place.disk);
    must(found === expected, 'lost', `${found} instead of ${expected}`);
    return 'FAT32: works';
  } finally {
    await pullOut(place.disk);
  }
}

async function codeOf(running: Promise<unknown>): Promise<string> {
  try {
    await running;
    return 'nothing';
  } catch (error) {
    must(error instanceof SluiceError, 'wrong', `ended in ${String(error)}`);
    return error.code;
  }
}
