import type { SetReport, Verdict, VerdictReason } from './model.ts';

const bad: ReadonlySet<VerdictReason> = new Set([
  'incomplete',
  'damaged',
  'not-whole',
  'signer-bad',
  'chain-broken',
  'secrets-found',
  'read-back-differs',
  'rejected',
]);

/** What the rest of a report comes to. Nothing is good by being unknown: an unread set is named as such. */
export function verdictOf(report: Omit<SetReport, 'verdict'>): Verdict {
  const reasons = reasonsOf(report);
  if (reasons.some((reason) => bad.has(reason))) return { level: 'bad', reasons };
  return { level: reasons.length > 0 ? 'attention' : 'good', reasons };
}

function reasonsOf(report: Omit<SetReport, 'verdict'>): VerdictReason[] {
  const { exceptions, integrity, origin, identity, custody, approvals, readBack, secretScan } = report;
  const last = integrity.verifications.at(-1);
  const signer = identity.signer.recorded ? identity.signer.value.result : undefined;
  const decided = approvals.recorded ? approvals.value : undefined;
  const found: readonly (readonly [VerdictReason, boolean])[] = [
    ['incomplete', exceptions.complete === 'incomplete'],
    ['with-exceptions', exceptions.complete === 'complete-with-exceptions'],
    ['damaged', last !== undefined && !isSound(last)],
    ['not-whole', integrity.problems.length > 0],
    ['not-verified', last === undefined],
    ['release-unsigned', origin.releases.some(({ status }) => status !== 'verified')],
    ['signer-bad', signer === 'bad'],
    ['signer-untrusted', signer === 'untrusted'],
    ['chain-broken', custody.recorded && custody.value.chain.state === 'broken'],
    ['secrets-found', secretScan.recorded && secretScan.value.findings.length > 0],
    [
      'read-back-differs',
      readBack.recorded && readBack.value.images.some(({ digest, found: there }) => there !== digest),
    ],
    ['run-exceptions', exceptions.run.recorded && exceptions.run.value.length > 0],
    ['strangers', exceptions.strangers.recorded && exceptions.strangers.value.length > 0],
    ['rejected', decided?.approvals.some(({ verdict }) => verdict !== 'approved') === true],
    ['waived', (decided?.waivers.length ?? 0) > 0],
    ['undecided', (decided?.undecided.length ?? 0) > 0],
  ];
  return found.filter(([, is]) => is).map(([reason]) => reason);
}

/** Whether a reading found every file as it was written. */
export function isSound({ chunks, problems }: SetReport['integrity']['verifications'][number]): boolean {
  return problems.length === 0 && chunks.every(({ state }) => state === 'verified');
}
