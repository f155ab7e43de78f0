import type { ImageRecord, Platform } from '../image/index.ts';

/**
 * Each image once, however many charts name it. Platforms that different charts want are put together; a chart
 * that limits them to none wants all.
 */
export function uniteRecords(records: readonly ImageRecord[]): readonly ImageRecord[] {
  const united = new Map<string, ImageRecord>();
  for (const record of records) {
    const known = united.get(record.origin);
    united.set(record.origin, known === undefined ? record : withPlatformsOf(known, record));
  }
  return [...united.values()];
}

function withPlatformsOf(a: ImageRecord, b: ImageRecord): ImageRecord {
  const { platforms: _, ...all } = a;
  if (a.platforms === undefined || b.platforms === undefined) return all;
  const platforms = new Map<string, Platform>();
  for (const platform of [...a.platforms, ...b.platforms]) {
    platforms.set(`${platform.os}/${platform.architecture}`, platform);
  }
  return { ...all, platforms: [...platforms.values()] };
}
