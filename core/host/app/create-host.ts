import { join } from 'node:path';
import type { HostEvent, PathFacts, PathPurpose, Topic } from '../../contract/index.ts';
import { stateDirectory } from '../../ledger/index.ts';
import { resourcesHandlers } from '../cluster-resources/resources-handlers.ts';
import { createCredentialStore } from '../credentials/credential-store.ts';
import { credentialHandlers } from '../credentials/credentials-handlers.ts';
import { openVault } from '../credentials/vault.ts';
import { createSetBriefs, archiveHandlers } from '../archives/index.ts';
import { createDrives } from '../drives/index.ts';
import { createDraftStore } from '../drafts/draft-store.ts';
import { draftHandlers } from '../drafts/drafts-handlers.ts';
import { createEnclaveStore } from '../enclaves/enclave-store.ts';
import { enclaveHandlers } from '../enclaves/enclaves-handlers.ts';
import { createJobs, type Jobs } from '../jobs/index.ts';
import { createPathRegistry, pathHandlers, setDetector } from '../paths/index.ts';
import { createPracticeControl, practiceDisk } from '../practice/practice-control.ts';
import { practiceHandlers } from '../practice/practice-handlers.ts';
import { createAuthorityStore } from '../registries/authority-store.ts';
import { registryHandlers } from '../registries/registries-handlers.ts';
import { createRegistryStore } from '../registries/registry-store.ts';
import type { DriveProbe } from '../../media/index.ts';
import type { HostServices } from '../services.ts';
import { openSettings } from '../settings/create-settings-store.ts';
import { proxiesHandlers } from '../settings/proxies-handlers.ts';
import { settingsHandlers } from '../settings/settings-handlers.ts';
import { supportHandlers } from '../support/support-handlers.ts';
import { recentJobs } from '../support/recent-jobs.ts';
import { createWorkplaces } from '../workplaces/create-workplaces.ts';
import { administratorFile } from './administrator-file.ts';
import { appHandlers } from './app-handlers.ts';
import type { Desk } from './desk.ts';
import { createDispatch, type Dispatch } from './dispatch.ts';
import { createEventHub } from './event-hub.ts';
import type { Handlers } from './handlers.ts';
import { keptConnections } from './kept-connections.ts';
import type { ShellPorts } from './ports.ts';

/** The application without a window: what both shells serve. */
export interface Host {
  readonly dispatch: Dispatch;
  subscribe(listener: (event: HostEvent) => void): () => void;
  eventCounts(): Readonly<Partial<Record<Topic, number>>>;
  /** A path that the user gave the shell itself, by dropping it on the window. Throws as `paths.describe` does. */
  acceptPath(path: string, purpose: PathPurpose): Promise<PathFacts>;
  /** Whether a job is at work: a shell asks before it ends. */
  busy(): boolean;
  /** Interrupts running jobs so that they can be resumed, and stops all servers. */
  close(): Promise<void>;
}

export interface HostOptions {
  /** Only folders in these can be chosen (`--root`); undefined: all that the user may open. */
  readonly roots?: readonly string[];
  /** Default: /etc/sluice/settings.json, or its like on other systems. */
  readonly administratorFile?: string;
  /** Default: the drives of this machine. */
  readonly probe?: DriveProbe;
  /** Milliseconds for each question to a registry that a page waits for. */
  readonly patience?: number;
}

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
    lore: { driveOf: drives.driveOf, mountPointOf: drives.mountPointOf, briefOf: briefs },
    ...(options.roots !== undefined && { roots: options.roots }),
    onSaveFailed: (code, params) =>
      events.publish('notice', {
        level: 'warning',
        message: { code, params: { ...params }, affected: [] },
      }),
  });
  const { vault, findings: vaultFindings } = await openVault({
    services,
    folder,
    ...(ports.secrets !== undefined && { secrets: ports.secrets }),
  });
  const { store: settings, findings: settingsFindings } = await openSettings({
    services,
    folder,
    administratorFile: options.administratorFile ?? administratorFile(services.environment),
    vault,
    events,
  });
  const drafts = createDraftStore(services, folder, events);
  const enclaves = createEnclaveStore(services, folder, events);
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
  const registries = createRegistryStore(services, folder, events);
  const authorities = createAuthorityStore(services, folder);
  const credentials = createCredentialStore({ services, folder, vault, events });
  const workplaces = createWorkplaces({
    services,
    folder,
    settings,
    practice,
    connections: keptConnections({ registries, authorities, credentials }),
  });
  const desk: Desk = { services, ports, events, folder, paths, settings, workplaces };

  const running = (jobs = await createJobs(desk, { ...drives.forJobs, enclave: enclaves.find }));
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    // Jobs first: they use everything else.
    closing ??= running
      .close()
      .then(() => drives.close())
      .then(() => practice.close())
      .then(() => paths.close());
    return closing;
  };
  const limit = options.patience === undefined ? {} : { limit: options.patience };
  // Filled area by area; complete when `satisfies Handlers` holds without Partial.
  const handlers = {
    ...appHandlers({ ...desk, busy: running.busy, close, findings: [...settingsFindings, ...vaultFindings] }),
    ...settingsHandlers(desk),
    ...practiceHandlers(practice),
    ...proxiesHandlers({ workplaces, ...limit }),
    ...registryHandlers({ ...desk, workplaces, registries, authorities, practice, ...limit }),
    ...credentialHandlers({ ...desk, credentials }),
    ...enclaveHandlers({ events, enclaves, lastSetFor: running.lastSetFor }),
    ...draftHandlers({ paths, drafts, practice }),
    ...supportHandlers({ ...desk, vault, registries: registries.list, ...recentJobs(running) }),
    ...running.handlers,
    ...pathHandlers({ fs, environment, ports, paths, drives: drives.table.known, holdsSet: setDetector(fs) }),
    ...drives.handlers(paths, briefs),
    ...archiveHandlers(desk, briefs),
    ...resourcesHandlers(desk, running),
  } satisfies Partial<Handlers>;
  practice.resume();
  return {
    dispatch: createDispatch(handlers as unknown as Handlers),
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
