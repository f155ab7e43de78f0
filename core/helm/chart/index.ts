export { coalesceValues } from './coalesce.ts';
export { type MissingDependency, resolveDependencies, type ResolvedChart } from './dependencies.ts';
export { compileGlob } from './glob.ts';
export { type ChartLimits, defaultChartLimits, maximumArchiveBytes } from './limits.ts';
export { textOf } from './load.ts';
export { invalid, isSafeChartWord } from './metadata.ts';
export type { Chart, ChartFile } from './model.ts';
export { type ChartSource, openChart, readLocalChart } from './open.ts';
export type { ChartReader } from './read-directory.ts';
