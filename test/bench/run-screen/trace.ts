/** An event of Chromium's trace; times in microseconds. */
export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** Of it, the thread's own CPU time. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

export interface Costs {
  /** CPU time of the main thread from one update to the next, milliseconds: script, style, layout, paint. */
  readonly updates: readonly number[];
  /** The same from one frame to the next. */
  readonly frames: readonly number[];
}

/** What the updates cost the page's main thread. */
export function costsOf(events: readonly TraceEvent[]): Costs {
  const updates = events.filter(({ name }) => name === 'sluice-update').map(({ ts }) => ts);
  const first = events.find(({ name }) => name === 'sluice-update');
  if (first === undefined) return { updates: [], frames: [] };
  const main = events.find(
    ({ name, ph, pid, args }) =>
      name === 'thread_name' && ph === 'M' && pid === first.pid && args?.name === 'CrRendererMain',
  );
  const own = events.filter(({ pid, tid }) => pid === first.pid && tid === (main?.tid ?? first.tid));
  const tasks = own.filter(({ name, ph }) => name === 'RunTask' && ph === 'X');
  const frames = own.filter(({ name }) => name === 'FireAnimationFrame').map(({ ts }) => ts);
  return { updates: between(tasks, updates), frames: between(tasks, frames) };
}

/** CPU time of the tasks between each mark and the next. A task belongs where it ends: the mark lies in it. */
function between(tasks: readonly TraceEvent[], marks: readonly number[]): readonly number[] {
  const sorted = [...marks].sort((a, b) => a - b);
  const sums = Array.from({ length: Math.max(0, sorted.length - 1) }, () => 0);
  for (const { ts, dur = 0, tdur = dur } of tasks) {
    const place = sorted.findLastIndex((mark) => mark <= ts + dur);
    const before = sums[place];
    if (before !== undefined) sums[place] = before + tdur / 1000;
  }
  return sums;
}

export interface Figures {
  readonly median: number;
  readonly p95: number;
  readonly max: number;
}

export function figuresOf(values: readonly number[]): Figures {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { median: at(0.5), p95: at(0.95), max: sorted.at(-1) ?? 0 };
}
