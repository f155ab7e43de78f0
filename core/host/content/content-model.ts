import type {
  HelmChart,
  ImageSetConfiguration,
  OperatorConfig,
  OperatorPackage,
} from '../../config/index.ts';
import type {
  ChartModel,
  ContentModel,
  HelmModel,
  OperatorModel,
  PackageModel,
} from '../../contract/index.ts';

/** What the forms show of a configuration. */
export function contentModel({ archiveSize, mirror }: ImageSetConfiguration): ContentModel {
  const { platform, operators, additionalImages, blockedImages, helm } = mirror;
  return {
    architectures: [...(platform?.architectures ?? [])],
    channels: (platform?.channels ?? []).map(({ name, minVersion, maxVersion, full, shortestPath }) => ({
      name,
      ...(minVersion !== undefined && { minVersion }),
      ...(maxVersion !== undefined && { maxVersion }),
      full,
      shortestPath,
    })),
    ...(platform?.release !== undefined && { release: platform.release }),
    graph: platform?.graph ?? false,
    kubeVirt: platform?.kubeVirtContainer ?? false,
    additionalImages: additionalImages.map(({ name, targetRepo, targetTag }) => ({
      name,
      ...(targetRepo !== undefined && { targetRepo }),
      ...(targetTag !== undefined && { targetTag }),
    })),
    blockedImages: blockedImages.map(({ name }) => name),
    ...(archiveSize !== undefined && { archiveSize }),
    operators: operators.map(operatorModel),
    helm: helmModel(helm),
    helmCharts: chartCount(helm),
  };
}

function helmModel(helm: ImageSetConfiguration['mirror']['helm']): HelmModel {
  return {
    repositories: (helm?.repositories ?? []).map(({ name, url, charts }) => ({
      name,
      url,
      charts: charts.map(chartModel),
    })),
    local: (helm?.local ?? []).map((chart) => ({ ...chartModel(chart), path: chart.path ?? '' })),
  };
}

function chartModel({ name, version, imagePaths, platforms }: HelmChart): ChartModel {
  return {
    name,
    ...(version !== undefined && { version }),
    imagePaths: [...imagePaths],
    platforms: platforms.map(({ os, architecture }) => `${os}/${architecture}`),
  };
}

function operatorModel({ catalog, full, targetCatalog, targetTag, packages }: OperatorConfig): OperatorModel {
  return {
    catalog,
    full,
    ...(targetCatalog !== undefined && { targetCatalog }),
    ...(targetTag !== undefined && { targetTag }),
    packages: packages.map(packageModel),
  };
}

function packageModel({ name, channels, defaultChannel, ...range }: OperatorPackage): PackageModel {
  return {
    name,
    channels: channels.map((channel) => ({ name: channel.name, ...rangeModel(channel) })),
    ...(defaultChannel !== undefined && { defaultChannel }),
    ...rangeModel(range),
  };
}

type Range = Pick<OperatorPackage, 'minVersion' | 'maxVersion'>;

function rangeModel({ minVersion, maxVersion }: Range): Range {
  return { ...(minVersion !== undefined && { minVersion }), ...(maxVersion !== undefined && { maxVersion }) };
}

/** Charts that are named, and repositories of which all are meant. */
function chartCount(helm: ImageSetConfiguration['mirror']['helm']): number {
  if (helm === undefined) return 0;
  const named = helm.repositories.map(({ charts }) => Math.max(1, charts.length));
  return named.reduce((sum, count) => sum + count, helm.local.length);
}
