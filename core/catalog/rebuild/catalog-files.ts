import { SluiceError } from '../../contract/index.ts';
import type { FilteredCatalog, FilteredPackage } from '../filter/index.ts';
import type { BlobPlace } from '../model.ts';
import { channelWith, deprecationsWith, packageWith } from './rewritten.ts';
import { safeFolderName } from './safe-name.ts';

/** Gives the text of blobs, one buffer for each place, in their order. */
export type ReadBlobs = (places: readonly BlobPlace[]) => AsyncIterable<Buffer>;

/** A file that is made while it is read; it can be read again and again. */
export interface CatalogFile {
  /** Relative, with forward slashes. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  open(): AsyncIterable<Buffer>;
}

const fileName = 'catalog.json';
const lineEnd = Buffer.from('\n');

type Piece = BlobPlace | Buffer;

/**
 * The files of a filtered catalogue as oc-mirror lays them out (oc-mirror-v2.md 6.4, end): for each package, and for
 * what belongs to none, one file of concatenated JSON. What the filter did not change is the catalogue's own text,
 * byte for byte. Throws CATALOG_NAME_UNSAFE, CATALOG_BLOB_UNREADABLE, and what `readBlobs` throws.
 */
export async function catalogFiles(
  filtered: Pick<FilteredCatalog, 'packages' | 'others'>,
  readBlobs: ReadBlobs,
): Promise<readonly CatalogFile[]> {
  const files: CatalogFile[] = [];
  for (const one of filtered.packages.toSorted(by(({ name }) => name))) {
    const pieces = await packagePieces(one, readBlobs);
    files.push(fileOf(`${safeFolderName(one.name)}/${fileName}`, pieces, readBlobs));
  }
  if (filtered.others.length > 0) {
    const pieces = filtered.others.toSorted(by(({ schema }) => schema)).map(({ place }) => place);
    files.push(fileOf(fileName, pieces, readBlobs));
  }
  return files;
}

/** Package, channels by name, bundles by name, others by schema, deprecations. */
async function packagePieces(filtered: FilteredPackage, readBlobs: ReadBlobs): Promise<readonly Piece[]> {
  const { name, source, defaultChannel } = filtered;
  const pieces: Piece[] = [];
  if (source.place !== undefined) {
    const same = defaultChannel === source.defaultChannel;
    pieces.push(
      same ? source.place : packageWith(await readOne(source.place, readBlobs), name, defaultChannel),
    );
  }
  for (const channel of filtered.channels.toSorted(by((one) => one.name))) {
    const { place, entries } = channel.source;
    const same = isSameList(channel.entries, entries);
    pieces.push(same ? place : channelWith(await readOne(place, readBlobs), channel.name, channel.entries));
  }
  pieces.push(...filtered.bundles.toSorted(by((one) => one.name)).map(({ place }) => place));
  pieces.push(...filtered.others.toSorted(by(({ schema }) => schema)).map(({ place }) => place));
  for (const { source: original, entries } of filtered.deprecations) {
    const same = isSameList(entries, original.entries);
    pieces.push(
      same ? original.place : deprecationsWith(await readOne(original.place, readBlobs), name, entries),
    );
  }
  return pieces;
}

function fileOf(path: string, pieces: readonly Piece[], readBlobs: ReadBlobs): CatalogFile {
  return {
    path,
    size: pieces.reduce((sum, piece) => sum + piece.length + lineEnd.length, 0),
    open: () => textOf(pieces, readBlobs),
  };
}

async function* textOf(
  pieces: readonly Piece[],
  readBlobs: ReadBlobs,
): AsyncGenerator<Buffer, void, undefined> {
  const places = pieces.filter((piece): piece is BlobPlace => !Buffer.isBuffer(piece));
  const blobs = readBlobs(places)[Symbol.asyncIterator]();
  try {
    for (const piece of pieces) {
      yield Buffer.isBuffer(piece) ? piece : await nextBlob(blobs, piece);
      yield lineEnd;
    }
  } finally {
    await blobs.return?.();
  }
}

async function readOne(place: BlobPlace, readBlobs: ReadBlobs): Promise<Buffer> {
  const blobs = readBlobs([place])[Symbol.asyncIterator]();
  try {
    return await nextBlob(blobs, place);
  } finally {
    await blobs.return?.();
  }
}

/** A blob of another length would shift everything after it in the layer. Throws CATALOG_TEXT_CHANGED. */
async function nextBlob(blobs: AsyncIterator<Buffer>, place: BlobPlace): Promise<Buffer> {
  const next = await blobs.next();
  if (next.done === true || next.value.length !== place.length) {
    throw new SluiceError('CATALOG_TEXT_CHANGED', { params: { offset: place.offset }, stage: 'collect' });
  }
  return next.value;
}

/** The filter hands on the entries it keeps as they are; a repaired entry is a new one. */
function isSameList<Item>(left: readonly Item[], right: readonly Item[]): boolean {
  return left.length === right.length && left.every((item, at) => item === right[at]);
}

function by<Item>(key: (item: Item) => string): (a: Item, b: Item) => number {
  return (a, b) => {
    const [left, right] = [key(a), key(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  };
}
