import type { PlanView } from '../../../core/contract/index.ts';

type Report = PlanView['report'];
type PlannedRelease = Report['releases'][number];

const gib = 1024 ** 3;

/** A release of a plan, with what a test wants different. */
export function plannedRelease(over: Partial<PlannedRelease> = {}): PlannedRelease {
  return {
    version: '4.15.1',
    tag: '4.15.1-x86_64',
    architecture: 'amd64',
    digest: `sha256:${'b'.repeat(64)}`,
    signature: 'verified',
    images: 190,
    bytes: 16 * gib,
    newBytes: 5 * gib,
    ...over,
  };
}

export const plannedTotals: Report['totals'] = {
  images: 190,
  blobs: 400,
  manifests: 200,
  contentBytes: 16 * gib,
  readBytes: 12 * gib,
  writeBytes: 11 * gib,
  carriedBytes: 3 * gib,
  presentBytes: 2 * gib,
};

/** An export of one release to a stick, with what a test wants different of its report and of the rest. */
export function planOf(report: Partial<Report> = {}, over: Partial<Omit<PlanView, 'report'>> = {}): PlanView {
  return {
    planId: 'plan-1',
    at: '2026-01-01T00:00:00Z',
    command: 'sluice mirror',
    chunkLimit: 3 * gib,
    ...over,
    report: {
      workflow: 'export',
      source: 'quay.io',
      destination: '/media/usb',
      findings: [],
      releases: [plannedRelease()],
      operators: [],
      unplanned: [],
      totals: plannedTotals,
      archive: { chunks: 4, largestBlob: 1, freeBytes: 20 * gib },
      ...report,
    },
  };
}
