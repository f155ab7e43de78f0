import { isInForce, waiverSchema, type WaiverScope } from '../../approval/index.ts';
import { SluiceError, type WaiverView } from '../../contract/index.ts';
import { requireName } from '../../ledger/index.ts';
import type { HostServices } from '../services.ts';
import { recordCustody, type CustodyEvent } from '../custody/index.ts';
import { approvalsOf } from './approvals-of.ts';
import { waiverView } from './list-verdicts.ts';

export interface NewWaivers {
  /** What is waived: one waiver for each. */
  readonly scopes: readonly WaiverScope[];
  /** Absent: for every enclave. */
  readonly enclave?: string | undefined;
  readonly owner: string;
  readonly reason: string;
  /** A day (yyyy-MM-dd), which counts whole, or a time (RFC 3339). */
  readonly until: string;
}

/**
 * Records that somebody answers for images or vulnerabilities. Throws APPROVAL_WAIVER_INVALID,
 * APPROVAL_WAIVER_PAST, LEDGER_TARGET_NAME_INVALID, and the codes of writing the record.
 */
export async function waive(services: HostServices, asked: NewWaivers): Promise<readonly WaiverView[]> {
  const { scopes, enclave, owner, reason } = asked;
  if (enclave !== undefined) requireName(enclave);
  const until = endOf(asked.until);
  const drafts = scopes.map((scope) => ({
    scope,
    ...(enclave !== undefined && { enclave }),
    owner: owner.trim(),
    reason: reason.trim(),
    until,
  }));
  if (drafts.length === 0) throw invalid('scope');
  for (const draft of drafts) {
    const madeAt = services.clock.now().toISOString();
    const checked = waiverSchema.safeParse({ ...draft, id: '-', madeAt });
    if (!checked.success) throw invalid(String(checked.error.issues[0]?.path[0] ?? ''));
    if (!isInForce(checked.data, services.clock.now())) {
      throw new SluiceError('APPROVAL_WAIVER_PAST', { params: { until: asked.until }, stage: 'configure' });
    }
  }
  const made = await approvalsOf(services).addWaivers(drafts);
  const waivers = made.map(waiverView);
  await recordCustody(services, waivers.map(asEvent));
  return waivers;
}

/** A waiver is no set's: it stands in the custody log of this installation. */
function asEvent({ scope, enclave, owner, reason, until }: WaiverView): CustodyEvent {
  const { digest } = scope;
  const vulnerability = scope.kind === 'vulnerability' ? scope.id : undefined;
  return {
    kind: 'waived',
    result: 'good',
    details: { enclave, digest, vulnerability, owner, reason, until },
  };
}

/** A day lasts to its end, in UTC. */
function endOf(text: string): string {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const time = Date.parse(day ? `${text}T23:59:59.999Z` : text);
  if (Number.isNaN(time)) throw invalid('until');
  const iso = new Date(time).toISOString();
  // A date that rolls over into the next month would silently mean another one.
  if (day && !iso.startsWith(text)) throw invalid('until');
  return iso;
}

function invalid(field: string): SluiceError {
  return new SluiceError('APPROVAL_WAIVER_INVALID', { params: { field }, stage: 'configure' });
}
