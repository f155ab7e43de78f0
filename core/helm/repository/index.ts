export { chartAddress, repositoryAddress } from './address.ts';
export type { HelmGet, HelmGetOptions } from './get.ts';
export {
  type ChartIndex,
  type IndexedChart,
  maximumIndexBytes,
  parseIndex,
  pickVersion,
} from './index-file.ts';
export { readOciChart } from './oci-chart.ts';
export { chartFile, chartFileCandidates, chartFolder, indexFile, type WorkingFile } from './working-files.ts';
