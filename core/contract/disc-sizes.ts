/** Bytes of a sector of a data disc. */
const sector = 2048;
const mebibyte = 1024 * 1024;

/** Bytes that a file system takes for each file: its entry, and the last block that is not full. */
export const roomPerFile = 64 * 1024;
/** Bytes that a file system takes for itself, and what is written beside the files of a set. */
export const mediumReserve = 4 * mebibyte;

/**
 * Kinds of discs and the bytes that a blank one takes: sectors as the standards have them, of two that differ (DVD-R,
 * DVD+R) the fewer; Blu-ray discs without spare areas. CD: ECMA-394, 80 minutes. DVD+R: ECMA-349 and 364, DVD-R for
 * general use, dual layer: ECMA-382. BD-R: the format's white paper, 1 to 4 layers.
 */
export const discSizes = {
  cd: 360_000 * sector,
  dvd: 2_295_104 * sector,
  'dvd-dl': 4_171_712 * sector,
  'bd-25': 12_219_392 * sector,
  'bd-50': 24_438_784 * sector,
  'bd-100': 48_878_592 * sector,
  'bd-128': 62_500_864 * sector,
} as const;
export type DiscKind = keyof typeof discSizes;
export const discKinds = Object.keys(discSizes) as readonly DiscKind[];

/**
 * Bytes that the largest chunk of a set may have, so that one lies on a disc together with the files that lie on each:
 * manifest, index, signature and custody log. For those one hundredth is left, 16 MiB at least.
 */
export function discChunkLimit(kind: DiscKind): number {
  const size = discSizes[kind];
  const sideFiles = Math.max(16 * mebibyte, Math.ceil(size / 100));
  return size - mediumReserve - sideFiles - 8 * roomPerFile;
}

/** The kind of disc whose chunks have this limit. */
export function discOfLimit(bytes: number | undefined): DiscKind | undefined {
  return discKinds.find((kind) => discChunkLimit(kind) === bytes);
}

/** How many discs a set of so many bytes takes at least. */
export function discsFor(kind: DiscKind, bytes: number): number {
  return Math.max(1, Math.ceil(bytes / discChunkLimit(kind)));
}
