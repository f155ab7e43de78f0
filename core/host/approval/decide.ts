import {
  defaultRules,
  judge,
  noCounts,
  type ApprovalRules,
  type JudgedImage,
  type Verdict,
} from '../../approval/index.ts';
import { requireName } from '../../ledger/index.ts';
import type { HostServices } from '../services.ts';
import { approvalsOf } from './approvals-of.ts';

/** An image to be decided about, and whether Sluice made it itself. */
export interface AskedImage extends JudgedImage {
  /** Made here from approved parts: it needs no scan, and is denied like any other. */
  readonly madeHere?: boolean;
}

/** Decides for one enclave, by what was recorded when it was opened and by the time then. */
export interface Decider {
  readonly enclave: string;
  readonly rules: ApprovalRules;
  verdictOn(image: AskedImage): Promise<Verdict>;
}

/** Throws LEDGER_TARGET_NAME_INVALID, LEDGER_STATE_DAMAGED, LEDGER_JOURNAL_DAMAGED, LEDGER_READ_FAILED. */
export async function openDecider(services: HostServices, enclave: string): Promise<Decider> {
  requireName(enclave);
  const approvals = approvalsOf(services);
  const facts = await approvals.read();
  const rules = facts.rules.get(enclave) ?? defaultRules;
  const waivers = [...facts.waivers.values()].filter(
    (waiver) => waiver.enclave === undefined || waiver.enclave === enclave,
  );
  const scansAbout = approvals.lookup(facts);
  const now = services.clock.now();
  return {
    enclave,
    rules,
    async verdictOn(image) {
      if (image.madeHere === true) return madeHere(image, rules, now);
      const { root, indexes, subjects } = image.subjects;
      const digests = subjects.flatMap(({ digest, config }) =>
        config === undefined ? [digest] : [digest, config],
      );
      return judge(image, { scans: await scansAbout([root, ...indexes, ...digests]), rules, waivers, now });
    },
  };
}

/** What Sluice made is not scanned; the deny list counts all the same. */
function madeHere(image: JudgedImage, rules: ApprovalRules, now: Date): Verdict {
  const lenient: ApprovalRules = { ...rules, notScanned: 'allowed' };
  const verdict = judge(image, { scans: [], rules: lenient, waivers: [], now });
  return verdict.kind === 'denied'
    ? verdict
    : { kind: 'made-here', reasons: [], waivers: [], counts: noCounts(), scans: [] };
}
