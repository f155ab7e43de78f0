import type { Check } from '../../../contract/index.ts';
import { passed, toldCheck, type PlannedCheck, type PlannedContext } from './start-check.ts';

/** Whether every host that was needed may be contacted. */
export const checkHosts: PlannedCheck = ({ plan, engine }) => {
  const id = 'hosts';
  const unplanned = plan.ok ? plan.report.unplanned.map(({ error }) => error) : [];
  const refused = [...unplanned, ...plan.told.map(({ message }) => message)].filter(
    ({ code }) => code === 'HOST_NOT_ALLOWED',
  );
  if (refused.length > 0) {
    const hosts = new Map(refused.map((message) => [String(message.params['host']), message]));
    return Promise.resolve([...hosts.values()].map((message): Check => ({ id, state: 'failed', message })));
  }
  const { offlineAllow } = engine.network;
  if (offlineAllow === undefined) return Promise.resolve([passed(id, 'CHECK_HOSTS_OPEN')]);
  return Promise.resolve([
    offlineAllow.length === 0
      ? passed(id, 'CHECK_HOSTS_NONE')
      : passed(id, 'CHECK_HOSTS', { hosts: offlineAllow.join(', ') }),
  ]);
};

/** Whether the clocks agree, where hosts were asked. */
export const checkClocks: PlannedCheck = ({ plan, run, engine }) => {
  const id = 'clock';
  const told = toldCheck(id, plan, ['CLOCK_SKEWED']);
  if (told.length > 0 || !usesNetwork({ run, engine }) || !plan.ok) return Promise.resolve(told);
  return Promise.resolve([passed(id, 'CHECK_CLOCK')]);
};

function usesNetwork({ run, engine }: Pick<PlannedContext, 'run' | 'engine'>): boolean {
  return run.source.kind !== 'archive' || engine.request.destination.kind === 'registry';
}
