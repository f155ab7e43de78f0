import { join } from 'node:path';
import { z } from 'zod';
import { registryEntrySchema, SluiceError, type RegistryEntry } from '../../contract/index.ts';
import type { EventHub } from '../app/event-hub.ts';
import { keptFile } from '../kept-file.ts';
import { findingMessage } from '../observer.ts';
import { checkedPlace } from '../run-request/to-mirror-request.ts';
import type { HostServices } from '../services.ts';

/** The registries that are saved on this machine. */
export interface RegistryStore {
  list(): Promise<readonly RegistryEntry[]>;
  /** Adds, or replaces the one with this id. Throws RUN_REGISTRY_INVALID, REGISTRIES_TOO_MANY, STATE_NOT_SAVED. */
  save(entry: RegistryEntry): Promise<void>;
  remove(id: string): Promise<void>;
}

const fileForm = z.object({ version: z.literal(1), registries: z.array(registryEntrySchema) });
const most = 500;

export function createRegistryStore(
  services: HostServices,
  folder: string,
  events: Pick<EventHub, 'publish'>,
): RegistryStore {
  const kept = keptFile({
    services,
    file: join(folder, 'registries.json'),
    schema: fileForm,
    empty: { version: 1 as const, registries: [] },
    onDamaged: (finding) => events.publish('notice', { level: 'warning', message: findingMessage(finding) }),
  });
  return {
    list: async () => (await kept.read()).registries,
    async save(entry) {
      const saved = { ...entry, name: entry.name.trim(), place: checkedPlace(entry.place) };
      await kept.change(({ version, registries }) => {
        const index = registries.findIndex(({ id }) => id === saved.id);
        if (index === -1 && registries.length >= most) {
          throw new SluiceError('REGISTRIES_TOO_MANY', { params: { most } });
        }
        return {
          version,
          registries: index === -1 ? [...registries, saved] : registries.with(index, saved),
        };
      });
    },
    async remove(id) {
      await kept.change(({ version, registries }) => ({
        version,
        registries: registries.filter((entry) => entry.id !== id),
      }));
    },
  };
}
