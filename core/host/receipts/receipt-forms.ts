import type { ReceiptSigner } from '../../contract/index.ts';
import { qrHalfBlocks, shortLines, type QrModules } from '../../ledger/index.ts';
import type { ShownReceipt } from './show-receipt.ts';

/** The short text for people: groups with spaces, six in a line. */
export function receiptText(groups: readonly string[]): string {
  return shortLines(groups);
}

/** The QR code for a terminal. */
export function receiptTerminalCode(modules: QrModules): string {
  return qrHalfBlocks(modules);
}

/** A receipt with its short text and who signed it, for programs. */
export function receiptDocument(
  { receipt, file, short }: ShownReceipt,
  signer: ReceiptSigner | undefined,
): object {
  return {
    file,
    receipt,
    ...(signer !== undefined && { signer }),
    ...(short !== undefined && { short: short.join(' ') }),
  };
}
