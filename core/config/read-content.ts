import { offsetOf } from './read-context.ts';
import { boolean, compact, listOf, objectOf, text, type Reader } from './readers.ts';
import type {
  AdditionalImage,
  BlockedImage,
  HelmChart,
  HelmConfig,
  HelmRepository,
  OperatorChannel,
  OperatorConfig,
  OperatorPackage,
  PlatformConfig,
  PlatformFilter,
  ReleaseChannel,
  ReleaseChannelType,
} from './types.ts';

// The fields of oc-mirror-v2.md 1.2, and nothing else.

const platformFilters = listOf(
  objectOf({ os: text, architecture: text }, (v): PlatformFilter => ({
    os: v.os ?? '',
    architecture: v.architecture ?? '',
  })),
);

/** Anything but `okd` means `ocp`, and oc-mirror does not say so (oc-mirror-v2.md 1.2). */
const channelType: Reader<ReleaseChannelType> = (node, path, context) => {
  const type = text(node, path, context);
  if (type === undefined || type === '' || type === 'ocp' || type === 'okd') return type || undefined;
  const at = node === null || node === undefined ? 0 : offsetOf(node);
  context.report('warning', 'CONFIG_CHANNEL_TYPE_UNKNOWN', { type: type.slice(0, 100) }, at);
  return 'ocp';
};

const releaseChannel = objectOf(
  {
    name: text,
    type: channelType,
    minVersion: text,
    maxVersion: text,
    shortestPath: boolean,
    full: boolean,
  },
  (v): ReleaseChannel =>
    compact({
      name: v.name ?? '',
      type: v.type ?? ('ocp' as const),
      minVersion: given(v.minVersion),
      maxVersion: given(v.maxVersion),
      shortestPath: v.shortestPath ?? false,
      full: v.full ?? false,
    }),
);

export const platform = objectOf(
  {
    graph: boolean,
    channels: listOf(releaseChannel),
    architectures: listOf(text),
    platforms: platformFilters,
    release: text,
    kubeVirtContainer: boolean,
  },
  (v): PlatformConfig =>
    compact({
      graph: v.graph ?? false,
      channels: v.channels ?? [],
      architectures: v.architectures ?? [],
      platforms: v.platforms ?? [],
      release: given(v.release),
      kubeVirtContainer: v.kubeVirtContainer ?? false,
    }),
);

const operatorChannel = objectOf({ name: text, minVersion: text, maxVersion: text }, (v): OperatorChannel =>
  compact({ name: v.name ?? '', minVersion: given(v.minVersion), maxVersion: given(v.maxVersion) }),
);

const operatorPackage = objectOf(
  {
    name: text,
    channels: listOf(operatorChannel),
    defaultChannel: text,
    minVersion: text,
    maxVersion: text,
  },
  (v): OperatorPackage =>
    compact({
      name: v.name ?? '',
      channels: v.channels ?? [],
      defaultChannel: given(v.defaultChannel),
      minVersion: given(v.minVersion),
      maxVersion: given(v.maxVersion),
    }),
);

export const operators = listOf(
  objectOf(
    {
      catalog: text,
      packages: listOf(operatorPackage),
      full: boolean,
      targetCatalog: text,
      targetTag: text,
      targetCatalogSourceTemplate: text,
      skipDependencies: boolean,
      platforms: platformFilters,
    },
    (v): OperatorConfig =>
      compact({
        catalog: v.catalog ?? '',
        packages: v.packages ?? [],
        full: v.full ?? false,
        targetCatalog: given(v.targetCatalog),
        targetTag: given(v.targetTag),
        targetCatalogSourceTemplate: given(v.targetCatalogSourceTemplate),
        skipDependencies: v.skipDependencies ?? false,
        platforms: v.platforms ?? [],
      }),
  ),
);

export const additionalImages = listOf(
  objectOf(
    { name: text, targetRepo: text, targetTag: text, platforms: platformFilters },
    (v): AdditionalImage =>
      compact({
        name: v.name ?? '',
        targetRepo: given(v.targetRepo),
        targetTag: given(v.targetTag),
        platforms: v.platforms ?? [],
      }),
  ),
);

const charts = listOf(
  objectOf(
    { name: text, version: text, path: text, imagePaths: listOf(text), platforms: platformFilters },
    (v): HelmChart =>
      compact({
        name: v.name ?? '',
        version: given(v.version),
        path: given(v.path),
        imagePaths: v.imagePaths ?? [],
        platforms: v.platforms ?? [],
      }),
  ),
);

const helmRepositories = listOf(
  objectOf({ name: text, url: text, charts }, (v): HelmRepository => ({
    name: v.name ?? '',
    url: v.url ?? '',
    charts: v.charts ?? [],
  })),
);

export const helm = objectOf({ repositories: helmRepositories, local: charts }, (v): HelmConfig => ({
  repositories: v.repositories ?? [],
  local: v.local ?? [],
}));

export const blockedImages = listOf(objectOf({ name: text }, (v): BlockedImage => ({ name: v.name ?? '' })));

export const samples = listOf(objectOf({ name: text }, (v) => ({ name: v.name ?? '' })));

/** An empty text means the same as no text, as in Go. */
function given(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}
