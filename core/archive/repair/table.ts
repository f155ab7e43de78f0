import { createHash } from 'node:crypto';
import { z } from 'zod';
import { chunkName, chunkNumber } from '../layout/paths.ts';
import { indexName, manifestName, signatureName } from '../manifest/schema.ts';
import { rowLimit } from './cauchy.ts';
import { blocksOf, largestBlock, type Geometry, type ProtectedFile } from './geometry.ts';
import { isRepairName } from './names.ts';
import { sumLength, sumTable, type SumTable } from './sums.ts';

/** What the repair blocks are of, and the sum of every block. */
export interface RepairTable {
  readonly setId: string;
  /** Sum of the manifest's exact bytes. */
  readonly manifestSha256: string;
  readonly files: readonly ProtectedFile[];
  readonly geometry: Geometry;
  readonly data: SumTable;
  /** By repair * rows + row. */
  readonly repair: SumTable;
}

const version = 1;
const count = z.int().positive();
/** Blocks that a table may speak of: 32 TiB in the largest blocks, 512 MiB of sums. */
const mostBlocks = 2 ** 25;
/** A page of a table file: a head, content, and a sum over both. */
export const pageSize = 4096;
const magic = Buffer.from('SLUICERP');
const idLength = 16;
const headLength = magic.length + 4 + 4 + idLength;
const pageSumLength = 32;
const pageContent = pageSize - headLength - pageSumLength;
const mostPages = 2 ** 18;

const headerSchema = z
  .strictObject({
    format: z.literal('sluice-repair'),
    version: z.literal(version),
    setId: z.string().regex(/^[A-Za-z0-9-]{8,64}$/),
    manifestSha256: z.string().regex(/^[0-9a-f]{64}$/),
    blockSize: count.max(largestBlock).refine((size) => size >= 512 && Number.isInteger(Math.log2(size))),
    blocks: count.max(mostBlocks),
    rows: count,
    positions: count,
    repairs: count,
    volumeBlocks: count,
    files: z
      .array(z.strictObject({ name: z.string().refine(isProtectable), size: z.int().nonnegative() }))
      .max(100_000),
  })
  .refine(({ blocks, rows, positions, repairs }) => {
    const fits = positions + repairs <= rowLimit && rows * repairs <= mostBlocks;
    return fits && positions === Math.ceil(blocks / rows) && rows <= blocks;
  })
  .refine(({ files, blocks, blockSize }) => Math.max(1, blocksOf(files, blockSize)) === blocks)
  .refine(({ files }) => new Set(files.map(({ name }) => name)).size === files.length);

/** Plain names of files that belong to a set: nothing else is ever written by mending. */
export function isProtectable(name: string): boolean {
  const number = chunkNumber(name);
  if (number !== undefined) return chunkName(number) === name;
  if ([manifestName, signatureName, indexName].includes(name)) return true;
  const isPlain = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,200}$/.test(name);
  return isPlain && !isRepairName(name) && !/mirror_[0-9]{6}\.tar/.test(name);
}

export function emptyTable(
  set: Pick<RepairTable, 'setId' | 'manifestSha256' | 'files' | 'geometry'>,
): RepairTable {
  const { blocks, rows, repairs } = set.geometry;
  return {
    ...set,
    data: sumTable(Buffer.alloc(blocks * sumLength)),
    repair: sumTable(Buffer.alloc(rows * repairs * sumLength)),
  };
}

/** The table as pages, each with its own sum, so that two damaged copies can still make a good one. */
export function encodeTable(table: RepairTable): Buffer {
  const { setId, manifestSha256, files, geometry, data, repair } = table;
  const { blockSize, blocks, rows, positions, repairs, volumeBlocks } = geometry;
  const header = { format: 'sluice-repair', version, setId, manifestSha256, blockSize, blocks, rows };
  const text = Buffer.from(JSON.stringify({ ...header, positions, repairs, volumeBlocks, files }));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const content = Buffer.concat([length, text, data.bytes, repair.bytes]);
  const id = createHash('sha256').update(content).digest().subarray(0, idLength);
  const pages = Math.ceil(content.length / pageContent);
  const encoded = Buffer.alloc(pages * pageSize);
  for (let number = 0; number < pages; number += 1) {
    const page = encoded.subarray(number * pageSize, (number + 1) * pageSize);
    magic.copy(page);
    page.writeUInt32BE(number, magic.length);
    page.writeUInt32BE(pages, magic.length + 4);
    id.copy(page, magic.length + 8);
    content.copy(page, headLength, number * pageContent, (number + 1) * pageContent);
    pageSum(page).copy(page, pageSize - pageSumLength);
  }
  return encoded;
}

/** A page that is whole: to which table it belongs, its number in it, of how many. */
export interface TablePage {
  readonly id: string;
  readonly number: number;
  readonly pages: number;
  readonly content: Buffer;
}

/** Undefined for a page that is damaged. */
export function readPage(page: Buffer): TablePage | undefined {
  if (page.length !== pageSize || !page.subarray(0, magic.length).equals(magic)) return undefined;
  if (!pageSum(page).equals(page.subarray(pageSize - pageSumLength))) return undefined;
  const number = page.readUInt32BE(magic.length);
  const pages = page.readUInt32BE(magic.length + 4);
  if (pages > mostPages || number >= pages) return undefined;
  const id = page.subarray(magic.length + 8, headLength).toString('hex');
  return { id, number, pages, content: Buffer.from(page.subarray(headLength, pageSize - pageSumLength)) };
}

/** The table of all its pages' content; undefined when it is none that can be understood. */
export function decodeTable(content: Buffer): RepairTable | undefined {
  const length = content.length < 4 ? Number.NaN : content.readUInt32BE(0);
  if (!(length + 4 <= content.length)) return undefined;
  const header = headerSchema.safeParse(parsed(content.toString('utf8', 4, 4 + length)));
  if (!header.success) return undefined;
  const { setId, manifestSha256, files, ...geometry } = header.data;
  const begin = 4 + length;
  const middle = begin + geometry.blocks * sumLength;
  const end = middle + geometry.rows * geometry.repairs * sumLength;
  if (end > content.length) return undefined;
  return {
    setId,
    manifestSha256,
    files,
    geometry,
    data: sumTable(content.subarray(begin, middle)),
    repair: sumTable(content.subarray(middle, end)),
  };
}

function pageSum(page: Buffer): Buffer {
  return createHash('sha256')
    .update(page.subarray(0, pageSize - pageSumLength))
    .digest();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
