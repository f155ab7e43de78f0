import type { FailureGroup, JobItem, Message } from '../../contract/index.ts';
import type { JobRecord } from './job-record.ts';

/** Names shown of each group. */
const originsShown = 20;

interface Failure {
  readonly origin: string;
  readonly error: Message;
}

/**
 * What failed, grouped by cause: the code with the host or registry it happened at, the largest group first. While a
 * job runs its images tell, afterwards the report, which also has what could not be looked up.
 */
export function groupFailures(
  record: Pick<JobRecord, 'state' | 'report'>,
  failed: readonly JobItem[],
): FailureGroup[] {
  const groups = new Map<string, Failure[]>();
  for (const failure of failuresOf(record, failed)) {
    const { code, params, stage, side } = failure.error;
    const key = JSON.stringify([code, params['host'] ?? params['registry'] ?? '', stage ?? '', side ?? '']);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [failure]);
    else group.push(failure);
  }
  return [...groups.values()]
    .map((group) => {
      const origins = [...new Set(group.map(({ origin }) => origin))];
      return {
        message: withoutDetail(group[0]?.error),
        count: origins.length,
        origins: origins.slice(0, originsShown),
        retryable: group.some(({ error }) => mayPass(error.code)),
      };
    })
    .sort((a, b) => b.count - a.count);
}

function failuresOf(record: Pick<JobRecord, 'state' | 'report'>, failed: readonly JobItem[]): Failure[] {
  const { state, report } = record;
  const fromItems = failed.flatMap(({ origin, error }) => (error === undefined ? [] : [{ origin, error }]));
  const atRest = state.kind === 'incomplete' || state.kind === 'succeeded';
  const listed = atRest && report !== undefined ? report.failures : fromItems;
  return state.kind === 'failed' ? [...listed, { origin: '', error: state.error }] : [...listed];
}

/** The page shows the words; a stack of each image would only be long. */
function withoutDetail(error: Message | undefined): Message {
  if (error === undefined) throw new RangeError('a group has a failure');
  const { detail: _, ...message } = error;
  return message;
}

/** Causes that go away by themselves, without anybody correcting anything. */
function mayPass(code: string): boolean {
  return (
    code.startsWith('NETWORK_') ||
    [
      'REGISTRY_UNAVAILABLE',
      'REGISTRY_BUSY',
      'HOST_RATE_LIMITED',
      'BLOB_TOO_SHORT',
      'UPLOAD_INTERRUPTED',
      'LEDGER_LOCKED',
    ].includes(code)
  );
}
