/** The custody log beside a set. */
export const custodyName = 'custody.jsonl';

/** What happened to a set, as its custody log names it. */
export const custodyKinds = [
  'created',
  'written',
  'verified',
  'inspected',
  'imported',
  'approved',
  'waived',
  'received',
  'copied',
  'compared',
  'repaired',
  /** A scanner's report was taken in. */
  'scanned',
  /** A waiver was taken back. */
  'revoked',
] as const;
export type CustodyKind = (typeof custodyKinds)[number];

/** How it ended. `exceptions`: whole but for what somebody allowed. */
export const custodyResults = [
  'good',
  'exceptions',
  'incomplete',
  'damaged',
  'refused',
  'failed',
  'interrupted',
] as const;
export type CustodyResult = (typeof custodyResults)[number];
