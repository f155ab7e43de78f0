/**
 * How a registry differs from what its receipts say. The first five are drift; the rest is worth knowing:
 * `set-ahead`: a set is there whose receipt was not read yet. `superseded-missing`: an image that a later set replaced
 * is gone. `not-ours`: a tag that no set brought, in a repository that sets filled.
 */
export const driftKinds = [
  'manifest-missing',
  'manifest-damaged',
  'blobs-missing',
  'tag-missing',
  'tag-moved',
  'set-ahead',
  'superseded-missing',
  'not-ours',
] as const;
export type DriftKind = (typeof driftKinds)[number];

/** Those that make a registry another one than its receipts say. */
export const realDrift: ReadonlySet<DriftKind> = new Set<DriftKind>([
  'manifest-missing',
  'manifest-damaged',
  'blobs-missing',
  'tag-missing',
  'tag-moved',
]);
