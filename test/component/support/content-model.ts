import type { ContentModel } from '../../../core/contract/index.ts';

/** What a configuration without content says. */
export const emptyModel: ContentModel = {
  architectures: [],
  channels: [],
  graph: false,
  kubeVirt: false,
  additionalImages: [],
  blockedImages: [],
  operators: [],
  helm: { repositories: [], local: [] },
  helmCharts: 0,
};
