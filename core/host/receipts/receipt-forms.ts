import { qrHalfBlocks, shortLines, type QrModules, type Receipt } from '../../ledger/index.ts';

/** The short text for people: groups with spaces, six in a line. */
export function receiptText(groups: readonly string[]): string {
  return shortLines(groups);
}

/** The QR code for a terminal. */
export function receiptTerminalCode(modules: QrModules): string {
  return qrHalfBlocks(modules);
}

/** A receipt with its short text, for programs. */
export function receiptDocument({
  receipt,
  file,
  short,
}: {
  readonly receipt: Receipt;
  readonly file: string;
  readonly short?: readonly string[];
}): object {
  return { file, receipt, ...(short !== undefined && { short: short.join(' ') }) };
}
