import type { RegistryPlace, RegistryView } from '../../../../../core/contract/index.ts';
import { isPractice } from '../../registries/use-registries.ts';

/** The saved registries of the enterprise, of this environment. */
export function enterpriseRegistries(
  registries: readonly RegistryView[],
  practice: boolean,
): readonly RegistryView[] {
  return registries.filter((one) => one.site === 'enterprise' && isPractice(one) === practice);
}

/**
 * The registry to look at: what was chosen here, what the export for enclaves reads from, or the only one there is.
 * Undefined: somebody has to choose.
 */
export function chooseRegistry(
  choices: readonly RegistryView[],
  chosenId: string | undefined,
  ofExport: RegistryPlace | null | undefined,
): RegistryPlace | undefined {
  const chosen = choices.find(({ id }) => id === chosenId)?.place;
  return chosen ?? ofExport ?? (choices.length === 1 ? choices[0]?.place : undefined);
}
