import type { Language, Message } from '../../contract/index.ts';
import { formatMessage } from './message.ts';

/** Something that was asked for and is missing, and why. */
export interface ShownFailure {
  readonly origin: string;
  readonly error: Message;
}

/**
 * Failures as text. Those with the same cause at the same host are one message that names all they
 * concern: a registry that demands a login is told once, not once for each of its images.
 */
export function formatFailures(failures: readonly ShownFailure[], language: Language): string[] {
  const groups = new Map<string, ShownFailure[]>();
  for (const failure of failures) {
    const { code, params, stage, side } = failure.error;
    const key = JSON.stringify([code, params['host'] ?? '', stage ?? '', side ?? '']);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [failure]);
    else group.push(failure);
  }
  return [...groups.values()].map((group) =>
    formatMessage('error', united(group), language, { allAffected: group.length > 1 }),
  );
}

function united(group: readonly ShownFailure[]): Message {
  const [first] = group;
  if (first === undefined) throw new RangeError('a group has a failure');
  const { error } = first;
  if (group.length === 1) {
    const known = error.affected.includes(first.origin) || first.origin.startsWith('mirror.');
    return known ? error : { ...error, affected: [first.origin, ...error.affected] };
  }
  return { ...error, affected: [...new Set(group.map(({ origin }) => origin))] };
}
