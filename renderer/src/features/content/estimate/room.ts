import type { PlanView } from '../../../../../core/contract/index.ts';

/** Whether what a plan writes finds room where it goes. */
export type Room =
  /** A registry: its room is its own business. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'enough'; readonly free: number; readonly left: number }
  | { readonly kind: 'short'; readonly free: number; readonly short: number };

export function roomOf({ report }: PlanView): Room {
  if (report.archive === undefined) return { kind: 'none' };
  const free = report.archive.freeBytes;
  if (free === undefined) return { kind: 'unknown' };
  const left = free - report.totals.writeBytes;
  return left >= 0 ? { kind: 'enough', free, left } : { kind: 'short', free, short: -left };
}
