/** Something that stands in a log. */
export interface LoggedEvent {
  /** RFC 3339. */
  readonly time: string;
  /** The set that it happened to. */
  readonly generation?: number | undefined;
}

/** An event at its place among those of other logs. */
export interface PlacedEvent<Event> {
  readonly event: Event;
  /** Its time says another place: a clock was wrong. */
  readonly clockDiffers: boolean;
}

/**
 * Joins logs that were written one beside the other, oldest first. What is certain comes first: the order within each
 * log, and that nothing happens to a set before it is made (the first log: the sets by their generation). Only between
 * logs do clocks decide; a time that a later line of the same log contradicts counts as no later than that line.
 */
export function mergeLogs<Event extends LoggedEvent>(
  made: readonly Event[],
  others: readonly (readonly Event[])[],
): readonly PlacedEvent<Event>[] {
  const logs = [made, ...others].map((log) => ({ log, times: believable(log), next: 0 }));
  const [sets] = logs;
  const knownSets = new Set(made.map(({ generation }) => generation));
  const placed: PlacedEvent<Event>[] = [];
  let latest = Number.NEGATIVE_INFINITY;
  const done = new Set<number | undefined>();
  const waits = ({ generation }: Event): boolean => knownSets.has(generation) && !done.has(generation);
  const total = logs.reduce((sum, { log }) => sum + log.length, 0);
  while (placed.length < total) {
    const open = logs.filter(({ log, next }, index) => {
      const head = log[next];
      return head !== undefined && (index === 0 || !waits(head));
    });
    const chosen = open.reduce((best, one) =>
      (one.times[one.next] ?? 0) < (best.times[best.next] ?? 0) ? one : best,
    );
    const event = chosen.log[chosen.next];
    if (event === undefined) throw new RangeError('an open log has a next event');
    const time = chosen.times[chosen.next] ?? 0;
    placed.push({ event, clockDiffers: Date.parse(event.time) > time || time < latest });
    latest = Math.max(latest, time);
    chosen.next++;
    if (chosen === sets) done.add(event.generation);
  }
  return placed;
}

/** Each line's time, or that of the earliest line after it. */
function believable(log: readonly LoggedEvent[]): number[] {
  const times = log.map(({ time }) => Date.parse(time));
  for (let index = times.length - 2; index >= 0; index--) {
    times[index] = Math.min(times[index] ?? 0, times[index + 1] ?? 0);
  }
  return times;
}
