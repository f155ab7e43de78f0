import {
  checkRepair,
  makeRepair,
  mendRepair,
  type CheckOptions,
  type FileDamage,
  type MadeRepair,
  type MakeOptions,
  type MendReport,
  type RepairProgress,
  type RepairReport,
} from '../archive/index.ts';
import type { HostServices } from './services.ts';

export type { FileDamage, MadeRepair, MendReport, RepairProgress, RepairReport };

/** Writes repair blocks beside a set. Throws REPAIR_SET_DAMAGED and its like: see core/archive/repair/make.ts. */
export function repairMake(
  { fs }: HostServices,
  directory: string,
  options: MakeOptions,
): Promise<MadeRepair> {
  return makeRepair(fs, directory, options);
}

/** Says what of a set is damaged and whether it can be mended. Throws REPAIR_ABSENT and its like. */
export async function repairCheck(
  { fs }: HostServices,
  directory: string,
  options: CheckOptions,
): Promise<RepairReport> {
  return (await checkRepair(fs, directory, options)).report;
}

/** Mends a set and verifies it. Throws REPAIR_TOO_MUCH and its like: see core/archive/repair/mend.ts. */
export function repairMend(
  { fs }: HostServices,
  directory: string,
  options: CheckOptions,
): Promise<MendReport> {
  return mendRepair(fs, directory, options);
}
