import type { Jobs } from '../jobs/index.ts';
import type { JobRecord } from '../jobs/job-record.ts';
import type { HostServices } from '../services.ts';
import type { ReportedSet, ReportParts } from './parts.ts';
import { makerHere } from './set-report.ts';
import { verificationFacts } from './verification.ts';

/** What the application's jobs know of a set: its readings in this folder, and the checks that its export overruled. */
export function jobParts(
  services: Pick<HostServices, 'environment'>,
  jobs: Pick<Jobs, 'recordsIn'>,
): Pick<ReportParts, 'verifications' | 'runExceptions'> {
  const recordsOf = ({ manifest, directory }: ReportedSet): readonly JobRecord[] =>
    directory === undefined
      ? []
      : jobs.recordsIn(directory).filter(({ set }) => set?.setId === manifest.setId);
  // Jobs do not note who asked for them: the program of this machine did the reading.
  const { tool, host } = makerHere(services);
  const by = { tool, ...(host !== undefined && { host }) };
  return {
    verifications: (set) =>
      Promise.resolve(
        recordsOf(set)
          .flatMap(({ verification }) => (verification === undefined ? [] : [verification]))
          .sort((a, b) => (a.at < b.at ? -1 : 1))
          .map((verification) => verificationFacts(verification, by)),
      ),
    runExceptions: (set) => {
      const made = recordsOf(set).find(({ kind }) => kind === 'export');
      return Promise.resolve(
        made === undefined ? undefined : (made.run?.exceptions ?? []).map(exceptionFacts),
      );
    },
  };
}

function exceptionFacts({
  check,
  message,
}: NonNullable<NonNullable<JobRecord['run']>['exceptions']>[number]): {
  readonly check: string;
  readonly message?: { readonly code: string; readonly params: Readonly<Record<string, string | number>> };
} {
  return { check, ...(message !== undefined && { message: { code: message.code, params: message.params } }) };
}
