export { type Chart, type ChartReader, openChart } from './chart/index.ts';
export type { ChartFacts } from './collect-chart.ts';
export {
  collectHelm,
  type CollectHelmInput,
  type CollectHelmOptions,
  type HelmCollection,
} from './collect.ts';
export { findImages, type FoundImages, type ImageSearch } from './images/index.ts';
export type { FetchedIndex, IndexMemory } from './index-memory.ts';
export { localChart } from './local-chart.ts';
export type { HelmInputs, PackedChart, WantedChart, WholeRepository } from './inputs.ts';
export { onlineHelmInputs, type OnlineHelmOptions } from './online-inputs.ts';
export {
  renderChart,
  type RenderedChart,
  type RenderedDocument,
  type RenderOptions,
} from './render/index.ts';
export type { ChartIndex, HelmGet, HelmGetOptions, IndexedChart, WorkingFile } from './repository/index.ts';
export { type HelmSetFiles, setHelmInputs } from './set-inputs.ts';
