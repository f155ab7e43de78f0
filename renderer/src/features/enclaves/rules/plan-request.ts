import type { Enclave, PlanRequest, RegistryPlace } from '../../../../../core/contract/index.ts';
import { defaultOptions } from '../../../stores/new-draft.ts';

/** What an enclave's next set would come to: its medium is not chosen yet. Asks for nothing but the defaults. */
export function planRequestOf(
  { id }: Pick<Enclave, 'id'>,
  yaml: string,
  registry: RegistryPlace,
  registriesConf: string | null,
): PlanRequest {
  return {
    flow: 'enclave-export',
    site: 'enterprise',
    yaml,
    source: {
      kind: 'registry',
      place: registry,
      ...(registriesConf !== null && { registriesConf }),
    },
    destination: { kind: 'undecided' },
    enclaveId: id,
    options: defaultOptions,
    afterwards: { verify: true, eject: false },
  };
}
