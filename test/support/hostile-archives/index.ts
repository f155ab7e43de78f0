import { hostileContents } from './contents.ts';
import { hostileExtensions } from './extensions.ts';
import { hostileHeaders } from './headers.ts';
import { hostileNames } from './names.ts';
import { hostileStreams } from './streams.ts';
import type { HostileArchive } from './form.ts';

export { base256, blob, good, type HostileArchive } from './form.ts';
export { hostileContents } from './contents.ts';

/** Unlawful tar files: each as soon as its entries are listed. */
export const hostileTars: readonly HostileArchive[] = [
  ...hostileNames,
  ...hostileHeaders,
  ...hostileExtensions,
  ...hostileStreams,
];

/** Unlawful archives of both kinds. */
export const hostileArchives: readonly HostileArchive[] = [...hostileTars, ...hostileContents];
