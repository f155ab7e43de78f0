import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import type { ErrorCode } from '../../../core/contract/index.ts';
import { digestOf } from '../../../core/reference/index.ts';
import { base256 } from '../../support/hostile-archives/index.ts';
import { endOfTar, paxEntry, rawEntry } from '../../support/archive-tar.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';
import { swollen } from './gzip-members.ts';
import type { HostileForm } from './hostile-form.ts';
import { writeLayout, type WrittenLayer } from './layout-image.ts';

export const configsLabel = 'operators.operatorframework.io.index.configs.v1';
/** What is looked for in every layer. */
const wanted = 'configs/web/catalog.json';
const catalogJson = '{"schema":"olm.package","name":"web","defaultChannel":"stable"}';

const wantedEntry = rawEntry({ name: wanted, body: catalogJson });
const tar = (...parts: readonly Buffer[]): Buffer => Buffer.concat([...parts, endOfTar]);
const packed = (...parts: readonly Buffer[]): WrittenLayer => ({ bytes: gzipSync(tar(...parts)) });

type Draw = (random: SeededRandom) => WrittenLayer;

/** A layer, read as part of an image for its files, and as a catalogue. */
function bothForms(name: string, code: ErrorCode, draw: Draw, ofCatalog: ErrorCode = code): HostileForm[] {
  return [
    {
      name: `a layer ${name}`,
      refused: { read: [code] },
      make: async ({ folder, random }) => {
        const layout = join(folder, 'layout');
        const digest = await writeLayout(layout, [draw(random)], {});
        return { kind: 'image', layout, digest, files: [wanted] };
      },
    },
    {
      name: `a catalogue’s layer ${name}`,
      refused: { read: [ofCatalog] },
      make: async ({ folder, random, into }) => {
        const layout = join(folder, 'layout');
        const digest = await writeLayout(layout, [draw(random)], { [configsLabel]: '/configs' });
        return { kind: 'catalog', layout, digest, state: into.state };
      },
    },
  ];
}

const refused = 'LAYER_ENTRY_REFUSED';
const damaged = 'LAYER_DAMAGED';
const tooLarge = 'LAYER_TOO_LARGE';

const named = (name: string, parts: readonly Buffer[]): HostileForm[] =>
  bothForms(name, refused, () => packed(wantedEntry, ...parts));
const kinds: Readonly<Record<string, string>> = {
  'a hard link': '1',
  'a symbolic link': '2',
  'a character device': '3',
  'a block device': '4',
  'a FIFO': '6',
};

/** One mebibyte that gzip makes a hundred times smaller: no bomb by its growth. */
const tame = (random: SeededRandom): Buffer =>
  Buffer.concat([random.bytes(8 * 1024), Buffer.alloc(1024 ** 2 - 8 * 1024)]);

/** Layers that must not be read to their end, or not at all. */
export const layerForms: readonly HostileForm[] = [
  ...named('with a name that climbs', [rawEntry({ name: 'configs/../../outside/treasure', body: 'taken' })]),
  ...named('with a PAX path that climbs', [paxEntry({ path: 'configs/../../outside' }), rawEntry({})]),
  ...named('with a GNU long name that climbs', [rawEntry({ type: 'L', body: '../outside\0' }), rawEntry({})]),
  ...named('with a folder that climbs', [rawEntry({ type: '5', name: 'configs/../..' })]),
  ...Object.entries(kinds).flatMap(([what, type]) =>
    bothForms(
      `whose wanted file is ${what}`,
      refused,
      () => packed(rawEntry({ type, name: wanted, linkName: '/etc/passwd' })),
      'CATALOG_EMPTY',
    ),
  ),
  ...bothForms('whose wanted folder is a link', refused, () =>
    packed(rawEntry({ type: '2', name: 'configs', linkName: '/etc' }), wantedEntry),
  ),
  ...bothForms('that is a bomb of gzip', tooLarge, () => ({
    bytes: swollen({ head: rawEntry({ name: 'x', size: 1024 ** 3 }), mebibytes: 1024 }),
  })),
  ...bothForms(
    'whose wanted file is a bomb',
    'LAYER_FILE_TOO_LARGE',
    () => ({ bytes: swollen({ head: rawEntry({ name: wanted, size: 1024 ** 3 }), mebibytes: 1024 }) }),
    tooLarge,
  ),
  ...bothForms('that is a bomb of zstd', tooLarge, () => ({
    bytes: zstdCompressSync(
      Buffer.concat([rawEntry({ name: 'x', size: 256 * 1024 ** 2 }), Buffer.alloc(256 * 1024 ** 2)]),
    ),
  })),
  ...bothForms('with a PAX header of three hundred mebibytes', damaged, (random) => ({
    bytes: swollen({
      head: rawEntry({ type: 'x', size: 300 * 1024 ** 2 }),
      mebibytes: 300,
      piece: tame(random),
    }),
  })),
  ...bothForms('with a GNU long name of three hundred mebibytes', damaged, (random) => ({
    bytes: swollen({
      head: rawEntry({ type: 'L', size: 300 * 1024 ** 2 }),
      mebibytes: 300,
      piece: tame(random),
    }),
  })),
  ...bothForms('whose entry does not say how long it is', damaged, () =>
    packed(rawEntry({ name: wanted, size: base256(2n ** 63n) })),
  ),
  ...bothForms('whose entry goes on behind its end', damaged, () =>
    packed(rawEntry({ name: wanted, size: 1024 ** 3 })),
  ),
  ...bothForms('that is no tar', damaged, (random) => ({ bytes: gzipSync(random.bytes(4096)) })),
  ...bothForms('that is cut', damaged, () => ({ bytes: packed(wantedEntry).bytes.subarray(0, 60) })),
  ...bothForms('of gzip with a wrong sum', damaged, () => {
    const { bytes } = packed(wantedEntry);
    bytes.writeUInt32LE(1, bytes.length - 8);
    return { bytes };
  }),
  ...bothForms('with other bytes than its digest says', 'BLOB_DIGEST_MISMATCH', () => ({
    ...packed(wantedEntry),
    claims: { digest: digestOf('other') },
  })),
  ...bothForms('longer than its image says', 'BLOB_TOO_LONG', () => ({
    ...packed(wantedEntry),
    claims: { size: 20 },
  })),
  ...bothForms('shorter than its image says', 'BLOB_TOO_SHORT', () => ({
    ...packed(wantedEntry),
    claims: { size: 2000 },
  })),
];
