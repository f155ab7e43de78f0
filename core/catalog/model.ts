/**
 * A file-based catalogue (OLM's FBC) as everything above the reader sees it: small, in memory, without the
 * bulk of its bundles. The full text of a blob stays on disk and is found by its `place`.
 */
export interface CatalogModel {
  /** By name; names are unique in a catalogue. */
  readonly packages: ReadonlyMap<string, CatalogPackage>;
  /** Blobs of other schemas that belong to no package. */
  readonly others: readonly OtherBlob[];
}

/** Where a blob's text stands in the index's text file: bytes from its beginning. */
export interface BlobPlace {
  readonly offset: number;
  readonly length: number;
}

/** `olm.package` with everything that names it. */
export interface CatalogPackage {
  readonly name: string;
  /** Absent when the blob names none. */
  readonly defaultChannel?: string;
  readonly description?: string;
  /** Type and size of its icon; the icon itself stays in the blob. */
  readonly icon?: { readonly mediaType: string; readonly bytes: number };
  /** Absent when channels or bundles name a package that has no blob of its own. */
  readonly place?: BlobPlace;
  readonly channels: readonly CatalogChannel[];
  readonly bundles: readonly CatalogBundle[];
  readonly deprecations: readonly Deprecations[];
  readonly others: readonly OtherBlob[];
}

/** `olm.channel`. Entries are as they stand in the catalogue, repeated and contradictory ones included. */
export interface CatalogChannel {
  readonly name: string;
  readonly package: string;
  readonly entries: readonly ChannelEntry[];
  readonly place: BlobPlace;
}

export interface ChannelEntry {
  /** A bundle's name. */
  readonly name: string;
  readonly replaces?: string;
  readonly skips: readonly string[];
  /** A blang range; OLM resolves it on the cluster, oc-mirror's filter ignores it. */
  readonly skipRange?: string;
}

/** `olm.bundle`. */
export interface CatalogBundle {
  readonly name: string;
  readonly package: string;
  /** From its `olm.package` property, as written. Absent when it has none. */
  readonly version?: string;
  /** The bundle image's reference. */
  readonly image: string;
  readonly relatedImages: readonly RelatedImage[];
  readonly provides: readonly GroupVersionKind[];
  readonly requires: readonly Requirement[];
  readonly facts: BundleFacts;
  readonly place: BlobPlace;
}

export interface RelatedImage {
  /** Often empty for the bundle itself. */
  readonly name: string;
  readonly image: string;
}

export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** What a bundle needs to be installed (OLM's `olm.package.required`, `olm.gvk.required`, `olm.constraint`). */
export type Requirement =
  | { readonly kind: 'package'; readonly package: string; readonly versionRange: string }
  | { readonly kind: 'gvk'; readonly gvk: GroupVersionKind }
  | {
      readonly kind: 'all' | 'any' | 'not';
      readonly requirements: readonly Requirement[];
      readonly message?: string;
    }
  /** An expression that only a cluster can judge, or a constraint that is not known here; as written. */
  | { readonly kind: 'other'; readonly text: string; readonly message?: string };

/** What people choose by: from `olm.csv.metadata`, else from the CSV in `olm.bundle.object`. */
export interface BundleFacts {
  readonly displayName?: string;
  readonly provider?: string;
  /** One paragraph at most; the long text stays in the blob. */
  readonly summary?: string;
  readonly minKubeVersion?: string;
  /** `olm.maxOpenShiftVersion`, as written. */
  readonly maxOpenShiftVersion?: string;
  /** Annotations `features.operators.openshift.io/disconnected` and `…/fips-compliant`. */
  readonly disconnected?: boolean;
  readonly fips?: boolean;
  readonly capabilities?: string;
}

/** One `olm.deprecations` blob of a package. */
export interface Deprecations {
  readonly place: BlobPlace;
  readonly entries: readonly DeprecationEntry[];
}

export interface DeprecationEntry {
  /** `olm.package`, `olm.channel` or `olm.bundle`. */
  readonly schema: string;
  /** Absent for the package itself. */
  readonly name?: string;
  readonly message: string;
}

/** A blob whose schema this program does not know; it is carried as it is. */
export interface OtherBlob {
  readonly schema: string;
  readonly name?: string;
  readonly place: BlobPlace;
}
