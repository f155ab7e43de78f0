import { join } from 'node:path';
import { stateDirectory } from '../../ledger/index.ts';
import { resourcesHandlers } from '../cluster-resources/resources-handlers.ts';
import { credentialHandlers } from '../credentials/credentials-handlers.ts';
import { approvalHandlers } from '../approval/approvals-handlers.ts';
import { createSetBriefs, archiveHandlers } from '../archives/index.ts';
import { catalogHandlers, knownCatalogs, openedCatalogs } from '../catalogs/index.ts';
import { chartHandlers } from '../charts/index.ts';
import { custodyHandlers } from '../custody/index.ts';
import { createDrives } from '../drives/index.ts';
import { draftHandlers, notingJobs } from '../drafts/drafts-handlers.ts';
import { createCountedSets } from '../enclaves/counted-sets.ts';
import { driftHandlers } from '../drift/drift-handlers.ts';
import { enclaveHandlers } from '../enclaves/enclaves-handlers.ts';
import { createJobs, type Jobs } from '../jobs/index.ts';
import { createContentHandlers } from '../content/index.ts';
import { createLookupMemory } from '../lookups/index.ts';
import { createPlanHandlers, undecidedFolder } from '../planning/index.ts';
import { createPathRegistry, pathHandlers, setDetector } from '../paths/index.ts';
import { createPracticeControl, practiceDisk } from '../practice/practice-control.ts';
import { practiceHandlers } from '../practice/practice-handlers.ts';
import { receiptHandlers } from '../receipts/receipts-handlers.ts';
import { registryHandlers } from '../registries/registries-handlers.ts';
import { createKeyStore, keysHandlers, signatureRuleIn } from '../seal/index.ts';
import { reportHandlers } from '../report/index.ts';
import type { HostServices } from '../services.ts';
import { proxiesHandlers } from '../settings/proxies-handlers.ts';
import { settingsHandlers } from '../settings/settings-handlers.ts';
import { createTransfers, transferHandlers } from '../transfers/index.ts';
import { supportHandlers } from '../support/support-handlers.ts';
import { recentJobs } from '../support/recent-jobs.ts';
import { servicesHere } from '../workplaces/services-here.ts';
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
  given: HostServices,
  ports: ShellPorts,
  options: HostOptions = {},
): Promise<Host> {
  const events = createEventHub();
  const { fs, environment } = given;
  const folder = join(stateDirectory(environment), 'app');
  const fixedValues = options.administratorFile ?? administratorFile(environment);
  const stores = await openStores({ services: given, ports, folder, events, administratorFile: fixedValues });
  const { settings, drafts, enclaves, registries, vault } = stores;
  const keys = createKeyStore(given, { vault, rule: async () => signatureRuleIn(settings, fixedValues) });
  const services: HostServices = { mediumOf: (path) => drives.mediumFacts(path), ...given, keys };
  const briefs = createSetBriefs(services);
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
    hidden: [undecidedFolder(folder)],
    lore: { driveOf: drives.driveOf, mountPointOf: drives.mountPointOf, briefOf: briefs },
    ...(options.roots !== undefined && { roots: options.roots }),
    onSaveFailed: (code, params) =>
      events.publish('notice', {
        level: 'warning',
        message: { code, params: { ...params }, affected: [] },
      }),
  });
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

  const opened = openedCatalogs(services.clock);
  const running = (jobs = await createJobs(desk, { ...drives.forJobs, enclave: enclaves.find }));
  const transfers = createTransfers({
    clock: services.clock,
    events,
    services: () => servicesHere(desk),
    driveOf: drives.forJobs.mediumOf,
    dropFromCache: drives.forJobs.dropFromCache,
    giveSet: (path) => paths.give(path, 'archive-in'),
  });
  const busy = (): boolean => running.busy() || transfers.busy();
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    // Jobs first: they use everything else. One that cannot end well does not keep the others open.
    closing ??= running
      .close()
      .finally(() => transfers.close())
      .finally(() => opened.clear())
      .finally(() => drives.close())
      .finally(() => practice.close())
      .finally(() => paths.close());
    return closing;
  };
  const lookups = createLookupMemory(services);
  const counted = createCountedSets(events, running.lastSetFor);
  const limit = options.patience === undefined ? {} : { limit: options.patience };
  const handlers: Handlers = {
    ...appHandlers({ ...desk, busy, close, findings: stores.findings }),
    ...settingsHandlers(desk),
    ...keysHandlers({ events, keys }),
    ...practiceHandlers(practice),
    ...proxiesHandlers({ workplaces, ...limit }),
    ...registryHandlers({ ...desk, ...stores, workplaces, practice, ...limit }),
    ...credentialHandlers({ ...desk, ...stores }),
    ...enclaveHandlers({ services, paths, events, enclaves, lastSetFor: running.lastSetFor, counted }),
    ...receiptHandlers({ ...desk, enclaves, jobs: running, counted }),
    ...driftHandlers({ ...desk, workplaces, enclaves, counted }),
    ...draftHandlers({ paths, drafts, practice }),
    ...supportHandlers({ ...desk, ...stores, registries: registries.list, ...recentJobs(running) }),
    ...running.handlers,
    'jobs.start': notingJobs(running.handlers['jobs.start'], drafts),
    ...pathHandlers({ fs, environment, ports, paths, drives: drives.table.known, holdsSet: setDetector(fs) }),
    ...drives.handlers(paths, briefs),
    ...archiveHandlers(desk, briefs),
    ...custodyHandlers(desk),
    ...approvalHandlers({ ...desk, enclaves }),
    ...resourcesHandlers(desk, running),
    ...reportHandlers(desk, running),
    ...transferHandlers(desk, running, transfers),
    ...createContentHandlers({ ...desk, lookups, forget: opened.clear }),
    ...catalogHandlers({ ...desk, lookups, opened, known: knownCatalogs() }),
    ...chartHandlers({ ...desk, lookups }),
    ...createPlanHandlers({ ...desk, lookups, enclaves, registries }, counted.note),
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
    busy,
    close,
  };
}
