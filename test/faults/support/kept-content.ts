import type { SeededRandom } from '../../support/seeded-random.ts';
import type { DiskAction } from './disk-log.ts';

export type ContentAction = Extract<DiskAction, { kind: 'write' | 'truncate' }>;

const sector = 512;

/**
 * What a disk may have of a file whose last `actions.length - durable` changes no sync covered: of each sector, and of
 * the length, the state after the last durable change or after any later one. A sector that was never written out
 * reads as zeros.
 */
export function keptContent(
  before: Buffer,
  actions: readonly ContentAction[],
  durable: number,
  random: SeededRandom,
): Buffer {
  const last = actions.length;
  const anywhere = (): number => random.between(durable, last);
  const mood = random.pick(['durable', 'all', 'instant', 'sectors', 'sectors'] as const);
  const instant = mood === 'durable' ? durable : mood === 'all' ? last : anywhere();
  const longest = actions.reduce((length, action) => Math.max(length, endOf(action)), before.length);
  const versions = Array.from({ length: Math.ceil(longest / sector) }, () =>
    mood === 'sectors' ? anywhere() : instant,
  );
  const wantedLength = mood === 'sectors' ? anywhere() : instant;

  const current = Buffer.alloc(longest);
  const kept = Buffer.alloc(longest);
  before.copy(current);
  let length = before.length;
  let keptLength = length;
  for (let version = 0; version <= last; version += 1) {
    const action = actions[version - 1];
    if (action?.kind === 'write') {
      action.bytes.copy(current, action.at);
      length = Math.max(length, endOf(action));
    } else if (action !== undefined) {
      current.fill(0, action.length);
      length = action.length;
    }
    versions.forEach((wanted, index) => {
      if (wanted === version) current.copy(kept, index * sector, index * sector, (index + 1) * sector);
    });
    if (wantedLength === version) keptLength = length;
  }
  return kept.subarray(0, keptLength);
}

function endOf(action: ContentAction): number {
  return action.kind === 'write' ? action.at + action.bytes.length : action.length;
}
