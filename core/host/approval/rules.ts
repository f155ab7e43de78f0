import { defaultRules, rulesSchema, type ApprovalRules } from '../../approval/index.ts';
import { SluiceError } from '../../contract/index.ts';
import { requireName } from '../../ledger/index.ts';
import type { HostServices } from '../services.ts';
import { approvalsOf } from './approvals-of.ts';

/** The rules of an enclave; those that hold without any when it has none. Throws LEDGER_TARGET_NAME_INVALID. */
export async function readRules(services: HostServices, enclave: string): Promise<ApprovalRules> {
  requireName(enclave);
  return (await approvalsOf(services).read()).rules.get(enclave) ?? defaultRules;
}

/** Throws APPROVAL_RULE_INVALID, LEDGER_TARGET_NAME_INVALID, and the codes of writing the record. */
export async function writeRules(
  services: HostServices,
  enclave: string,
  rules: unknown,
): Promise<ApprovalRules> {
  const checked = rulesSchema.safeParse(rules);
  if (!checked.success) {
    const field = checked.error.issues[0]?.path.join('.') ?? '';
    throw new SluiceError('APPROVAL_RULE_INVALID', {
      params: { field: field === '' ? '-' : field.slice(0, 100) },
      stage: 'configure',
    });
  }
  await approvalsOf(services).setRules(enclave, checked.data);
  return checked.data;
}
