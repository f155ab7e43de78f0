import type { CommandOutput, EnclaveView } from '../../contract/index.ts';
import type { Desk } from '../app/desk.ts';
import type { HandlersOf } from '../app/handlers.ts';
import type { OwnPathRegistry } from '../paths/index.ts';
import type { HostServices } from '../services.ts';
import type { CountedSets } from './counted-sets.ts';
import { enclavePlaces } from './enclave-places.ts';
import type { EnclaveStore } from './enclave-store.ts';

/** What a finished job knows of the last set for an enclave. */
export type LastSetFor = (
  enclaveId: string,
) =>
  | { readonly jobId: string; readonly generation: number; readonly at: string; readonly releases: string[] }
  | undefined;

/** `enclaves.*`. */
export function enclaveHandlers(
  desk: Pick<Desk, 'events'> & {
    readonly services: HostServices;
    readonly paths: OwnPathRegistry;
    readonly enclaves: EnclaveStore;
    readonly lastSetFor: LastSetFor;
    readonly counted: CountedSets;
  },
): HandlersOf<'enclaves'> {
  const { services, paths, events, enclaves, lastSetFor } = desk;
  const list = async (): Promise<CommandOutput<'enclaves.list'>> => {
    const saved = await enclaves.list();
    return {
      enclaves: saved.map((enclave): EnclaveView => {
        const last = lastSetFor(enclave.id);
        const counted = desk.counted.of(enclave);
        return {
          ...enclave,
          ...(last !== undefined && { last }),
          ...(counted !== undefined && { counted }),
        };
      }),
    };
  };
  const changed = (): ReturnType<typeof list> => {
    events.publish('enclaves.changed', {});
    return list();
  };
  return {
    'enclaves.list': () => list(),
    'enclaves.places': async () => ({
      places: await enclavePlaces(services.clock, paths, await enclaves.list()),
    }),
    'enclaves.save': async (enclave) => {
      await enclaves.save(enclave);
      return changed();
    },
    'enclaves.remove': async ({ id }) => {
      await enclaves.remove(id);
      return changed();
    },
  };
}
