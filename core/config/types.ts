/** One instance of a multi-platform image: `linux` and `amd64`. */
export interface PlatformFilter {
  readonly os: string;
  readonly architecture: string;
}

export type ReleaseChannelType = 'ocp' | 'okd';

export interface ReleaseChannel {
  readonly name: string;
  readonly type: ReleaseChannelType;
  /** Complete versions (x.y.z). */
  readonly minVersion?: string;
  readonly maxVersion?: string;
  /** Only the releases on the shortest upgrade path between the two versions. */
  readonly shortestPath: boolean;
  readonly full: boolean;
}

export interface PlatformConfig {
  /** Also carry the update graph, for the OpenShift Update Service. */
  readonly graph: boolean;
  readonly channels: readonly ReleaseChannel[];
  /** Deprecated in oc-mirror, which still honours it as we do; empty means amd64 (oc-mirror-v2.md 1.2). */
  readonly architectures: readonly string[];
  /** Only these instances of the multi payload. Empty means all. */
  readonly platforms: readonly PlatformFilter[];
  /** One release by reference; `channels` is then ignored. */
  readonly release?: string;
  readonly kubeVirtContainer: boolean;
}

export interface OperatorChannel {
  readonly name: string;
  readonly minVersion?: string;
  readonly maxVersion?: string;
}

export interface OperatorPackage {
  readonly name: string;
  /** Empty means every channel. */
  readonly channels: readonly OperatorChannel[];
  readonly defaultChannel?: string;
  readonly minVersion?: string;
  readonly maxVersion?: string;
}

export interface OperatorConfig {
  /** A registry reference or `oci://` and a directory. */
  readonly catalog: string;
  /** Empty means every package. */
  readonly packages: readonly OperatorPackage[];
  /** All bundles of the selected channels instead of their heads. */
  readonly full: boolean;
  readonly targetCatalog?: string;
  readonly targetTag?: string;
  readonly targetCatalogSourceTemplate?: string;
  /** Accepted and, as in oc-mirror, without effect. */
  readonly skipDependencies: boolean;
  readonly platforms: readonly PlatformFilter[];
}

export interface AdditionalImage {
  readonly name: string;
  readonly targetRepo?: string;
  readonly targetTag?: string;
  readonly platforms: readonly PlatformFilter[];
}

export interface HelmChart {
  readonly name: string;
  /** Absent means the latest. */
  readonly version?: string;
  /** Directory or .tgz of a local chart. */
  readonly path?: string;
  /** JSONPath expressions that find further images in the rendered chart. */
  readonly imagePaths: readonly string[];
  readonly platforms: readonly PlatformFilter[];
}

export interface HelmRepository {
  readonly name: string;
  readonly url: string;
  /** Absent or empty means every version of every chart. */
  readonly charts: readonly HelmChart[];
}

export interface HelmConfig {
  readonly repositories: readonly HelmRepository[];
  readonly local: readonly HelmChart[];
}

/** An image to leave out: a Go regular expression, matched anywhere in the reference. */
export interface BlockedImage {
  readonly name: string;
}

/** What both kinds of configuration describe. */
export interface MirrorContent {
  readonly platform?: PlatformConfig;
  readonly operators: readonly OperatorConfig[];
  readonly additionalImages: readonly AdditionalImage[];
  readonly helm?: HelmConfig;
}

export interface MirrorConfig extends MirrorContent {
  readonly blockedImages: readonly BlockedImage[];
}

export interface ImageSetConfiguration {
  readonly kind: 'ImageSetConfiguration';
  /** As written; never decides anything (oc-mirror-v2.md 1.1). */
  readonly apiVersion?: string;
  /** GiB per archive chunk; absent means the default. */
  readonly archiveSize?: number;
  readonly mirror: MirrorConfig;
}

export interface DeleteImageSetConfiguration {
  readonly kind: 'DeleteImageSetConfiguration';
  readonly apiVersion?: string;
  readonly delete: MirrorContent;
}

/** GiB per archive chunk when `archiveSize` is 0 or absent (oc-mirror-v2.md 1.2). */
export const defaultArchiveSize = 500;
export const currentApiVersion = 'mirror.openshift.io/v2alpha1';
