import { formatBytes, type Check } from '../../../contract/index.ts';
import { failureOf } from '../plan-run.ts';
import { failed, passed, toldCheck, warned, type PlannedCheck } from './start-check.ts';

/** Whether everything that is asked for can be had, with exact numbers. */
export const checkContent: PlannedCheck = ({ plan }) => {
  const id = 'content';
  // Each finding that refused the plan becomes a check of its own (see unclaimed).
  if (!plan.ok) {
    const refused = plan.told.some(({ level }) => level === 'error');
    return Promise.resolve(refused ? [] : [failed(id, failureOf(plan))]);
  }
  const { totals, unplanned } = plan.report;
  const [first] = unplanned;
  const { images } = totals;
  if (first === undefined) {
    return Promise.resolve([passed(id, 'CHECK_CONTENT', { images, size: formatBytes(totals.contentBytes) })]);
  }
  const params = { count: unplanned.length, first: first.origin, images };
  const said = warned(id, images === 0 ? 'CHECK_CONTENT_NONE' : 'CHECK_CONTENT_INCOMPLETE', params);
  const check: Check = { ...said, state: images === 0 ? 'failed' : 'warning' };
  const causes = new Map(
    unplanned.map(({ error }) => [`${error.code} ${JSON.stringify(error.params)}`, error]),
  );
  return Promise.resolve([
    check,
    // The first few causes; the plan lists all.
    ...[...causes.values()].slice(0, 5).map((message) => ({ id, state: check.state, message })),
  ]);
};

/** The signatures of the releases. */
export const checkSignatures: PlannedCheck = ({ plan }) => {
  const id = 'signatures';
  const releases = plan.ok ? plan.report.releases : [];
  const ignored = releases.filter(({ signature }) => signature === 'ignored').length;
  const verified = releases.length - ignored;
  return Promise.resolve([
    ...(verified > 0 ? [passed(id, 'CHECK_SIGNATURES', { count: verified })] : []),
    ...(ignored > 0 ? [warned(id, 'CHECK_SIGNATURES_IGNORED', { count: ignored })] : []),
  ]);
};

/** Whether update graphs were found, and whether they are the newest. */
export const checkUpdateService: PlannedCheck = ({ plan }) => {
  const id = 'update-service';
  const carried = toldCheck(id, plan, ['RELEASE_GRAPH_CARRIED_USED']);
  const count = plan.ok ? plan.report.releases.length : 0;
  return Promise.resolve(
    carried.length > 0 || count === 0 ? carried : [passed(id, 'CHECK_GRAPHS', { count })],
  );
};
