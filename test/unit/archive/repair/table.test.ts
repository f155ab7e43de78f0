import { mkdir, readFile, truncate, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseGeometry } from '../../../../core/archive/repair/geometry.ts';
import { isRepairName, tableName, volumeName } from '../../../../core/archive/repair/names.ts';
import { readTable, writeTable } from '../../../../core/archive/repair/table-files.ts';
import {
  decodeTable,
  emptyTable,
  encodeTable,
  isProtectable,
  pageSize,
  type RepairTable,
} from '../../../../core/archive/repair/table.ts';
import { systemFileSystem } from '../../../../core/ports/index.ts';
import { codeOf, temporaryFolder } from '../../../support/archive-world.ts';

const files = [
  { name: 'mirror_000001.tar', size: 3_000_000 },
  { name: 'sluice-set.json', size: 900 },
];

function tableOf(setId = '00000000-0000-4000-8000-000000000001'): RepairTable {
  const geometry = chooseGeometry(files, 10);
  const table = emptyTable({ setId, manifestSha256: 'a'.repeat(64), files, geometry });
  for (let block = 0; block < geometry.blocks; block += 1) table.data.set(block, Buffer.from(`${block}`));
  return table;
}

async function written(): Promise<string> {
  const folder = await temporaryFolder();
  await writeTable(systemFileSystem, folder, tableOf());
  return folder;
}

const spoil = async (folder: string, copy: number, page: number): Promise<void> => {
  const bytes = await readFile(join(folder, tableName(copy)));
  bytes[page * pageSize + 100] = (bytes[page * pageSize + 100] ?? 0) ^ 1;
  await writeFile(join(folder, tableName(copy)), bytes);
};
const read = (folder: string) => readTable(systemFileSystem, folder);

describe('the table of sums', () => {
  it('is the same after it was read', async () => {
    const { table, wholeCopies } = await read(await written());
    expect(table).toMatchObject({ files, geometry: tableOf().geometry, setId: tableOf().setId });
    expect(table.data.bytes.equals(tableOf().data.bytes)).toBe(true);
    expect(wholeCopies).toBe(3);
  });

  it('is put together from damaged copies, as long as each page is whole in one of them', async () => {
    const folder = await written();
    await spoil(folder, 1, 0);
    await spoil(folder, 2, 1);
    await unlink(join(folder, tableName(3)));
    const { table, wholeCopies } = await read(folder);
    expect(table.data.bytes.equals(tableOf().data.bytes)).toBe(true);
    expect(wholeCopies).toBe(0);
  });

  it('is refused when a page is damaged in all copies, or there is none', async () => {
    const folder = await written();
    for (const copy of [1, 2, 3]) await spoil(folder, copy, 1);
    expect(await codeOf(read(folder))).toBe('REPAIR_TABLE_DAMAGED');
    for (const copy of [1, 2, 3]) await unlink(join(folder, tableName(copy)));
    expect(await codeOf(read(folder))).toBe('REPAIR_ABSENT');
  });

  it('never mixes pages of two tables', async () => {
    const folder = await written();
    await writeFile(join(folder, tableName(2)), encodeTable(tableOf('another-set')));
    await spoil(folder, 1, 0);
    await spoil(folder, 3, 0);
    expect((await read(folder)).table.setId).toBe('another-set');
  });

  it('stands in files that are cut off or have rubbish behind them', async () => {
    const folder = await written();
    await truncate(join(folder, tableName(1)), pageSize + 10);
    await writeFile(join(folder, tableName(2)), 'rubbish', { flag: 'a' });
    await writeFile(join(folder, tableName(3)), '');
    const { table, wholeCopies } = await read(folder);
    expect(table.setId).toBe(tableOf().setId);
    expect(wholeCopies).toBe(0);
  });

  it('is not read from a folder or a link', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, tableName(1)));
    expect(await codeOf(read(folder))).toBe('REPAIR_FILE_KIND');
  });
});

describe('a table that somebody made up', () => {
  const withHeader = (change: Readonly<Record<string, unknown>>): Buffer => {
    const { setId, manifestSha256, geometry } = tableOf();
    const header = {
      format: 'sluice-repair',
      version: 1,
      setId,
      manifestSha256,
      ...geometry,
      files,
      ...change,
    };
    const text = Buffer.from(JSON.stringify(header));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(text.length);
    return Buffer.concat([length, text, Buffer.alloc(100_000)]);
  };

  it('is read when it is in order', () => expect(decodeTable(withHeader({}))).toBeDefined());

  it.each([
    ['a file outside of the folder', { files: [{ name: '../x', size: 3_000_000 }, files[1]] }],
    ['a hidden file', { files: [{ name: '.profile', size: 3_000_000 }, files[1]] }],
    ['a file twice', { files: [files[0], files[0]] }],
    ['its own files', { files: [{ name: 'sluice-repair-00001.bin', size: 3_000_000 }, files[1]] }],
    ['more blocks than its files have', { blocks: 10_000 }],
    ['rows that are too long for the code', { rows: 1 }],
    ['more repair blocks than a row can have', { repairs: 250 }],
    ['blocks of no size', { blockSize: 0 }],
    ['a block size that is no power of two', { blockSize: 5000 }],
    ['numbers that are none', { rows: 'x' }],
    ['another format', { format: 'sluice-set' }],
    ['a later version', { version: 2 }],
    ['something that nobody knows', { more: 1 }],
  ])('is refused with %s', (_, change) => expect(decodeTable(withHeader(change))).toBeUndefined());

  it.each([
    Buffer.alloc(0),
    Buffer.alloc(3),
    Buffer.from('ffffffff7b7d', 'hex'),
    Buffer.from('000000027b7d', 'hex'),
  ])('is refused when it is too short: %o', (content) => expect(decodeTable(content)).toBeUndefined());
});

describe('the names', () => {
  it('are known, and never oc-mirror’s', () => {
    for (const name of [volumeName(1), volumeName(381), tableName(3)]) {
      expect(isRepairName(name)).toBe(true);
      expect(isProtectable(name)).toBe(false);
      expect(name).not.toMatch(/mirror_[0-9]{6}\.tar/);
    }
    expect(isProtectable('mirror_000001.tar')).toBe(true);
    expect(isProtectable('mirror_000000.tar')).toBe(false);
    expect(isProtectable('mirror_000001.tar.sig')).toBe(false);
  });
});
