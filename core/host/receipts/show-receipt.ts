import { join } from 'node:path';
import { SluiceError } from '../../contract/index.ts';
import {
  openMadeReceipts,
  parseReceipt,
  qrModules,
  receiptName,
  shortGroups,
  stateDirectory,
  type QrModules,
  type Receipt,
} from '../../ledger/index.ts';
import type { HostServices } from '../services.ts';
import { readReceiptInput } from './read-receipt.ts';

/** A receipt in all its forms. */
export interface ShownReceipt {
  readonly receipt: Receipt;
  readonly file: string;
  /** Groups of five; absent when the set's id is no UUID. */
  readonly short?: readonly string[];
  readonly qr?: QrModules;
}

/** The receipt in a set's folder, or in a file. Throws RECEIPT_ABSENT, RECEIPT_FILE_INVALID, RECEIPT_FILE_TOO_NEW. */
export async function showReceipt(services: HostServices, path: string): Promise<ShownReceipt> {
  const isFolder = await services.fs.stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const file = isFolder ? join(path, receiptName) : path;
  const bytes = await readReceiptInput(services, file).catch((error: unknown) => {
    if (!isFolder || !(error instanceof SluiceError) || error.code !== 'RECEIPT_ABSENT') throw error;
    throw new SluiceError('RECEIPT_ABSENT', { params: { place: path }, affected: [path] });
  });
  return withShort(parseReceipt(bytes, file), file);
}

/** The receipt of the last import on this machine. Throws RECEIPT_ABSENT. */
export async function showLastReceipt({ fs, environment }: HostServices): Promise<ShownReceipt> {
  const state = stateDirectory(environment);
  const last = await openMadeReceipts({ fs, stateDirectory: state }).last();
  if (last !== undefined) return withShort(last.receipt, last.file);
  throw new SluiceError('RECEIPT_ABSENT', { params: { place: join(state, 'receipts') } });
}

/** The receipt that an import on this machine wrote for a set; undefined without one. */
export async function showReceiptOf(
  { fs, environment }: Pick<HostServices, 'fs' | 'environment'>,
  setId: string,
): Promise<ShownReceipt | undefined> {
  const found = await openMadeReceipts({ fs, stateDirectory: stateDirectory(environment) }).read(setId);
  return found === undefined ? undefined : withShort(found.receipt, found.file);
}

function withShort(receipt: Receipt, file: string): ShownReceipt {
  try {
    const short = shortGroups(receipt);
    return { receipt, file, short, qr: qrModules(short.join('')) };
  } catch (error) {
    if (!(error instanceof SluiceError) || error.code !== 'RECEIPT_SHORT_IMPOSSIBLE') throw error;
    return { receipt, file };
  }
}
