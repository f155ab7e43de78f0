import { SluiceError, type Finding, type Message, type RunEvent, type RunPhase } from '../contract/index.ts';

/** Receives the events of a run. */
export type Observer = (event: RunEvent) => void;

/** A failure as it crosses a boundary. Unknown errors get HOST_UNEXPECTED, with their message. */
export function toMessage(error: unknown): Message {
  if (!(error instanceof SluiceError)) {
    const message = error instanceof Error ? error.message : String(error);
    const detail = error instanceof Error ? error.stack : undefined;
    return {
      code: 'HOST_UNEXPECTED',
      params: { message },
      affected: [],
      ...(detail !== undefined && { detail }),
    };
  }
  return {
    code: error.code,
    params: { ...error.params },
    affected: [...error.affected],
    ...(error.stage !== undefined && { stage: error.stage }),
    ...(error.side !== undefined && { side: error.side }),
    ...(error.detail !== undefined && { detail: error.detail }),
  };
}

export function findingMessage(finding: Finding): Message {
  return { code: finding.code, params: { ...finding.params }, affected: [...finding.affected] };
}

export function showFindings(observer: Observer, findings: readonly Finding[]): void {
  for (const finding of findings) {
    observer({ type: 'finding', level: finding.level, message: findingMessage(finding) });
  }
}

/** Tells that a phase begins and ends; the end is told even when it fails. */
export async function inPhase<Result>(
  observer: Observer,
  phase: RunPhase,
  work: () => Promise<Result>,
): Promise<Result> {
  observer({ type: 'phase', phase, state: 'start' });
  try {
    return await work();
  } finally {
    observer({ type: 'phase', phase, state: 'end' });
  }
}
