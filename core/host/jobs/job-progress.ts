import type { HostStateView, JobPhase, JobProgress, RunEvent } from '../../contract/index.ts';
import type { Clock } from '../../ports/index.ts';

/** Counts of a job's images, as its table has them. */
export interface ImageCounts {
  readonly total: number;
  readonly done: number;
  readonly failed: number;
}

type Phase = JobProgress['phases'][number];

/** How far a job is: phases with their weights, bytes, hosts. Fed by the engine's events, asked for snapshots. */
export interface ProgressTracker {
  /** A new attempt: phases stand at their beginning. With `keep`, the whole never falls behind what was shown. */
  begin(keep: boolean): void;
  /** True when the event changed something that is shown. */
  take(event: RunEvent): boolean;
  enter(phase: JobPhase): void;
  /** Marks the phase as done. One that an earlier attempt came through may be left out this way. */
  leave(phase: JobPhase): void;
  bytes(done: number, total: number, rate: number): void;
  /** The attempt is over. `whole`: nothing is left to do. */
  end(how: 'whole' | 'stopped' | 'failed'): void;
  view(images: ImageCounts | undefined): JobProgress;
}

/** After the time that a host asked for, and this long on top, it is taken to answer again. Milliseconds. */
const patience = 15_000;

interface SeenHost {
  readonly view: HostStateView;
  readonly until: number;
}

/** `previous` is the progress of a job that was read from its file. */
export function createProgressTracker(
  clock: Pick<Clock, 'now' | 'monotonic'>,
  phases: readonly { readonly phase: JobPhase; readonly weight: number }[],
  previous?: JobProgress,
): ProgressTracker {
  let states: Phase[] = phases.map(
    ({ phase, weight }) =>
      previous?.phases.find((known) => known.phase === phase) ?? {
        phase,
        weight,
        state: 'pending',
        fraction: 0,
      },
  );
  let current: JobPhase | undefined = previous?.phase;
  let floor = previous?.fraction ?? 0;
  let bytes = { done: previous?.bytesDone ?? 0, total: previous?.bytesTotal ?? 0, rate: 0 };
  let counted = {
    total: previous?.imagesTotal ?? 0,
    done: previous?.imagesDone ?? 0,
    failed: previous?.imagesFailed ?? 0,
  };
  let secondsLeft: number | undefined;
  let inFlight: JobProgress['inFlight'] = [];
  const hosts = new Map<string, SeenHost>();

  const change = (phase: JobPhase, to: Partial<Phase>): void => {
    states = states.map((state) => (state.phase === phase ? { ...state, ...to } : state));
  };
  const reach = (phase: JobPhase, fraction: number): void => {
    const known = states.find((state) => state.phase === phase);
    // Counters may go down when a blob begins again; a bar does not.
    if (known !== undefined) change(phase, { fraction: Math.min(1, Math.max(known.fraction, fraction)) });
  };
  const enter = (phase: JobPhase): void => {
    const place = states.findIndex((state) => state.phase === phase);
    // A run goes through the phases in their order: what lies before this one is behind it.
    states = states.map((state, index) =>
      index < place && state.state !== 'done' ? { ...state, state: 'done', fraction: 1 } : state,
    );
    change(phase, { state: 'active' });
    current = phase;
    bytes = { ...bytes, rate: 0 };
    secondsLeft = undefined;
    inFlight = [];
  };
  const leave = (phase: JobPhase): void => {
    change(phase, { state: 'done', fraction: 1 });
    inFlight = [];
    secondsLeft = undefined;
    bytes = { ...bytes, rate: 0 };
  };
  const whole = (): number => {
    const sum = states.reduce((all, { weight, fraction }) => all + weight * fraction, 0);
    floor = Math.min(1, Math.max(floor, sum));
    return floor;
  };
  const takeProgress = (now: Extract<RunEvent, { type: 'progress' }>['progress']): void => {
    counted = { total: now.imagesTotal, done: now.imagesDone, failed: now.imagesFailed };
    if (now.bytesTotal > 0) {
      bytes = { done: now.bytesDone, total: now.bytesTotal, rate: now.rate };
      secondsLeft = now.secondsLeft;
      reach(now.phase, now.bytesDone / now.bytesTotal);
    } else if (now.imagesTotal > 0) {
      reach(now.phase, now.imagesDone / now.imagesTotal);
    }
    inFlight = now.inFlight;
  };
  const takeHost = (event: Extract<RunEvent, { type: 'host' }>): void => {
    const { type: _, ...told } = event;
    const until = clock.monotonic() + (event.secondsToWait ?? 0) * 1000 + patience;
    hosts.set(event.host, { view: { ...told, at: clock.now().toISOString() }, until });
  };
  /** That a host answers again after a retry is told by nobody: its trouble is forgotten when its time is up. */
  const hostsNow = (): HostStateView[] => {
    const now = clock.monotonic();
    for (const [host, { view, until }] of hosts) {
      if (now > until && view.state === 'retrying') hosts.delete(host);
    }
    return [...hosts.values()].map(({ view }) => view);
  };

  return {
    begin(keep) {
      states = states.map(({ phase, weight }) => ({ phase, weight, state: 'pending', fraction: 0 }));
      if (!keep) floor = 0;
      current = undefined;
      hosts.clear();
    },
    take(event) {
      switch (event.type) {
        case 'phase':
          // How a phase ends is told by what comes after it: the next phase, or the end of the attempt.
          if (event.state === 'start') enter(event.phase);
          else inFlight = [];
          return true;
        case 'progress':
          takeProgress(event.progress);
          return true;
        case 'host':
          takeHost(event);
          return true;
        case 'planned':
        case 'image':
        case 'image-begun':
        case 'finding':
          return true;
        case 'run':
        case 'log':
        case 'file':
          return false;
      }
    },
    enter,
    leave,
    bytes(done, total, rate) {
      bytes = { done, total, rate };
      secondsLeft = rate > 0 ? Math.max(0, total - done) / rate : undefined;
      if (current !== undefined && total > 0) reach(current, done / total);
    },
    end(how) {
      hosts.clear();
      inFlight = [];
      secondsLeft = undefined;
      bytes = { ...bytes, rate: 0 };
      if (how === 'whole') states = states.map((state) => ({ ...state, state: 'done', fraction: 1 }));
      if (how === 'failed') {
        states = states.map((state) => (state.state === 'active' ? { ...state, state: 'failed' } : state));
      }
    },
    view(images) {
      // While images are still looked up there is no table yet, and the phase's own counts are shown.
      const shown = images === undefined || images.total === 0 ? counted : images;
      return {
        ...(current !== undefined && { phase: current }),
        phases: states,
        fraction: whole(),
        bytesDone: Math.max(0, bytes.done),
        bytesTotal: bytes.total,
        imagesDone: shown.done,
        imagesTotal: shown.total,
        imagesFailed: shown.failed,
        rate: bytes.rate,
        ...(secondsLeft !== undefined && { secondsLeft }),
        inFlight,
        hosts: hostsNow(),
      };
    },
  };
}
