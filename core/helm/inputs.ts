import type { HelmRepository } from '../config/index.ts';
import type { ChartSource } from './chart/index.ts';
import type { IndexMemory } from './index-memory.ts';
import type { ChartIndex, WorkingFile } from './repository/index.ts';

/** A chart of a repository. Without a version the latest is meant. */
export interface WantedChart {
  readonly name: string;
  readonly version?: string | undefined;
}

/** A chart as it came, packed. */
export interface PackedChart {
  readonly name: string;
  /** As the repository or the file's name has it. */
  readonly version: string;
  readonly bytes: Buffer;
}

/** Everything that a repository has, but libraries. */
export interface WholeRepository {
  readonly charts: readonly WantedChart[];
  /** The index, under its name in the working directory. */
  readonly index: WorkingFile;
}

/** Everything that collecting charts has to look up, online or in a set that was carried here. */
export interface HelmInputs {
  /** What a repository has, to choose from. */
  index(repository: HelmRepository, signal?: AbortSignal): Promise<ChartIndex>;
  wholeRepository(repository: HelmRepository, signal?: AbortSignal): Promise<WholeRepository>;
  chart(repository: HelmRepository, wanted: WantedChart, signal?: AbortSignal): Promise<PackedChart>;
  /** A folder or a `.tgz` of this machine, read in place (oc-mirror-v2.md 10). */
  localChart(path: string): Promise<ChartSource>;
  /** The same, fetching no index that `indexes` has. */
  remembering(indexes: IndexMemory): HelmInputs;
}
