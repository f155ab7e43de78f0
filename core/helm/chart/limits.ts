import { SluiceError } from '../../contract/index.ts';

export interface ChartLimits {
  /** Bytes of a chart with everything in it, unpacked. */
  readonly chartBytes: number;
  readonly fileBytes: number;
  readonly files: number;
  /** How deep charts lie within charts, and folders within folders. */
  readonly nesting: number;
}

/** The largest charts there are have some megabytes. */
export const defaultChartLimits: ChartLimits = {
  chartBytes: 128 * 1024 ** 2,
  fileBytes: 32 * 1024 ** 2,
  files: 20_000,
  nesting: 16,
};

/** Largest chart archive that is read, packed, bytes. */
export const maximumArchiveBytes = 64 * 1024 ** 2;

/** Counts what one chart, with all charts in it, comes to. */
export class ChartAllowance {
  readonly limits: ChartLimits;
  readonly #chart: string;
  #bytes = 0;
  #files = 0;

  constructor(chart: string, limits: ChartLimits = defaultChartLimits) {
    this.#chart = chart;
    this.limits = limits;
  }

  /** How many bytes may still be unpacked. */
  get left(): number {
    return this.limits.chartBytes - this.#bytes;
  }

  /** Throws HELM_CHART_TOO_LARGE. */
  file(name: string, bytes: number): void {
    this.#files++;
    this.#bytes += bytes;
    if (bytes > this.limits.fileBytes) throw this.exceeded(name, this.limits.fileBytes);
    if (this.#bytes > this.limits.chartBytes) throw this.exceeded(name, this.limits.chartBytes);
    if (this.#files > this.limits.files) throw this.exceeded(name, this.limits.files);
  }

  /** Throws HELM_CHART_TOO_LARGE. */
  nested(name: string, depth: number): void {
    if (depth > this.limits.nesting) throw this.exceeded(name, this.limits.nesting);
  }

  exceeded(name: string, limit: number): SluiceError {
    return new SluiceError('HELM_CHART_TOO_LARGE', {
      params: { chart: this.#chart, file: name.slice(0, 200), limit },
      stage: 'collect',
    });
  }
}
