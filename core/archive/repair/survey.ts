import type { FileSystem } from '../../ports/index.ts';
import { openBlockFiles, type BlockFiles, type FileSpan } from './block-files.ts';
import { blockAt, type Geometry } from './geometry.ts';
import type { SumTable } from './sums.ts';
import type { RepairTable } from './table.ts';
import { openVolumes } from './volumes.ts';

export interface SurveyOptions {
  readonly signal?: AbortSignal;
  /** Bytes read so far, of `total`. Called for every piece; sample it. */
  readonly onProgress?: (bytes: number, total: number) => void;
}

/** What is wrong with one protected file. */
export interface FileDamage {
  readonly name: string;
  readonly state: 'whole' | 'damaged' | 'missing' | 'too-long';
  /** Blocks that are not as they were. */
  readonly damagedBlocks: number;
  readonly blocks: number;
}

/** Every block looked at. */
export interface Survey {
  readonly files: readonly FileDamage[];
  /** 1 for each data block that is lost. */
  readonly lost: Uint8Array;
  /** 1 for each repair block that is lost, by repair * rows + row. */
  readonly lostRepair: Uint8Array;
}

const pieceSize = 4 * 1024 * 1024;

/** Reads all data and repair blocks and compares each with its sum. Throws the system's errors, and the signal's reason. */
export async function surveyBlocks(
  fs: FileSystem,
  directory: string,
  table: RepairTable,
  options: SurveyOptions = {},
): Promise<Survey> {
  const { geometry, files } = table;
  const data = openBlockFiles(fs, directory, files, geometry.blockSize);
  const volumes = openVolumes(fs, directory, geometry);
  const total = (geometry.blocks + geometry.rows * geometry.repairs) * geometry.blockSize;
  let read = 0;
  const onBytes = (bytes: number): void => options.onProgress?.((read += bytes), total);
  const scan = async (source: BlockFiles, sums: SumTable, lost: Uint8Array): Promise<void> => {
    for (const span of source.spans) {
      await scanSpan({ source, sums, lost, onBytes, ...options }, span, geometry.blockSize);
    }
  };
  try {
    const lost = new Uint8Array(geometry.blocks);
    const lostRepair = new Uint8Array(geometry.rows * geometry.repairs);
    await scan(data, table.data, lost);
    await scan(volumes, table.repair, lostRepair);
    const damages: FileDamage[] = [];
    for (const span of data.spans) damages.push(await damageOf(data, span, lost));
    return { files: damages, lost, lostRepair };
  } finally {
    await data.close();
    await volumes.close();
  }
}

interface Scan extends SurveyOptions {
  readonly source: BlockFiles;
  readonly sums: SumTable;
  readonly lost: Uint8Array;
  readonly onBytes: (bytes: number) => void;
}

async function scanSpan(scan: Scan, { first, count }: FileSpan, blockSize: number): Promise<void> {
  const most = Math.max(1, Math.floor(pieceSize / blockSize));
  const buffer = Buffer.alloc(Math.min(count, most) * blockSize);
  for (let block = first; block < first + count; block += most) {
    scan.signal?.throwIfAborted();
    const piece = buffer.subarray(0, Math.min(most, first + count - block) * blockSize);
    await scan.source.read(block, piece);
    for (let at = 0; at < piece.length; at += blockSize) {
      const number = block + at / blockSize;
      if (!scan.sums.matches(number, piece.subarray(at, at + blockSize))) scan.lost[number] = 1;
    }
    scan.onBytes(piece.length);
  }
}

async function damageOf(data: BlockFiles, span: FileSpan, lost: Uint8Array): Promise<FileDamage> {
  const { file, first, count } = span;
  const damagedBlocks = lost.subarray(first, first + count).reduce((sum, one) => sum + one, 0);
  const size = await data.sizeOf(file.name);
  const differs = damagedBlocks > 0 || (size !== undefined && size < file.size);
  const state =
    size === undefined ? 'missing' : differs ? 'damaged' : size > file.size ? 'too-long' : 'whole';
  return { name: file.name, state, damagedBlocks, blocks: count };
}

/** How many blocks a row lost, and how many repair blocks it has left. */
export interface RowLoss {
  readonly row: number;
  readonly lost: readonly number[];
  /** Repair blocks that are whole. */
  readonly spare: readonly number[];
}

/** What row `row` lost, as positions in it. */
export function lossOf(geometry: Geometry, { lost, lostRepair }: Survey, row: number): RowLoss {
  const positions: number[] = [];
  for (let position = 0; position < geometry.positions; position += 1) {
    const block = blockAt(geometry, row, position);
    if (block !== undefined && lost[block] === 1) positions.push(position);
  }
  const spare: number[] = [];
  for (let repair = 0; repair < geometry.repairs; repair += 1) {
    if (lostRepair[repair * geometry.rows + row] !== 1) spare.push(repair);
  }
  return { row, lost: positions, spare };
}
