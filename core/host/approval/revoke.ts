import { isInForce, isCleanLine, textLimits } from '../../approval/index.ts';
import { SluiceError, type Finding, type WaiverStanding } from '../../contract/index.ts';
import type { RevokedWaiver } from '../../ledger/index.ts';
import { recordCustody, type CustodyEvent } from '../custody/index.ts';
import type { HostServices } from '../services.ts';
import { approvalsOf } from './approvals-of.ts';
import { waiverView } from './list-verdicts.ts';

/** All waivers of all enclaves, newest first: those in force, those that ended, and those that were taken back. */
export async function listWaivers(services: HostServices): Promise<readonly WaiverStanding[]> {
  const { waivers, revoked } = await approvalsOf(services).read();
  const now = services.clock.now();
  const kept = [...waivers.values()].map((waiver): WaiverStanding => ({
    ...waiverView(waiver),
    state: isInForce(waiver, now) ? 'in-force' : 'expired',
  }));
  const gone = [...revoked.values()].map(({ waiver, at, by, reason }): WaiverStanding => ({
    ...waiverView(waiver),
    state: 'revoked',
    revoked: { at, by, ...(reason !== undefined && { reason }) },
  }));
  return [...kept, ...gone].sort((one, other) => (one.madeAt < other.madeAt ? 1 : -1));
}

/**
 * Takes back waivers by their ids, each recorded in the custody log with the reason. Answers how many there were, and
 * what could not be recorded. Throws APPROVAL_REASON_INVALID, and the codes of writing the record.
 */
export async function revokeWaivers(
  services: HostServices,
  ids: readonly string[],
  given: string,
): Promise<{ readonly count: number; readonly findings: readonly Finding[] }> {
  const reason = given.replaceAll(/\s+/g, ' ').trim();
  if (reason === '' || reason.length > textLimits.reason || !isCleanLine(reason)) {
    throw new SluiceError('APPROVAL_REASON_INVALID', {
      params: { limit: textLimits.reason },
      stage: 'configure',
    });
  }
  const revoked = await approvalsOf(services).revokeWaivers(ids, reason);
  return { count: revoked.length, findings: await recordRevoked(services, revoked) };
}

/** Takes back waivers and scans by their ids; answers how many there were. */
export async function forgetApprovals(services: HostServices, ids: readonly string[]): Promise<number> {
  const { count, revoked } = await approvalsOf(services).forget(ids);
  await recordRevoked(services, revoked);
  return count;
}

/** A waiver is no set's: that it was taken back stands in the custody log of this installation. */
async function recordRevoked(
  services: HostServices,
  revoked: readonly RevokedWaiver[],
): Promise<readonly Finding[]> {
  return revoked.length === 0 ? [] : recordCustody(services, revoked.map(asEvent));
}

function asEvent({ waiver, reason }: RevokedWaiver): CustodyEvent {
  const { scope, enclave, owner, id } = waiver;
  const vulnerability = scope.kind === 'vulnerability' ? scope.id : undefined;
  return {
    kind: 'revoked',
    result: 'good',
    details: { waiver: id, enclave, digest: scope.digest, vulnerability, owner, reason },
  };
}
