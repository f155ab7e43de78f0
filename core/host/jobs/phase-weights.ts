import { jobPhases, type JobPhase } from '../../contract/index.ts';
import type { JobRecord } from './job-record.ts';

type Weights = Readonly<Partial<Record<JobPhase, number>>>;

/** Shares of the time as measured on releases over fast lines and to sticks: what moves bytes is nearly all of it. */
const exporting: Weights = {
  collect: 4,
  resolve: 6,
  preflight: 1,
  transfer: 60,
  finish: 4,
  verify: 24,
  eject: 1,
};
const importing: Weights = {
  collect: 3,
  resolve: 4,
  preflight: 3,
  transfer: 86,
  resources: 3,
  eject: 1,
};
/** The whole set is read once more before anything moves. */
const importingVerified: Weights = { ...importing, preflight: 45 };
const verifying: Weights = { verify: 1 };

const weightsOf: Readonly<Record<JobRecord['kind'], Weights>> = {
  export: exporting,
  import: importing,
  verify: verifying,
};

/** The phases that a job goes through, in order, with their shares of the whole: together 1. */
export function phasesOf(
  kind: JobRecord['kind'],
  afterwards: { readonly verify: boolean; readonly eject: boolean },
  verifyFirst = false,
): readonly { readonly phase: JobPhase; readonly weight: number }[] {
  const weights = kind === 'import' && verifyFirst ? importingVerified : weightsOf[kind];
  const wanted = jobPhases.flatMap((phase) => {
    const weight = weights[phase];
    if (weight === undefined) return [];
    if (phase === 'verify' && kind === 'export' && !afterwards.verify) return [];
    if (phase === 'eject' && !afterwards.eject) return [];
    return [{ phase, weight }];
  });
  const sum = wanted.reduce((all, { weight }) => all + weight, 0);
  return wanted.map(({ phase, weight }) => ({ phase, weight: weight / sum }));
}
