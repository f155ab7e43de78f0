import type { Check, ErrorCode, Finding, RunRequest } from '../../../contract/index.ts';
import { findingMessage, toMessage } from '../../observer.ts';
import type { EngineRequest } from '../../run-request/to-mirror-request.ts';
import type { PlanDesk } from '../plan-desk.ts';
import type { PlanAttempt } from '../plan-run.ts';

/** What a check before a start has at hand. */
export interface CheckContext {
  readonly desk: PlanDesk;
  readonly run: RunRequest;
  readonly engine: EngineRequest;
  readonly signal: AbortSignal;
}

/** The same when the run has been planned. */
export interface PlannedContext extends CheckContext {
  readonly plan: PlanAttempt;
}

/** One thing that is tried before a start. It gives no check where it has no meaning. */
export type StartCheck = (context: CheckContext) => Promise<readonly Check[]>;
export type PlannedCheck = (context: PlannedContext) => Promise<readonly Check[]>;

export function passed(id: string, code: ErrorCode, params: Finding['params'] = {}): Check {
  return said(id, 'passed', code, params);
}

export function warned(id: string, code: ErrorCode, params: Finding['params'] = {}): Check {
  return said(id, 'warning', code, params);
}

export function failed(id: string, error: unknown): Check {
  return { id, state: 'failed', message: toMessage(error) };
}

function said(id: string, state: Check['state'], code: ErrorCode, params: Finding['params']): Check {
  return { id, state, message: findingMessage({ level: 'note', code, params, affected: [] }) };
}

/** What planning told under one of these codes, as a check: an error fails it. */
export function toldCheck(id: string, { told }: PlanAttempt, codes: readonly ErrorCode[]): Check[] {
  return told
    .filter(({ message }) => (codes as readonly string[]).includes(message.code))
    .map(({ level, message }) => ({ id, state: level === 'error' ? 'failed' : 'warning', message }));
}

/** A check that breaks down says why; the others go on. Throws only the signal's reason. */
export async function guarded(
  id: string,
  signal: AbortSignal,
  check: () => Promise<readonly Check[]>,
): Promise<readonly Check[]> {
  try {
    return await check();
  } catch (error) {
    signal.throwIfAborted();
    return [failed(id, error)];
  }
}
