import { formatBytes } from '../../../contract/index.ts';
import { passed, toldCheck, type PlannedCheck } from './start-check.ts';

/** Which earlier sets this one builds on; at a registry, whether it comes after them and what it takes for granted is there. */
export const checkBaseline: PlannedCheck = ({ plan, engine }) => {
  const id = 'baseline';
  const refused = toldCheck(id, plan, ['SET_OLDER_THAN_RECEIVED', 'EXPECTED_BLOBS_MISSING']);
  if (refused.length > 0 || !plan.ok) return Promise.resolve(refused);
  const { carriedBytes } = plan.report.totals;
  if (carriedBytes === 0) return Promise.resolve([passed(id, 'CHECK_BASELINE_NONE')]);
  const size = formatBytes(carriedBytes);
  const outward = engine.request.destination.kind === 'archive';
  return Promise.resolve([passed(id, outward ? 'CHECK_BASELINE' : 'CHECK_EXPECTED', { size })]);
};
