import type { EnclaveView } from '../../../../../core/contract/index.ts';

export type NameProblem = 'nameTaken' | 'nameMissing';

/** What is wrong with a name for an enclave; the host tells names apart without regard to case, too. */
export function problemOfName(typed: string, others: readonly EnclaveView[]): NameProblem | undefined {
  const name = typed.trim().toLowerCase();
  if (name === '' || name.length > 60) return 'nameMissing';
  return others.some((one) => one.name.toLowerCase() === name) ? 'nameTaken' : undefined;
}
