import { SluiceError, type VerdictKind, type WaiverView } from '../../contract/index.ts';
import { isTargetName } from '../../ledger/index.ts';
import { isDigest } from '../../reference/index.ts';
import type { Approval, ApprovalFacts, Waiver } from '../../report/index.ts';
import { listVerdicts } from '../approval/index.ts';
import type { HostServices } from '../services.ts';
import type { ReportedSet } from './parts.ts';

const asDecision: Readonly<Record<VerdictKind, Approval['verdict'] | undefined>> = {
  approved: 'approved',
  waived: 'approved',
  'made-here': 'approved',
  held: 'held',
  denied: 'rejected',
  // The report lists it as undecided.
  'not-scanned': undefined,
};

/**
 * The verdicts of the approval gate about a set's images, as they are now. Undefined where the gate was never asked
 * about the set's receiver. Throws what `listVerdicts` throws besides.
 */
export async function approvalPart(
  services: HostServices,
  { manifest }: ReportedSet,
): Promise<ApprovalFacts | undefined> {
  const { target: enclave, images } = manifest;
  if (!isTargetName(enclave)) return undefined;
  const carried = new Set<string>(images.map(({ digest }) => digest));
  const known = await listVerdicts(services, { enclave, signal: new AbortController().signal }).catch(
    (error: unknown) => {
      if (error instanceof SluiceError && error.code === 'APPROVAL_IMAGES_UNKNOWN') return undefined;
      throw error;
    },
  );
  if (known === undefined) return undefined;
  const rows = known.rows.filter(({ digest }) => carried.has(digest));
  return {
    approvals: rows.flatMap(({ digest, verdict, scans }): Approval[] => {
      const decision = asDecision[verdict];
      const scan = scans.at(-1);
      if (decision === undefined || !isDigest(digest)) return [];
      return [
        {
          digest,
          verdict: decision,
          ...(scan !== undefined && { tool: scan.tool }),
          ...(scan?.databaseDate !== undefined && { databaseDate: scan.databaseDate }),
          ...(scan?.scannedAt !== undefined && { time: scan.scannedAt }),
        },
      ];
    }),
    waivers: uniqueWaivers(rows.flatMap(({ waivers }) => waivers)).map(asWaiver),
  };
}

function uniqueWaivers(all: readonly WaiverView[]): readonly WaiverView[] {
  return [...new Map(all.map((waiver) => [waiver.id, waiver])).values()];
}

function asWaiver({ scope, owner, reason, until }: WaiverView): Waiver {
  const { digest } = scope;
  return {
    ...(digest !== undefined && isDigest(digest) && { digest }),
    finding: scope.kind === 'vulnerability' ? scope.id : '*',
    owner,
    reason,
    expires: until,
  };
}
