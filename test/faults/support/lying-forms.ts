import { mkdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { indexName, manifestName } from '../../../core/archive/index.ts';
import type { ErrorCode } from '../../../core/contract/index.ts';
import { mediaTypes } from '../../../core/image/index.ts';
import { digestOf, type Digest } from '../../../core/reference/index.ts';
import { setJob, type Ground, type HostileForm } from './hostile-form.ts';
import { resealedSet, type Lies } from './resealed-set.ts';

type Refused = HostileForm['refused'];

/** A set of ours whose sums are all right, and which lies. */
function lyingForm(name: string, refused: Refused, lies: (ground: Ground) => Lies): HostileForm {
  return {
    name,
    refused,
    make: async (ground) => {
      const folder = join(ground.folder, 'set');
      await resealedSet(ground.control, folder, lies(ground));
      return setJob(ground, folder);
    },
  };
}

/** A set of ours with a file beside the chunks that is not what it should be. */
function besideForm(
  name: string,
  refused: Refused,
  change: (set: string, ground: Ground) => Promise<void>,
): HostileForm {
  return {
    name,
    refused,
    make: async (ground) => {
      const folder = join(ground.folder, 'set');
      await ground.control.copyTo(folder);
      await change(folder, ground);
      return setJob(ground, folder);
    },
  };
}

const atOnce = (code: ErrorCode): Refused => ({
  opened: [code],
  verified: ['not whole'],
  imported: ['SET_REFUSED', code],
});
const unread = (code: ErrorCode): Refused => ({ opened: [code], imported: [code] });

/** The body of a blob is other bytes, of the same length. */
function otherBody({ control }: Ground, digest: Digest, body: (length: number) => Buffer): Lies {
  return {
    chunk: (bytes) => {
      const { offset, size } = control.placeOf(digest);
      const changed = Buffer.from(bytes);
      changed.fill(body(size), offset, offset + size);
      return changed;
    },
  };
}

const text = (value: string, length = value.length): Buffer => Buffer.from(value.padEnd(length));

const damaged = ['ARCHIVE_BLOB_DAMAGED'] as const;
const notSluices: Refused = unread('ARCHIVE_MANIFEST_INVALID');

/** Lines of the index, changed. */
const indexLines =
  (change: (lines: readonly string[], ground: Ground) => readonly string[]) =>
  (ground: Ground): Lies => ({
    index: (bytes) => text(`${change(bytes.toString('utf8').trimEnd().split('\n'), ground).join('\n')}\n`),
  });

const moreInIndex = (line: object) => indexLines((lines) => [...lines, JSON.stringify(line)]);

const nothing: Refused = {};

/** Sets of ours in which everything has the sum that it should have, and some of it is not true. */
export const lyingForms: readonly HostileForm[] = [
  lyingForm(
    'a layer whose bytes are others than its digest says',
    { verified: damaged, imported: ['incomplete', 'BLOB_DIGEST_MISMATCH'] },
    (ground) => otherBody(ground, ground.control.layer, (length) => ground.random.bytes(length)),
  ),
  lyingForm(
    'a manifest whose bytes are others than its digest says',
    { verified: damaged, imported: ['incomplete', ...damaged] },
    (ground) => otherBody(ground, ground.control.manifest, (length) => ground.random.bytes(length)),
  ),
  lyingForm(
    'an index that names itself',
    { verified: damaged, imported: ['incomplete', ...damaged] },
    (ground) =>
      otherBody(ground, ground.control.manifest, (length) =>
        text(selfIndex(ground.control.manifest), length),
      ),
  ),
  lyingForm(
    'an image that needs what only another set has',
    atOnce('ARCHIVE_CLOSURE_BROKEN'),
    ({ control }) => ({
      manifest: (set) => ({
        ...set,
        closures: { ...set.closures, [control.layer]: [digestOf('another set')] },
      }),
    }),
  ),
  lyingForm('an image that is not in the set', atOnce('ARCHIVE_CLOSURE_BROKEN'), () => ({
    manifest: (set) => ({
      ...set,
      images: set.images.map((image) => ({ ...image, digest: digestOf('none') })),
    }),
  })),
  lyingForm('content in a circle', nothing, ({ control }) => ({
    manifest: (set) => ({ ...set, closures: { ...set.closures, [control.layer]: [control.manifest] } }),
  })),
  lyingForm('a file beside the chunks with a name that climbs', nothing, () => ({
    manifest: (set) => ({
      ...set,
      files: [...set.files, { name: '../outside/treasure', size: 1, sha256: 'a'.repeat(64) }],
    }),
  })),
  lyingForm('a chunk with a name that climbs', notSluices, () => ({
    manifest: (set) => ({ ...set, chunks: set.chunks.map((one) => ({ ...one, name: `../${one.name}` })) }),
  })),
  lyingForm('a chunk of a negative size', notSluices, () => ({
    manifest: (set) => ({ ...set, chunks: set.chunks.map((one) => ({ ...one, size: -512 })) }),
  })),
  lyingForm('a set of a version to come', unread('ARCHIVE_MANIFEST_TOO_NEW'), () => ({
    manifest: (set) => ({ ...set, formatVersion: 99 }),
  })),
  lyingForm(
    'the blobs of the index at each other’s places',
    atOnce('ARCHIVE_INDEX_MISMATCH'),
    indexLines((lines, { control }) => {
      const { layer, manifest } = control;
      return lines.map((line) => line.replace(layer, '?').replace(manifest, layer).replace('?', manifest));
    }),
  ),
  lyingForm(
    'an index with a name that climbs',
    nothing,
    moreInIndex({ chunk: 1, name: '../outside/treasure', offset: 512, size: 4 }),
  ),
  lyingForm(
    'an index with a place behind the chunk',
    nothing,
    moreInIndex({ chunk: 1, name: 'working-dir/x', offset: 2 ** 40, size: 4 }),
  ),
  lyingForm(
    'an index with a place in no chunk',
    nothing,
    moreInIndex({ chunk: 2, name: 'working-dir/x', offset: 512, size: 4 }),
  ),
  lyingForm('an index with a size of 2^53 + 1', nothing, () => ({
    index: (bytes) =>
      Buffer.concat([
        bytes,
        text('{"chunk":1,"name":"working-dir/x","offset":512,"size":9007199254740993}\n'),
      ]),
  })),
  lyingForm(
    'an index that has each name twice',
    nothing,
    indexLines((lines) => [...lines, ...lines]),
  ),
  lyingForm('an index line that is nested a million times', nothing, () => ({
    index: (bytes) => Buffer.concat([bytes, text('['.repeat(1e6)), text('\n')]),
  })),
  besideForm('an index that is one endless line', nothing, async (set) => {
    await truncate(join(set, indexName), 1024 ** 3);
  }),
  besideForm('an index that is a link', nothing, async (set, { outside }) => {
    await rm(join(set, indexName));
    await symlink(join(outside, 'treasure'), join(set, indexName));
  }),
  besideForm('an index that is a folder', nothing, async (set) => {
    await rm(join(set, indexName));
    await mkdir(join(set, indexName));
  }),
  besideForm('a manifest that is a folder', unread('ARCHIVE_READ_FAILED'), async (set) => {
    await rm(join(set, manifestName));
    await mkdir(join(set, manifestName));
  }),
  besideForm('a manifest of two gibibytes', unread('ARCHIVE_FILE_TOO_LARGE'), async (set) => {
    await truncate(join(set, manifestName), 2 * 1024 ** 3);
  }),
  manifestForm('no bytes', () => ''),
  manifestForm('bytes that are no text', () => Buffer.from([0x7b, 0xff, 0xfe, 0x7d])),
  manifestForm('a million lists within each other', () => '['.repeat(1e6)),
  manifestForm('a million objects within each other', () => '{"a":'.repeat(1e6)),
  manifestForm('a key given twice', (set) => set.replace('{', '{ "setId": "00000000-1111",')),
  manifestForm('a wrong checksum', (set) => set.replace(/"generation": \d+/, '"generation": 7')),
  manifestForm('a million images that are numbers', (set) =>
    set.replace(/"images": \[[^]*?\n {2}\]/, `"images": [${'0,'.repeat(1e6)}0]`),
  ),
  manifestForm('a prototype of its own', (set) =>
    set.replace('{', '{ "__proto__": { "format": "sluice-set" },'),
  ),
];

function manifestForm(name: string, change: (set: string) => string | Buffer): HostileForm {
  return besideForm(`a set manifest with ${name}`, notSluices, async (set) => {
    const path = join(set, manifestName);
    await writeFile(path, change(await readFile(path, 'utf8')));
  });
}

/** An index whose only member is itself. */
function selfIndex(digest: Digest): string {
  const mediaType = mediaTypes.ociIndex;
  const member = { mediaType, digest, size: 300 };
  return JSON.stringify({ schemaVersion: 2, mediaType, manifests: [member] });
}
