import { isJobOver, type SluiceClient } from '../../../core/contract/index.ts';
import type { Stores } from './stores.ts';

const noticeLevels = { error: 'danger', warning: 'warning', note: 'info' } as const;

/** Everything that the host tells by itself comes into the stores here. Gives the function that ends it. */
export function attachEvents(stores: Stores, client: SluiceClient): () => void {
  const { connection, settings, practice, jobs, notices, enclaves, registries } = stores;
  const { drives, jobItems, jobLogs, drafts, transfers } = stores;
  let toldOfStart = false;
  /** What was odd when the host started, before any page was there to be told: once for each page. */
  const tellOfStart = (): void => {
    const findings = toldOfStart ? [] : (connection.getState().info?.startFindings ?? []);
    toldOfStart ||= connection.getState().info !== undefined;
    for (const { level, message } of findings)
      notices.getState().add({ level: noticeLevels[level], message });
  };
  const reloadEnclaves = (): void => {
    if (enclaves.getState().loaded) void enclaves.getState().load().catch(ignore);
  };
  const reload = (): void => {
    void connection.getState().load().then(tellOfStart, ignore);
    for (const store of [settings, practice, jobs, transfers]) void store.getState().load().catch(ignore);
    reloadEnclaves();
    if (registries.getState().loaded) void registries.getState().load().catch(ignore);
    drives.setState({ tests: new Map() });
    drives.getState().changed();
    jobItems.getState().refresh();
    jobLogs.getState().refresh();
    drafts.getState().refresh();
  };
  const ends = [
    client.onConnection((state) => {
      const before = connection.getState().state.kind;
      connection.getState().setState(state);
      if (state.kind === 'connected' && before !== 'connected') reload();
    }),
    client.subscribe('settings.changed', (view) => settings.getState().show(view)),
    client.subscribe('practice.changed', (state) => practice.getState().show(state)),
    client.subscribe('job.snapshot', ({ job }) => {
      jobs.getState().show(job);
      // What an enclave got last is told with the enclave.
      if (job.enclave !== undefined && isJobOver(job.state)) reloadEnclaves();
    }),
    client.subscribe('job.removed', ({ jobId }) => jobs.getState().forget(jobId)),
    client.subscribe('job.items', ({ jobId, rows }) => jobItems.getState().receive(jobId, rows)),
    client.subscribe('job.log', ({ jobId, lines }) => jobLogs.getState().receive(jobId, lines)),
    client.subscribe('drafts.changed', ({ flow, revision }) =>
      drafts.getState().changedElsewhere(flow, revision),
    ),
    client.subscribe('drives.changed', () => drives.getState().changed()),
    client.subscribe('drive.test', (test) => drives.getState().showTest(test)),
    client.subscribe('transfer.changed', (transfer) => transfers.getState().show(transfer)),
    client.subscribe('notice', (notice) => notices.getState().add(notice)),
    client.subscribe('enclaves.changed', () => void enclaves.getState().load().catch(ignore)),
    client.subscribe('registries.changed', () => void registries.getState().load().catch(ignore)),
    client.subscribe('host.resync', reload),
  ];
  return () => {
    for (const end of ends) end();
  };
}

/** A lost connection is shown by the connection store; what failed is asked again when it is back. */
function ignore(): void {}
