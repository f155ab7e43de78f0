import { extract } from 'tar-stream';
import { encodeHeader } from '../../../core/archive/tar/encode.ts';
import { endMark, paddingFor } from '../../../core/archive/tar/format.ts';
import { readEntries, type TarEntry } from '../../../core/archive/tar/read-entries.ts';
import { defaultLayerLimits, forEachTarEntry, whiteoutOf } from '../../../core/layers/index.ts';
import { readLayerFiles } from '../../../core/layers/layer-files.ts';
import { endOfTar, paxEntry, rawEntry, type RawEntry } from '../../support/archive-tar.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';
import { memoryFile } from './memory-file.ts';
import { mutateBytes } from './mutate-bytes.ts';
import { mutateText } from './mutate-text.ts';
import { fuzzTarget, holds, type FuzzTarget } from './target.ts';

const names = [
  'working-dir/internal/good',
  './working-dir/x',
  'docker/registry/v2/blobs/sha256/ab/data',
  'a/b/c',
  'release-manifests/image-references',
  'configs/a/catalog.json',
  'configs/.wh.a',
  'caf\u00e9',
];
const types = [
  '0',
  '0',
  '0',
  '0',
  '5',
  '\0',
  'x',
  'g',
  'L',
  'K',
  '1',
  '2',
  '3',
  '7',
  'S',
  'V',
  'M',
  'D',
  'N',
  'X',
  'A',
  ' ',
];

/** Entries that are mostly lawful, one after the other, with an end mark that is mostly there. */
function drawTar(random: SeededRandom): Buffer {
  const parts = Array.from({ length: random.between(0, 5) }, () => drawEntry(random));
  const end = random.between(0, 5) === 0 ? endOfTar.subarray(0, random.between(0, 2) * 512) : endOfTar;
  const whole = Buffer.concat([...parts, end]);
  return random.between(0, 1) === 0 ? whole : mutateBytes(random, whole);
}

function drawEntry(random: SeededRandom): Buffer {
  const odd = (chance: number): boolean => random.between(1, chance) === 1;
  // Mostly one that no other entry has.
  const fresh = `${random.between(0, 9999)}/${random.pick(names)}`;
  const name = odd(4)
    ? mutateText(random, random.pick(names), ['..', '/', '\\', '.', './', '\0']).slice(0, 200)
    : odd(4)
      ? random.pick(names)
      : fresh;
  if (odd(6)) return paxEntry(drawRecords(random, name), random.pick(['x', 'x', 'x', 'g']));
  const type = odd(3) ? random.pick(types) : '0';
  const body = random.bytes(odd(3) ? 0 : random.between(0, 1200));
  const entry: RawEntry = {
    name,
    type,
    body: type === 'L' ? Buffer.from(`${name}\0`) : type === '5' ? '' : body,
    ...(odd(8) && { prefix: random.pick(['..', 'a', 'working-dir', 'a/..', '/']) }),
    ...(odd(12) && { size: random.pick([0, 1, 511, 512, 2 ** 33 - 1, random.bytes(12)]) }),
    ...(odd(12) && { magic: random.pick(['', 'ustar  \0', 'ustar\x0000']) }),
    ...(odd(20) && { linkName: random.pick(['/etc/passwd', '../x']) }),
    ...(odd(30) && { padding: Buffer.alloc(512, 1) }),
    ...(odd(30) && { mode: random.pick(['0004755', 'abc', '']) }),
  };
  return rawEntry(entry);
}

function drawRecords(random: SeededRandom, name: string): Readonly<Record<string, string>> {
  const records: Record<string, string> = {};
  for (let left = random.between(1, 3); left > 0; left -= 1) {
    const key = random.pick([
      'path',
      'path',
      'size',
      'linkpath',
      'mtime',
      'comment',
      'GNU.sparse.major',
      'SCHILY.xattr.x',
    ]);
    records[key] =
      key === 'path' ? name : random.pick(['0', '512', '1e3', '-1', '99999999999', 'x'.repeat(200)]);
  }
  return records;
}

