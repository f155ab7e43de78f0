import type { Finding } from './errors/finding.ts';

/** What a capacity test found out about a medium. Numbers are bytes; rates are bytes a second, 0 when unknown. */
export interface CapacityReport {
  /** `unproven`: everything came back right, but nobody knows whether from the medium or from memory. */
  readonly verdict: 'good' | 'unproven' | 'bad';
  readonly planned: number;
  readonly written: number;
  readonly right: number;
  /** Came back with the content of another address. */
  readonly displaced: number;
  /** Came back empty. */
  readonly blank: number;
  /** Came back as something that was never written. */
  readonly altered: number;
  readonly unreadable: number;
  /** Address in the test's stream of the first byte that is wrong. */
  readonly firstWrong?: number;
  /** What the medium really holds, as far as this test can tell. */
  readonly holds?: number;
  readonly pastCache: boolean;
  readonly writeRate: number;
  readonly readRate: number;
  readonly findings: readonly Finding[];
}
