export { capabilities, defaultKubeVersion } from './capabilities.ts';
export type { RenderedDocument } from './documents.ts';
export { renderChart, type RenderedChart, type RenderOptions } from './render-chart.ts';
export { releaseValues } from './release-values.ts';
