import { join } from 'node:path';
import { stateDirectory } from '../../ledger/index.ts';
import { resourcesHandlers } from '../cluster-resources/resources-handlers.ts';
import { credentialHandlers } from '../credentials/credentials-handlers.ts';
import { createSetBriefs, archiveHandlers } from '../archives/index.ts';
import { createDrives } from '../drives/index.ts';
import { draftHandlers } from '../drafts/drafts-handlers.ts';
import { enclaveHandlers } from '../enclaves/enclaves-handlers.ts';
import { createJobs, type Jobs } from '../jobs/index.ts';
import { createContentHandlers } from '../content/index.ts';
import { createLookupMemory } from '../lookups/index.ts';
import { createPlanHandlers } from '../planning/index.ts';
import { createPathRegistry, pathHandlers, setDetector } from '../paths/index.ts';
import { createPracticeControl, practiceDisk } from '../practice/practice-control.ts';
import { practiceHandlers } from '../practice/practice-handlers.ts';
import { registryHandlers } from '../registries/registries-handlers.ts';
import type { HostServices } from '../services.ts';
import { proxiesHandlers } from '../settings/proxies-handlers.ts';
import { settingsHandlers } from '../settings/settings-handlers.ts';
import { supportHandlers } from '../support/support-handlers.ts';
import { recentJobs } from '../support/recent-jobs.ts';
import { createWorkplaces } from '../workplaces/create-workplaces.ts';
import { administratorFile } from './administrator-file.ts';
import { appHandlers } from './app-handlers.ts';
import type { Desk } from './desk.ts';
import { createDispatch } from './dispatch.ts';
import { createEventHub } from './event-hub.ts';
import type { Handlers } from './handlers.ts';
import type { Host, HostOptions } from './host.ts';
import { keptConnections } from './kept-connections.ts';
import { openStores } from './open-stores.ts';
import type { ShellPorts } from './ports.ts';

/** Wires the application. Nothing is asked of the network and no drive is read before a page wants it. */
export async function createHost(
  services: HostServices,
  ports: ShellPorts,
  options: HostOptions = {},
): Promise<Host> {
  const events = createEventHub();
  const folder = join(stateDirectory(services.environment), 'app');
  const { fs, environment } = services;
  const briefs = createSetBriefs(fs);
  const drives = createDrives({
    services,
    events,
    practiceDisk: () => (practice.isOn() ? practiceDisk(folder) : undefined),
    ...(options.probe !== undefined && { probe: options.probe }),
  });
  const paths = await createPathRegistry({
    services,
    folder,
    own: [practiceDisk(folder)],
    lore: { driveOf: drives.driveOf, mountPointOf: drives.mountPointOf, briefOf: briefs },
    ...(options.roots !== undefined && { roots: options.roots }),
    onSaveFailed: (code, params) =>
      events.publish('notice', {
        level: 'warning',
        message: { code, params: { ...params }, affected: [] },
      }),
  });
  const stores = await openStores({
    services,
    ports,
    folder,
    events,
    administratorFile: options.administratorFile ?? administratorFile(environment),
  });
  const { settings, drafts, enclaves, registries } = stores;
  // Practice may be asked to stop only when jobs are there; they need a desk with practice on it.
  let jobs: Jobs | undefined;
  const practice = await createPracticeControl({
    services,
    folder,
    events,
    isBusy: () => jobs?.busyPractising() ?? false,
    forget: async () => {
      await jobs?.forgetPractice();
      await drafts.forgetPractice();
    },
  });
  const workplaces = createWorkplaces({
    services,
    folder,
    settings,
    practice,
    connections: keptConnections(stores),
  });
  const desk: Desk = { services, ports, events, folder, paths, settings, workplaces };

  const running = (jobs = await createJobs(desk, { ...drives.forJobs, enclave: enclaves.find }));
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    // Jobs first: they use everything else. One that cannot end well does not keep the others open.
    closing ??= running
      .close()
      .finally(() => drives.close())
      .finally(() => practice.close())
      .finally(() => paths.close());
    return closing;
  };
  const lookups = createLookupMemory(services);
  const limit = options.patience === undefined ? {} : { limit: options.patience };
  const handlers: Handlers = {
    ...appHandlers({ ...desk, busy: running.busy, close, findings: stores.findings }),
    ...settingsHandlers(desk),
    ...practiceHandlers(practice),
    ...proxiesHandlers({ workplaces, ...limit }),
    ...registryHandlers({ ...desk, ...stores, workplaces, practice, ...limit }),
    ...credentialHandlers({ ...desk, ...stores }),
    ...enclaveHandlers({ events, enclaves, lastSetFor: running.lastSetFor }),
    ...draftHandlers({ paths, drafts, practice }),
    ...supportHandlers({ ...desk, ...stores, registries: registries.list, ...recentJobs(running) }),
    ...running.handlers,
    ...pathHandlers({ fs, environment, ports, paths, drives: drives.table.known, holdsSet: setDetector(fs) }),
    ...drives.handlers(paths, briefs),
    ...archiveHandlers(desk, briefs),
    ...resourcesHandlers(desk, running),
    ...createContentHandlers({ ...desk, lookups }),
    ...createPlanHandlers({ ...desk, lookups, enclaves, registries }),
  };
  practice.resume();
  return {
    dispatch: createDispatch(handlers),
    subscribe(listener) {
      const stop = events.subscribe(listener);
      // Drives are looked after while a page listens.
      const rest = drives.attend();
      return () => {
        stop();
        rest();
      };
    },
    eventCounts: events.counts,
    acceptPath: async (path, purpose) => paths.describe(await paths.give(path, purpose)),
    busy: running.busy,
    close,
  };
}
