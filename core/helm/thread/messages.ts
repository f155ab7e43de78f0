import type { ErrorCode, ErrorDetails } from '../../contract/index.ts';
import type { ChartSource } from '../chart/index.ts';
import type { ChartContext, CollectedChart } from '../collect-chart.ts';

/** Which chart lies in the thread. */
export interface OpenedChart {
  readonly name: string;
  readonly version: string;
}

/** What a thread for charts is asked: one chart is opened, then its images are collected. */
export type ThreadRequest =
  | { readonly kind: 'open'; readonly source: ChartSource }
  | { readonly kind: 'collect'; readonly context: ChartContext };

/** A coded failure, as it crosses from the thread. */
export interface ThreadFailure extends Pick<
  ErrorDetails,
  'params' | 'stage' | 'side' | 'affected' | 'detail'
> {
  readonly code: ErrorCode;
}

export type ThreadMessage =
  | { readonly kind: 'opened'; readonly chart: OpenedChart }
  | { readonly kind: 'collected'; readonly collected: CollectedChart }
  | { readonly kind: 'failed'; readonly failure: ThreadFailure };
