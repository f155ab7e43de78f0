import { SluiceError, type MediumTest } from '../../contract/index.ts';
import type { MediaDrive, RunTool } from '../../media/index.ts';
import type { EventHub } from '../app/event-hub.ts';
import { toMessage } from '../observer.ts';
import { rateMeter } from '../progress-sampler.ts';
import type { HostServices } from '../services.ts';
import { capacityView, testMedium, type CapacityProgress } from './test-medium.ts';

/** The capacity tests of this host's drives: one for each drive, kept until the next one. */
export interface MediumTests {
  /** Throws DRIVE_GONE when the drive is not mounted, MEDIA_TEST_RUNNING. */
  start(drive: MediaDrive, bytes?: number): MediumTest;
  get(driveId: string): MediumTest | undefined;
  /** Stops the test of a drive, waits until its files are gone, and gives what became of it. */
  cancel(driveId: string): Promise<MediumTest | undefined>;
  /** Stops all of them and waits. */
  close(): Promise<void>;
}

export interface MediumTestsOptions {
  readonly services: HostServices;
  readonly events: Pick<EventHub, 'publish'>;
  readonly run: RunTool;
  readonly isInUse: (driveId: string) => boolean;
}

/** Milliseconds between two snapshots: at most ten a second (DESIGN section 3). */
const interval = 200;
/** The practice disk is a folder of this machine's own disk: that one is not to be filled. */
const practiceBytes = 64 * 1024 * 1024;

interface Running {
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

export function createMediumTests(options: MediumTestsOptions): MediumTests {
  const { services, events } = options;
  const tests = new Map<string, MediumTest>();
  const running = new Map<string, Running>();
  const tell = (driveId: string, state: MediumTest['state']): MediumTest => {
    const test: MediumTest = { driveId, state };
    tests.set(driveId, test);
    events.publish('drive.test', test);
    return test;
  };
  const work = async (
    driveId: string,
    mountPoint: string,
    bytes: number | undefined,
    signal: AbortSignal,
  ): Promise<MediumTest['state']> => {
    try {
      const report = await testMedium(services, mountPoint, {
        signal,
        run: options.run,
        onProgress: progressTeller(services, (progress) => tell(driveId, progress)),
        ...(bytes !== undefined && { bytes }),
      });
      return { kind: 'done', report: capacityView(report) };
    } catch (error) {
      return signal.aborted ? { kind: 'cancelled' } : { kind: 'failed', error: toMessage(error) };
    }
  };
  const cancel = async (driveId: string): Promise<MediumTest | undefined> => {
    const test = running.get(driveId);
    test?.stop.abort(new Error('cancelled'));
    await test?.ended;
    return tests.get(driveId);
  };
  return {
    start(drive, bytes) {
      const { id, mountPoint } = drive;
      if (mountPoint === undefined) throw new SluiceError('DRIVE_GONE');
      if (running.has(id) || options.isInUse(id)) {
        throw new SluiceError('MEDIA_TEST_RUNNING', { retryable: true });
      }
      const stop = new AbortController();
      const wanted = drive.kind === 'practice' ? Math.min(bytes ?? practiceBytes, practiceBytes) : bytes;
      const first = tell(id, { kind: 'running', phase: 'writing', bytes: 0, total: wanted ?? 0, rate: 0 });
      const ended = work(id, mountPoint, wanted, stop.signal).then((state) => {
        running.delete(id);
        tell(id, state);
      });
      running.set(id, { stop, ended });
      return first;
    },
    get: (driveId) => tests.get(driveId),
    cancel,
    async close() {
      await Promise.all([...running.keys()].map(cancel));
    },
  };
}

/** Tells some snapshots of many. */
function progressTeller(
  { clock }: HostServices,
  tell: (state: MediumTest['state']) => void,
): (progress: CapacityProgress) => void {
  let meter = rateMeter(clock);
  let told = Number.NEGATIVE_INFINITY;
  let current: CapacityProgress['phase'] = 'writing';
  return ({ phase, bytes, total }) => {
    if (phase !== current) meter = rateMeter(clock);
    current = phase;
    const now = clock.monotonic();
    if (now - told < interval && bytes < total) return;
    told = now;
    tell({ kind: 'running', phase, bytes, total, rate: meter(bytes) });
  };
}
