import type { Finding, SluiceError } from '../../contract/index.ts';
import type {
  CatalogBundle,
  CatalogChannel,
  CatalogPackage,
  ChannelEntry,
  DeprecationEntry,
  Deprecations,
  OtherBlob,
} from '../model.ts';

/** What a configuration leaves of a catalogue. */
export interface FilteredCatalog {
  /** By name. Packages that failed are not among them. */
  readonly packages: readonly FilteredPackage[];
  /** Blobs that belong to no package; all are kept. */
  readonly others: readonly OtherBlob[];
  /** What oc-mirror would fail on. With any, the run fails. */
  readonly errors: readonly SluiceError[];
  readonly findings: readonly Finding[];
}

export interface FilteredPackage {
  readonly name: string;
  readonly source: CatalogPackage;
  /** Absent when the catalogue names none. */
  readonly defaultChannel?: string;
  /** Whether it is another one than the catalogue's, so that the package's blob has to be changed. */
  readonly defaultChannelReplaced: boolean;
  /** In catalogue order. */
  readonly channels: readonly FilteredChannel[];
  /** By name; each has an entry in a kept channel. */
  readonly bundles: readonly CatalogBundle[];
  readonly deprecations: readonly KeptDeprecations[];
  readonly others: readonly OtherBlob[];
}

export interface FilteredChannel {
  readonly name: string;
  readonly source: CatalogChannel;
  /** In catalogue order, each as it stands there. */
  readonly entries: readonly ChannelEntry[];
}

export interface KeptDeprecations {
  readonly source: Deprecations;
  /** At least one. */
  readonly entries: readonly DeprecationEntry[];
}
