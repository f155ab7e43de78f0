import type { HostEvent, Job } from '../../core/contract/index.ts';

/** What the taskbar shows: `-1` nothing, else 0 to 1. Linux desktops show none of it since Electron 44. */
export interface TaskbarState {
  readonly fraction: number;
  readonly mode: 'none' | 'normal' | 'paused' | 'error';
}

/** Follows the jobs; gives the new state when an event changed it. The title's percentage is the page's business. */
export function createTaskbar(): (event: HostEvent) => TaskbarState | undefined {
  const jobs = new Map<string, Job>();
  let shown = '-1 none';
  return ({ topic, payload }) => {
    if (topic === 'job.snapshot' && 'job' in payload) jobs.set(payload.job.id, payload.job);
    else if (topic === 'job.removed' && 'jobId' in payload) jobs.delete(String(payload.jobId));
    else return undefined;
    const next = stateOf([...jobs.values()]);
    const text = `${next.fraction} ${next.mode}`;
    if (text === shown) return undefined;
    shown = text;
    return next;
  };
}

/** A running job counts before a paused one; whole percents, so that little is redrawn. */
export function stateOf(jobs: readonly Job[]): TaskbarState {
  const running = jobs.find(({ state }) => state.kind === 'running' || state.kind === 'pausing');
  const paused = jobs.find(({ state }) => state.kind === 'paused');
  const shown = running ?? paused;
  if (shown === undefined) return { fraction: -1, mode: 'none' };
  const fraction = Math.floor(Math.min(1, Math.max(0, shown.progress.fraction)) * 100) / 100;
  return { fraction, mode: running === undefined ? 'paused' : 'normal' };
}
