import { openApprovals, stateDirectory, type Approvals } from '../../ledger/index.ts';
import type { HostServices } from '../services.ts';

/** The record of approvals of this machine. */
export function approvalsOf(services: HostServices): Approvals {
  const { fs, environment, clock, random } = services;
  return openApprovals({ fs, environment, clock, random, stateDirectory: stateDirectory(environment) });
}