/** registry-client.md 4.2 rules 1, 2 and 4: only safe names; and no other reader sees another archive. */
const strictReader = fuzzTarget({
  name: 'tar reader',
  draw: drawTar,
  parse: async (bytes) => {
    const entries: TarEntry[] = [];
    for await (const entry of readEntries(memoryFile(bytes), { file: 'mirror_000001.tar' }))
      entries.push(entry);
    for (const { name, offset, size, end } of entries) {
      holds(isSafe(name), `the name ${JSON.stringify(name)}`);
      holds(offset % 512 === 0 && offset + size <= end && end <= bytes.length, 'a body that is not there');
    }
    const seen = entries.map(({ name, size }) => `${name} ${size}`);
    holds(seen.join('\n') === (await otherReader(bytes)).join('\n'), 'another reader sees another archive');
    return entries;
  },
});

function isSafe(name: string): boolean {
  const parts = name.split('/');
  return (
    !/[\\\0]|^[A-Za-z]:/.test(name) && parts.every((part) => part !== '' && part !== '.' && part !== '..')
  );
}

/** Files as the library sees them that others read tar with. */
async function otherReader(bytes: Buffer): Promise<string[]> {
  const reader = extract();
  // Zeros behind the end mark need not come to a whole block.
  reader.end(bytes.subarray(0, bytes.length - (bytes.length % 512)));
  const seen: string[] = [];
  for await (const entry of reader) {
    const { name, size, type } = entry.header;
    entry.resume();
    if (type === 'file') seen.push(`${name.replace(/^\.\//, '')} ${size}`);
  }
  return seen;
}

/** What is written is read back. */
const writer = fuzzTarget({
  name: 'written tar',
  draw: (random) =>
    JSON.stringify(
      Array.from({ length: random.between(1, 4) }, (_, index) => [
        `${index}/${mutateText(random, random.pick(names), ['/', 'x'.repeat(120), '\u00e9', 'a/b'])}`,
        random.between(0, 2000),
      ]),
    ),
  parse: async (given) => {
    const files = (JSON.parse(given) as [string, number][]).filter(([name]) => isWritable(name));
    const parts = files.flatMap(([name, size]) => [
      encodeHeader(name, size, 1_700_000_000),
      Buffer.alloc(size, 'x'),
      paddingFor(size),
    ]);
    const read: string[] = [];
    const tar = Buffer.concat([...parts, endMark]);
    for await (const { name, size } of readEntries(memoryFile(tar), { file: 'x' }))
      read.push(`${name} ${size}`);
    holds(
      read.join('\n') === files.map(([name, size]) => `${name} ${size}`).join('\n'),
      'other files than were written',
    );
    return read;
  },
});

function isWritable(name: string): boolean {
  const parts = name.split('/');
  return (
    isSafe(name) &&
    !/\p{Cc}/u.test(name) &&
    name.isWellFormed() &&
    name.normalize('NFC') === name &&
    parts.length <= 32 &&
    parts.every((part) => !/[. ]$/.test(part) && Buffer.byteLength(part) <= 255) &&
    Buffer.byteLength(name) <= 4096
  );
}

const limits = { ...defaultLayerLimits, entries: 1000, fileBytes: 1000 };

/** Layers of images, which follow other rules than archives; nothing of them gets a name on a disk. */
const layer = fuzzTarget({
  name: 'layer reader',
  batch: 5000,
  draw: drawTar,
  parse: async (bytes) => {
    await forEachTarEntry(streamOf(bytes), { layer: 'sha256:x', entries: limits.entries }, async (entry) => {
      holds(
        !entry.path.startsWith('/') && !entry.path.split('/').includes('..'),
        'a path that leaves the image',
      );
      const whiteout = whiteoutOf(entry.path);
      holds(whiteout === undefined || !whiteout.target.startsWith('/'), 'a whiteout that leaves the image');
      entry.skip();
    });
    const wanted = ['release-manifests/image-references', 'configs/a/catalog.json'];
    const view = await readLayerFiles(streamOf(bytes), 'sha256:x', wanted, limits);
    for (const name of view.files.keys()) holds(wanted.includes(name), 'a file that was not asked for');
    return view.files;
  },
});

async function* streamOf(bytes: Buffer): AsyncGenerator<Buffer, void, undefined> {
  for (let at = 0; at < bytes.length; at += 700) yield bytes.subarray(at, at + 700);
}

export const tarTargets: readonly FuzzTarget[] = [strictReader, writer, layer];
