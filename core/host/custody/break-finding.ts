import type { ErrorCode, Finding } from '../../contract/index.ts';
import type { BreakKind, ChainBreak, ChainReport, CustodyChain } from '../../ledger/index.ts';

const codes: Readonly<Record<BreakKind, ErrorCode>> = {
  altered: 'CUSTODY_ALTERED',
  inserted: 'CUSTODY_INSERTED',
  removed: 'CUSTODY_REMOVED',
  reordered: 'CUSTODY_REORDERED',
  cut: 'CUSTODY_CUT',
  foreign: 'CUSTODY_FOREIGN',
  newer: 'CUSTODY_NEWER',
};

/** A break of the chain in `path` as it is told. */
export function breakFinding(
  level: Finding['level'],
  path: string,
  { how, record, missing }: ChainBreak,
  { found, expected }: { readonly found: CustodyChain | undefined; readonly expected: CustodyChain },
): Finding {
  return {
    level,
    code: codes[how],
    params: {
      path,
      record,
      missing: missing ?? 0,
      found: found === undefined ? '-' : chainText(found),
      expected: chainText(expected),
    },
    affected: [path],
  };
}

/** A record that was cut off while it was written: no break. */
export function tornFindings(path: string, { tornBytes }: Pick<ChainReport, 'tornBytes'>): Finding[] {
  if (tornBytes === undefined) return [];
  return [{ level: 'note', code: 'CUSTODY_TORN', params: { path, bytes: tornBytes }, affected: [path] }];
}

function chainText({ kind, id }: CustodyChain): string {
  return `${kind} ${id}`;
}
