import { SluiceError, type PathToken } from '../../contract/index.ts';
import type { Desk } from '../app/desk.ts';
import type { HandlersOf } from '../app/handlers.ts';
import { findingMessage } from '../observer.ts';
import type { HostServices } from '../services.ts';
import { importReport } from './import-report.ts';
import { listVerdicts } from './list-verdicts.ts';
import { readRules, writeRules } from './rules.ts';
import { whatToScan } from './to-scan.ts';
import { forgetApprovals, listWaivers, revokeWaivers } from './revoke.ts';
import { waive } from './waive.ts';

interface ApprovalsDesk extends Pick<Desk, 'paths' | 'workplaces'> {
  readonly enclaves: { find(id: string): Promise<{ readonly target: string } | undefined> };
}

/** `approvals.*`: enclaves are named by id, and known to the record by the name of their holdings. */
export function approvalHandlers({ paths, workplaces, enclaves }: ApprovalsDesk): HandlersOf<'approvals'> {
  // Practised, the approvals are those of the Practice environment.
  const services = async (): Promise<HostServices> => (await workplaces.at('enterprise')).services;
  const nameOf = async (enclaveId: string): Promise<string> => {
    const enclave = await enclaves.find(enclaveId);
    if (enclave === undefined) throw new SluiceError('JOB_ENCLAVE_UNKNOWN', { affected: [enclaveId] });
    return enclave.target;
  };
  const folderOf = (from: PathToken | undefined): string | undefined =>
    from === undefined ? undefined : paths.resolve(from, ['archive-in', 'archive-out']);
  return {
    'approvals.list': async ({ enclaveId, from }, { signal }) =>
      listVerdicts(await services(), { enclave: await nameOf(enclaveId), from: folderOf(from), signal }),
    'approvals.takeIn': async ({ report, digest, scannedAt, databaseDate }) =>
      importReport(await services(), paths.resolve(report, ['report-file']), {
        ...(digest !== undefined && { digest }),
        ...(scannedAt !== undefined && { scannedAt }),
        ...(databaseDate !== undefined && { databaseDate }),
      }),
    'approvals.waive': async ({ enclaveId, ...asked }) => ({
      waivers: [
        ...(await waive(await services(), {
          ...asked,
          enclave: enclaveId === undefined ? undefined : await nameOf(enclaveId),
        })),
      ],
    }),
    'approvals.waivers': async () => ({ waivers: [...(await listWaivers(await services()))] }),
    'approvals.revoke': async ({ ids, reason }) => {
      const host = await services();
      const { findings } = await revokeWaivers(host, ids, reason);
      return { waivers: [...(await listWaivers(host))], notices: findings.map(findingMessage) };
    },
    'approvals.forget': async ({ ids }) => ({ count: await forgetApprovals(await services(), ids) }),
    'approvals.rules': async ({ enclaveId }) => ({
      rules: await readRules(await services(), await nameOf(enclaveId)),
    }),
    'approvals.setRules': async ({ enclaveId, rules }) => ({
      rules: await writeRules(await services(), await nameOf(enclaveId), rules),
    }),
    'approvals.toScan': async ({ enclaveId, from, as, registry }, { signal }) =>
      whatToScan(await services(), {
        enclave: await nameOf(enclaveId),
        from: folderOf(from),
        as,
        registry,
        signal,
      }),
  };
}
