import type { Dict } from '../template/index.ts';

/** A file of a chart; its name is below the chart's folder, with forward slashes. */
export interface ChartFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** A chart that another one needs, as its Chart.yaml names it. */
export interface ChartDependency {
  readonly name: string;
  readonly version: string;
  readonly repository: string;
  /** Paths of values, the first that is a boolean switches the chart on or off. */
  readonly condition: string;
  readonly tags: readonly string[];
  readonly alias: string;
  readonly importValues: readonly ImportedValues[];
}

/** Values of a dependency that its parent takes over. */
export interface ImportedValues {
  readonly child: string;
  /** `.` for the parent's top. */
  readonly parent: string;
}

export interface ChartMetadata {
  readonly name: string;
  readonly version: string;
  readonly library: boolean;
  readonly dependencies: readonly ChartDependency[];
  /** Everything that Chart.yaml says, for templates. */
  readonly document: Dict;
}

/** A chart as it lies on a disk or in an archive. */
export interface Chart {
  readonly metadata: ChartMetadata;
  readonly values: Dict;
  readonly templates: readonly ChartFile[];
  readonly crds: readonly ChartFile[];
  /** Everything else, for `.Files`. */
  readonly files: readonly ChartFile[];
  /** The charts in `charts/`. */
  readonly charts: readonly Chart[];
}
