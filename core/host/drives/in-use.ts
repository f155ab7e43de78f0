import { isJobOver } from '../../contract/index.ts';
import type { EventHub } from '../app/event-hub.ts';

/** The drives that jobs, moves of sets and capacity tests are using, told from their own events. */
export interface DrivesInUse {
  has(driveId: string): boolean;
  close(): void;
}

export function watchDrivesInUse(events: Pick<EventHub, 'subscribe'>): DrivesInUse {
  const byJob = new Map<string, string>();
  const byTransfer = new Map<string, readonly string[]>();
  const stop = events.subscribe(({ topic, payload }) => {
    if (topic === 'job.snapshot' && 'job' in payload) {
      const { id, driveId, state } = payload.job;
      const rests = isJobOver(state) || state.kind === 'paused' || state.kind === 'queued';
      if (driveId === undefined || rests) byJob.delete(id);
      else byJob.set(id, driveId);
    }
    if (topic === 'drive.test' && 'driveId' in payload && 'state' in payload) {
      const { driveId, state } = payload;
      if (state.kind === 'running') byJob.set(`test of ${driveId}`, driveId);
      else byJob.delete(`test of ${driveId}`);
    }
    if (topic === 'transfer.changed' && 'driveIds' in payload) {
      if (payload.state.kind === 'running') byTransfer.set(payload.id, payload.driveIds);
      else byTransfer.delete(payload.id);
    }
    if (topic === 'job.removed' && 'jobId' in payload && payload.jobId !== undefined) {
      byJob.delete(payload.jobId);
    }
  });
  return {
    has: (driveId) => [...byJob.values(), ...[...byTransfer.values()].flat()].includes(driveId),
    close: stop,
  };
}
