import { useEffect, useMemo } from 'react';
import type { PathFacts, RegistryPlace } from '../../../../core/contract/index.ts';
import { useQuery } from '../../hooks/use-query.ts';
import { useClient, useSlice } from '../../stores/context.tsx';

/** What the export for enclaves has chosen so far. */
export interface ExportDraft {
  readonly registry: RegistryPlace | null;
  readonly registriesConf: string | null;
  /** The folder of each enclave's next set, by the enclave's id; none once the export was started. */
  readonly folderOf: ReadonlyMap<string, PathFacts>;
  /** Enclaves in the export that is not started yet. */
  readonly enclaveIds: readonly string[];
}

/** The draft of the export for enclaves; undefined when there is none of this environment. `isKnown`: it was asked for. */
export function useExportDraft(): { readonly isKnown: boolean; readonly draft: ExportDraft | undefined } {
  const client = useClient();
  const practice = useSlice('practice', (slice) => slice.state.running);
  const answer = useQuery('drafts.get', { flow: 'enclave-export' });
  const { reload } = answer;
  useEffect(
    () => client.subscribe('drafts.changed', ({ flow }) => void (flow === 'enclave-export' && reload())),
    [client, reload],
  );
  const view = answer.kind === 'ready' ? answer.value.view : null;
  const draft = useMemo(() => {
    if (view === null || view.draft.practice !== practice) return undefined;
    const { registry, registriesConf, enclaves, jobIds } = view.draft;
    // What was started is over: its enclaves remember their folders themselves.
    const open = jobIds.length > 0 ? [] : enclaves;
    const folderOf = new Map(
      open.flatMap(({ id, to }) => {
        const facts = view.paths.find(({ token }) => token === to);
        return facts === undefined ? [] : [[id, facts] as const];
      }),
    );
    return { registry, registriesConf, folderOf, enclaveIds: open.map(({ id }) => id) };
  }, [view, practice]);
  return { isKnown: answer.kind !== 'loading', draft };
}
