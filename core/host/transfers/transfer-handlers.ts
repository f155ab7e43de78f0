import type { PathPurpose, PathToken, TransferTask } from '../../contract/index.ts';
import type { Desk } from '../app/desk.ts';
import type { HandlersOf } from '../app/handlers.ts';
import { collectNeed, forgetMedium } from '../carry/index.ts';
import { setFolderOf, type Jobs } from '../jobs/index.ts';
import { servicesHere } from '../workplaces/services-here.ts';
import type { Transfers } from './create-transfers.ts';
import { carriedIn, carriedView, type PlacedTask } from './do-task.ts';

type TransferDesk = Pick<Desk, 'services' | 'paths' | 'settings' | 'workplaces'>;

const reads: readonly PathPurpose[] = ['archive-in', 'archive-out'];
const writes: readonly PathPurpose[] = ['archive-out'];

/** `transfers.*`. */
export function transferHandlers(
  desk: TransferDesk,
  jobs: Pick<Jobs, 'outcome'>,
  transfers: Transfers,
): HandlersOf<'transfers'> {
  const { paths } = desk;
  return {
    'transfers.start': async ({ task }) => {
      const { source, target } = tokensOf(task);
      const [from, to] = await Promise.all([source, target].map((token) => paths.describe(token)));
      const placed: PlacedTask = {
        kind: task.kind,
        source: paths.resolve(source, reads),
        target: paths.resolve(target, source === target ? reads : writes),
        ...('capacity' in task && { capacity: task.capacity }),
        ...('percent' in task && { percent: task.percent }),
        ...('wait' in task && { wait: task.wait }),
      };
      const display = { source: from?.display ?? '', target: to?.display ?? '' };
      return { transfer: await transfers.start(task, placed, display) };
    },
    'transfers.stop': async ({ id }) => ({ transfer: await transfers.stop(id) }),
    'transfers.list': async () => ({ transfers: [...transfers.list()] }),
    'transfers.setOf': async ({ jobId }) =>
      paths.describe(await paths.give(setFolderOf(jobs, jobId), 'archive-in')),
    'transfers.carried': async ({ set }) => carriedIn(await servicesHere(desk), paths.resolve(set, reads)),
    'transfers.lost': async ({ set, number }) =>
      carriedView(await forgetMedium(await servicesHere(desk), paths.resolve(set, reads), number)),
    'transfers.need': async ({ medium, into }) => {
      const places = { medium: paths.resolve(medium, reads), directory: paths.resolve(into, writes) };
      return { ...(await collectNeed(await servicesHere(desk), places)) };
    },
  };
}

/** Work beside a set reads and writes one folder. */
function tokensOf(task: TransferTask): { readonly source: PathToken; readonly target: PathToken } {
  switch (task.kind) {
    case 'fill':
      return { source: task.set, target: task.medium };
    case 'collect':
      return { source: task.medium, target: task.into };
    case 'send':
      return { source: task.set, target: task.drop };
    case 'receive':
      return { source: task.drop, target: task.into };
    case 'protect':
    case 'check':
    case 'mend':
      return { source: task.set, target: task.set };
  }
}
