import type { ContentModel } from '../../../../../core/contract/index.ts';
import { hasFailed, pinOf, type Resolution } from './create-resolver.ts';

export interface ImageRow {
  /** Place in the configuration. */
  readonly at: number;
  readonly name: string;
  /** Where it goes at the target, when the configuration says so. */
  readonly target: string | undefined;
  readonly resolution: Resolution | undefined;
  /** Entries of this name. */
  readonly entries: number;
  /** Not the first entry of this name. */
  readonly isDuplicate: boolean;
}

export type ImageFilter = 'all' | 'failed' | 'unpinned';

/** The configuration's images with what is known of each. */
export function imageRows(
  images: ContentModel['additionalImages'],
  byName: ReadonlyMap<string, Resolution>,
): readonly ImageRow[] {
  const places = Map.groupBy(images.keys(), (at) => images[at]?.name ?? '');
  return images.map(({ name, targetRepo, targetTag }, at) => ({
    at,
    name,
    target:
      targetRepo === undefined && targetTag === undefined
        ? undefined
        : [targetRepo ?? '', targetTag ?? ''].filter(Boolean).join(':'),
    resolution: byName.get(name),
    entries: places.get(name)?.length ?? 1,
    isDuplicate: places.get(name)?.[0] !== at,
  }));
}

export function filterRows(
  rows: readonly ImageRow[],
  filter: ImageFilter,
  search: string,
): readonly ImageRow[] {
  const needle = search.trim().toLowerCase();
  return rows.filter(({ name, resolution }) => {
    if (needle !== '' && !name.toLowerCase().includes(needle)) return false;
    switch (filter) {
      case 'all':
        return true;
      case 'failed':
        return hasFailed(resolution);
      case 'unpinned':
        return !name.includes('@');
    }
  });
}

/** Names that can be replaced by their digest now, each once. */
export function pinnable(
  rows: readonly ImageRow[],
): readonly { readonly name: string; readonly by: string }[] {
  const pins = new Map<string, string>();
  for (const { name, resolution } of rows) {
    const by = pinOf(name, resolution);
    if (by !== undefined) pins.set(name, by);
  }
  return [...pins].map(([name, by]) => ({ name, by }));
}
