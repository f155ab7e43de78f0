import { join } from 'node:path';
import { SluiceError, type PlanReport, type PlanView } from '../../contract/index.ts';
import type { HostServices } from '../services.ts';

/** A plan that a page may look through. */
export interface KeptPlan {
  readonly view: PlanView;
  readonly images: PlanReport['images'];
  readonly folder: string;
}

/** The newest plans; an older one goes, with its files, when a new one comes. */
export interface PlanStore {
  /** A folder for the files of a new plan. What an earlier start of the program left is swept first. */
  newFolder(planId: string): Promise<string>;
  keep(plan: KeptPlan): Promise<void>;
  drop(folder: string): Promise<void>;
  /** Throws PLAN_FORGOTTEN. */
  find(planId: string): KeptPlan;
}

const most = 20;
/** Plans of another start of the program may still be in use: a day later they are not. */
const leftOver = 24 * 60 * 60 * 1000;

export function createPlanStore({ fs, clock }: HostServices, folder: string): PlanStore {
  const plans = new Map<string, KeptPlan>();
  const root = join(folder, 'plans');
  const drop = async (path: string): Promise<void> => {
    await fs.rm(path, { recursive: true, force: true }).catch(() => undefined);
  };
  let swept: Promise<void> | undefined;
  const sweep = async (): Promise<void> => {
    const names = await fs.readdir(root).catch(() => []);
    for (const name of names) {
      const path = join(root, name);
      const stats = await fs.stat(path).catch(() => undefined);
      if (stats !== undefined && clock.now().getTime() - stats.mtimeMs > leftOver) await drop(path);
    }
  };
  return {
    async newFolder(planId) {
      swept ??= sweep();
      await swept;
      return join(root, planId);
    },
    async keep(plan) {
      plans.set(plan.view.planId, plan);
      for (const [id, oldest] of plans) {
        if (plans.size <= most) break;
        plans.delete(id);
        await drop(oldest.folder);
      }
    },
    drop,
    find(planId) {
      const found = plans.get(planId);
      if (found === undefined) throw new SluiceError('PLAN_FORGOTTEN', { stage: 'plan' });
      return found;
    },
  };
}
