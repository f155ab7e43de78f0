import { describe, expect, it } from 'vitest';
import {
  discChunkLimit,
  discKinds,
  discOfLimit,
  discsFor,
  discSizes,
  mediumReserve,
  roomPerFile,
} from '../../../core/contract/index.ts';

describe('what discs take', () => {
  it.each(discKinds)('%s: a chunk of the limit lies on it beside the files that lie on each disc', (kind) => {
    const limit = discChunkLimit(kind);
    const sideFiles = 12 * 1024 * 1024;
    expect(discSizes[kind] % 2048).toBe(0);
    expect(limit + sideFiles + 8 * roomPerFile + mediumReserve).toBeLessThanOrEqual(discSizes[kind]);
    expect(limit).toBeGreaterThan(discSizes[kind] * 0.97);
    expect(discOfLimit(limit)).toBe(kind);
  });

  it('counts discs up', () => {
    const limit = discChunkLimit('dvd');
    expect([0, 1, limit, limit + 1, 10 * limit].map((bytes) => discsFor('dvd', bytes))).toEqual([
      1, 1, 1, 2, 10,
    ]);
    expect(discOfLimit(undefined)).toBeUndefined();
    expect(discOfLimit(limit + 1)).toBeUndefined();
  });
});
