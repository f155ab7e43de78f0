import type { SluiceClient } from '../../../core/contract/index.ts';
import type { AfterFrame } from './after-frame.ts';
import { createConnectionStore } from './connection.ts';
import { createContentStore } from './content.ts';
import { createDraftsStore } from './drafts.ts';
import { createDrivesStore } from './drives.ts';
import { createEnclavesStore } from './enclaves.ts';
import { createJobItemsStore } from './job-items.ts';
import { createJobLogsStore } from './job-logs.ts';
import { createJobsStore } from './jobs.ts';
import { createNoticesStore } from './notices.ts';
import { createPracticeStore } from './practice.ts';
import { createPreflightsStore } from './preflights.ts';
import { createRegistriesStore } from './registries.ts';
import { createSettingsStore } from './settings.ts';
import { createTransfersStore } from './transfers.ts';

/** All stores of a page, made for one client. */
export type Stores = ReturnType<typeof createStores>;

export function createStores(client: SluiceClient, afterFrame?: AfterFrame) {
  return {
    connection: createConnectionStore(client),
    settings: createSettingsStore(client),
    practice: createPracticeStore(client),
    jobs: createJobsStore(client),
    jobItems: createJobItemsStore(client, { ...(afterFrame !== undefined && { afterFrame }) }),
    jobLogs: createJobLogsStore(client),
    drives: createDrivesStore(client),
    notices: createNoticesStore(() => Date.now()),
    enclaves: createEnclavesStore(client),
    registries: createRegistriesStore(client),
    drafts: createDraftsStore(client),
    preflights: createPreflightsStore(client),
    content: createContentStore(),
    transfers: createTransfersStore(client),
  };
}
