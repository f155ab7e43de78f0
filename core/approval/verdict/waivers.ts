import { z } from 'zod';
import { waiverScopeSchema, type WaiverScope } from '../../contract/index.ts';
import { isCleanLine } from '../clean-text.ts';
import { textLimits } from '../limits.ts';
import { matchesPattern } from './rules.ts';
import type { JudgedImage } from './judged-image.ts';

export { waiverScopeSchema, type WaiverScope };

const line = (limit: number) => z.string().max(limit).refine(isCleanLine, 'not one line of text');

export const waiverSchema = z.strictObject({
  id: z.string().max(64),
  scope: waiverScopeSchema,
  /** Absent: for every enclave. */
  enclave: z.string().max(63).optional(),
  /** Who answers for it. */
  owner: line(textLimits.owner),
  reason: line(textLimits.reason),
  /** RFC 3339, UTC: from then on it counts no more. */
  until: z.iso.datetime(),
  madeAt: z.iso.datetime(),
});
export type Waiver = z.infer<typeof waiverSchema>;

/** Whether it counts at `now`. */
export function isInForce({ until }: Waiver, now: Date): boolean {
  return Date.parse(until) > now.getTime();
}

/** Whether it speaks of this image, or of vulnerabilities in it. */
export function concerns({ scope }: Waiver, image: JudgedImage): boolean {
  const isThis = (digest: string): boolean =>
    digest === image.subjects.root || image.subjects.subjects.some((subject) => subject.digest === digest);
  if (scope.kind === 'image') return isThis(scope.digest);
  if (scope.digest !== undefined && !isThis(scope.digest)) return false;
  const { repository } = scope;
  return repository === undefined || image.repositories.some((name) => matchesPattern(repository, name));
}
