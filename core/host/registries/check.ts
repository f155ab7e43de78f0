import type { Check, Finding } from '../../contract/index.ts';
import { findingMessage } from '../observer.ts';

export const checkSteps = ['reach', 'tls', 'protocol', 'login', 'pull', 'push'] as const;
export type CheckStep = (typeof checkSteps)[number];

export function check(
  id: CheckStep,
  state: Check['state'],
  code: Finding['code'],
  params: Finding['params'],
): Check {
  return { id, state, message: findingMessage({ level: 'note', code, params, affected: [] }) };
}
