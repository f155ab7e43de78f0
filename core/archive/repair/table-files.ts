import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { SluiceError } from '../../contract/index.ts';
import { writeDurably, type FileHandle, type FileSystem } from '../../ports/index.ts';
import { errno, storageFault } from '../storage-fault.ts';
import { tableCopies, tableName } from './names.ts';
import { openOwn } from '../read/open-own.ts';
import { decodeTable, encodeTable, pageSize, readPage, type RepairTable, type TablePage } from './table.ts';

/** A table as it was found, and in how many whole copies. */
export interface FoundTable {
  readonly table: RepairTable;
  readonly wholeCopies: number;
}

/** Writes all copies of the table, each durably. */
export async function writeTable(fs: FileSystem, directory: string, table: RepairTable): Promise<void> {
  const bytes = encodeTable(table);
  for (let copy = 1; copy <= tableCopies; copy += 1) {
    await writeDurably(fs, join(directory, tableName(copy)), bytes);
  }
}

/** Pages of one table as they are found in any of its copies. */
interface Pages {
  readonly total: number;
  readonly content: Map<number, Buffer>;
}

/** Bytes of a table file that are looked at: the largest table has this many. */
const longestTable = 2 ** 18 * pageSize;
/** Tables of other sets that may lie about before nobody looks for more. */
const mostTables = 4;

/**
 * Reads the table from whatever pages of its copies are whole. Throws REPAIR_ABSENT when there is no copy,
 * REPAIR_TABLE_DAMAGED when no table can be put together, ARCHIVE_READ_FAILED.
 */
export async function readTable(fs: FileSystem, directory: string): Promise<FoundTable> {
  const found = new Map<string, Pages>();
  const whole = new Map<string, number>();
  let copies = 0;
  for (let copy = 1; copy <= tableCopies; copy += 1) {
    const handle = await openCopy(fs, directory, tableName(copy));
    if (handle === undefined) continue;
    copies += 1;
    try {
      const id = await readCopy(handle, found);
      if (id !== undefined) whole.set(id, (whole.get(id) ?? 0) + 1);
    } catch (error) {
      // What can be read of the other copies may be enough.
      if (copy === tableCopies && found.size === 0) throw storageFault(error, tableName(copy), 'read');
    } finally {
      await handle.close();
    }
  }
  const details = { params: { directory }, affected: [directory] };
  if (copies === 0) throw new SluiceError('REPAIR_ABSENT', details);
  for (const [id, pages] of found) {
    const table = assembled(id, pages);
    if (table !== undefined) return { table, wholeCopies: whole.get(id) ?? 0 };
  }
  throw new SluiceError('REPAIR_TABLE_DAMAGED', details);
}

async function openCopy(fs: FileSystem, directory: string, name: string): Promise<FileHandle | undefined> {
  try {
    return await openOwn(fs, join(directory, name));
  } catch (error) {
    if (errno(error) === 'ENOENT') return undefined;
    throw storageFault(error, name, 'read');
  }
}

/** Takes all whole pages. Gives the table's id when they are all pages of one table, and all of it. */
async function readCopy(handle: FileHandle, found: Map<string, Pages>): Promise<string | undefined> {
  const { size } = await handle.stat();
  const length = Math.min(size, longestTable);
  const ids = new Set<string>();
  let good = 0;
  let total = 0;
  for (let position = 0; position + pageSize <= length; position += pageSize) {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(pageSize), 0, pageSize, position);
    const page = bytesRead === pageSize ? readPage(buffer) : undefined;
    if (page === undefined || !keep(found, page)) continue;
    ids.add(page.id);
    good += 1;
    total = page.pages;
  }
  return ids.size === 1 && good === total && size === total * pageSize ? [...ids][0] : undefined;
}

function keep(found: Map<string, Pages>, { id, number, pages, content }: TablePage): boolean {
  let known = found.get(id);
  if (known === undefined) {
    if (found.size >= mostTables) return false;
    known = { total: pages, content: new Map() };
    found.set(id, known);
  }
  if (known.total !== pages) return false;
  if (!known.content.has(number)) known.content.set(number, content);
  return true;
}

/** The id is the sum of the content, which the last page fills up with zeros. */
function assembled(id: string, { total, content }: Pages): RepairTable | undefined {
  if (content.size !== total) return undefined;
  const bytes = Buffer.concat([...content].sort(([a], [b]) => a - b).map(([, part]) => part));
  const table = decodeTable(bytes);
  if (table === undefined) return undefined;
  const length = 4 + bytes.readUInt32BE(0) + table.data.bytes.length + table.repair.bytes.length;
  const sum = createHash('sha256').update(bytes.subarray(0, length)).digest('hex');
  return sum.startsWith(id) ? table : undefined;
}
