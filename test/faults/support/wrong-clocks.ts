import { systemClock, type Clock } from '../../../core/ports/index.ts';

/** Milliseconds. Leap days do not matter here. */
export const tenYears = 10 * 365 * 24 * 3_600_000;

/** A clock that is wrong by so much. Durations are right. */
export function clockOff(milliseconds: number): Clock {
  return { ...systemClock, now: () => new Date(Date.now() + milliseconds) };
}

/** A clock that is right until it was asked so often, and wrong by so much from then on. */
export function jumpingClock(after: number, milliseconds: number): Clock {
  let asked = 0;
  return {
    ...systemClock,
    now: () => new Date(Date.now() + (++asked > after ? milliseconds : 0)),
  };
}
