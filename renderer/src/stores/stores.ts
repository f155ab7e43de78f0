import type { SluiceClient } from '../../../core/contract/index.ts';
import { createConnectionStore } from './connection.ts';
import { createEnclavesStore } from './enclaves.ts';
import { createJobsStore } from './jobs.ts';
import { createNoticesStore } from './notices.ts';
import { createPracticeStore } from './practice.ts';
import { createRegistriesStore } from './registries.ts';
import { createSettingsStore } from './settings.ts';

/** All stores of a page, made for one client. */
export type Stores = ReturnType<typeof createStores>;

export function createStores(client: SluiceClient) {
  return {
    connection: createConnectionStore(client),
    settings: createSettingsStore(client),
    practice: createPracticeStore(client),
    jobs: createJobsStore(client),
    notices: createNoticesStore(() => Date.now()),
    enclaves: createEnclavesStore(client),
    registries: createRegistriesStore(client),
  };
}
