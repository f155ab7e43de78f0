import { useEffect, useMemo, useState } from 'react';
import type { EnclaveView, Flow } from '../../../../core/contract/index.ts';
import { asWireError } from '../../hooks/use-command.ts';
import { useSlice, useStores } from '../../stores/context.tsx';
import type { DraftEntry } from '../../stores/drafts.ts';
import { preflightKey } from '../../stores/preflights.ts';
import type { Loadable } from '../../stores/slice.ts';
import { buildRequests } from '../flows/build-requests.ts';
import type { FlowState } from './flow-state.ts';
import { useArchive, useConfigCheck, useConfProblems } from './use-answer.ts';
import { useDraftJobs } from './use-draft-jobs.ts';

const readsArchive: Readonly<Record<Flow, boolean>> = {
  export: false,
  'enterprise-import': true,
  'enclave-export': false,
  'enclave-import': true,
};

const noEnclaves: readonly EnclaveView[] = [];

/** Everything that the verdicts of a wizard's steps depend on, kept up to date. */
export function useFlowState(flow: Flow, entry: DraftEntry, isViewer: boolean): FlowState {
  const { draft, facts } = entry;
  // A viewer may not have a set read: it waits for the controller's page.
  const folder = readsArchive[flow] && !isViewer ? draft.from : null;
  const archive = useArchive(folder);
  const configuration = archive?.kind === 'ready' ? (archive.value.configuration ?? '') : '';
  const yaml = draft.yaml === '' ? configuration : draft.yaml;
  const config = useConfigCheck(flow === 'enclave-export' ? '' : yaml);
  const enclaves = useEnclaves(flow === 'enclave-export');
  const confProblems = useConfProblems(flow === 'enclave-export' ? draft.registriesConf : null);
  const jobs = useDraftJobs(draft.jobIds);
  const known = enclaves.kind === 'ready' ? enclaves.value : noEnclaves;
  const requests = useMemo(
    () => buildRequests(flow, { draft, yaml, enclaves: known }),
    [flow, draft, yaml, known],
  );
  const keys = useMemo(() => requests.map(preflightKey), [requests]);
  const byKey = useSlice('preflights', (slice) => slice.byKey);
  const exceptions = useSlice('preflights', (slice) => slice.exceptions);
  const preflights = useMemo(() => keys.map((key) => byKey.get(key)), [keys, byKey]);
  return {
    flow,
    draft,
    facts,
    yaml,
    config,
    archive,
    enclaves,
    confProblems,
    requests,
    preflights,
    exceptions,
    jobs,
  };
}

function useEnclaves(wanted: boolean): Loadable<readonly EnclaveView[]> {
  const { enclaves } = useStores();
  const list = useSlice('enclaves', (slice) => slice.enclaves);
  const loaded = useSlice('enclaves', (slice) => slice.loaded);
  const [failed, setFailed] = useState<Loadable<readonly EnclaveView[]>>();
  useEffect(() => {
    if (!wanted || enclaves.getState().loaded) return;
    enclaves
      .getState()
      .load()
      .catch((error: unknown) => setFailed({ kind: 'failed', error: asWireError(error) }));
  }, [enclaves, wanted]);
  return useMemo(
    () => (loaded ? { kind: 'ready', value: list } : (failed ?? { kind: 'loading' })),
    [loaded, list, failed],
  );
}
