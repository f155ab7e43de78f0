import { formatBytes } from '../../../contract/index.ts';
import { passed, toldCheck, type PlannedCheck } from './start-check.ts';

/** Which earlier sets this one builds on; at a registry, whether what it takes for granted is there. */
export const checkBaseline: PlannedCheck = ({ plan, engine }) => {
  const id = 'baseline';
  const missing = toldCheck(id, plan, ['EXPECTED_BLOBS_MISSING']);
  if (missing.length > 0 || !plan.ok) return Promise.resolve(missing);
  const { carriedBytes } = plan.report.totals;
  if (carriedBytes === 0) return Promise.resolve([passed(id, 'CHECK_BASELINE_NONE')]);
  const size = formatBytes(carriedBytes);
  const outward = engine.request.destination.kind === 'archive';
  return Promise.resolve([passed(id, outward ? 'CHECK_BASELINE' : 'CHECK_EXPECTED', { size })]);
};
