import { join } from 'node:path';
import { z } from 'zod';
import { finishChoicesSchema, type FinishChoices } from '../../contract/index.ts';
import type { EventHub } from '../app/event-hub.ts';
import { keptFile } from '../kept-file.ts';
import { findingMessage } from '../observer.ts';
import type { HostServices } from '../services.ts';

/** How the cluster resources of each registry were finished last. They are offered again, never applied by themselves. */
export interface FinishStore {
  find(registry: string): Promise<FinishChoices | undefined>;
  /** Throws STATE_NOT_SAVED. */
  keep(registry: string, choices: FinishChoices): Promise<void>;
}

const fileForm = z.object({
  version: z.literal(1),
  /** The one that was used last stands last. */
  registries: z.array(z.object({ registry: z.string(), choices: finishChoicesSchema })),
});
/** Registries that are remembered; the one that was not used for longest goes first. */
const most = 200;

export function createFinishStore(
  services: Pick<HostServices, 'fs' | 'clock'>,
  folder: string,
  events: Pick<EventHub, 'publish'>,
): FinishStore {
  const kept = keptFile({
    services,
    file: join(folder, 'finished-resources.json'),
    schema: fileForm,
    empty: { version: 1 as const, registries: [] },
    onDamaged: (finding) => events.publish('notice', { level: 'warning', message: findingMessage(finding) }),
  });
  return {
    find: async (registry) =>
      (await kept.read()).registries.find((entry) => entry.registry === registry)?.choices,
    async keep(registry, choices) {
      await kept.change(({ version, registries }) => {
        const others = registries.filter((entry) => entry.registry !== registry);
        return { version, registries: [...others, { registry, choices }].slice(-most) };
      });
    },
  };
}
