export { openAcknowledgements, type Acknowledgements } from './acknowledgements.ts';
export { goneBytes, parseGone, type GoneContent } from './gone.ts';
export {
  holdingsOf,
  isCoveredBy,
  type SetContent,
  type SetHolding,
  type TargetHoldings,
} from './holdings.ts';
export {
  claimOfFile,
  claimOfText,
  judgeReceipt,
  type Judgement,
  type MadeSet,
  type ReceiptClaim,
} from './judge.ts';
export { openMadeReceipts, type MadeReceipts } from './made-receipts.ts';
export { qrHalfBlocks, qrModules, type QrModules } from './qr.ts';
export {
  digestForm,
  heldSum,
  largestReceipt,
  parseReceipt,
  receiptBytes,
  receiptName,
  receiptVersion,
  signedBytes,
  wholeSeconds,
  type Receipt,
  type ReceiptResult,
  type SignatureCheck,
  type SignBytes,
  type UnsignedReceipt,
  type VerifyBytes,
} from './receipt.ts';
export type { Acknowledgement, CarryAgainRecord, ReceiptRecord, StatementRecord } from './records.ts';
export {
  awaitedSets,
  isAcknowledging,
  lastCarryAgain,
  lastStatement,
  setStates,
  type SetStanding,
  type SetState,
} from './set-states.ts';
export { readShortText, shortBody, shortGroups, shortLines, type ShortReceipt } from './short-text.ts';
export {
  looksLikeStatement,
  mostHeldDigests,
  parseStatement,
  statementBytes,
  statementFormat,
  statementVersion,
  type HoldingsStatement,
} from './statement.ts';
