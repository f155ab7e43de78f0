import type { ImageSetConfiguration } from '../../config/index.ts';
import type { ContentModel } from '../../contract/index.ts';

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
    operatorCatalogs: operators.length,
    helmCharts: chartCount(helm),
  };
}

/** Charts that are named, and repositories of which all are meant. */
export function chartCount(helm: ImageSetConfiguration['mirror']['helm']): number {
  if (helm === undefined) return 0;
  const named = helm.repositories.map(({ charts }) => Math.max(1, charts.length));
  return named.reduce((sum, count) => sum + count, helm.local.length);
}
