import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { RegistryPlace } from '../../../../core/contract/index.ts';
import { useClient } from '../../stores/context.tsx';
import { browserDelay } from '../content/document/create-document.ts';
import { planRequestOf } from './rules/plan-request.ts';
import type { BoardEntry } from './stores/create-board.ts';
import { createCounts, type Count, type CountRequest } from './stores/create-counts.ts';

/** What each enclave's set comes to. `registry` undefined: nothing is counted. */
export function useCounts(
  entries: ReadonlyMap<string, BoardEntry>,
  registry: RegistryPlace | undefined,
  registriesConf: string | null,
): { readonly counts: ReadonlyMap<string, Count>; readonly again: (enclaveId: string) => void } {
  const client = useClient();
  const [store] = useState(() => createCounts(client, browserDelay));
  const requests = useMemo(() => {
    const all = new Map<string, CountRequest>();
    if (registry === undefined) return all;
    for (const [id, { enclave, yaml, view }] of entries) {
      if (view?.model === undefined || view.yaml !== yaml) continue;
      const request = planRequestOf(enclave, yaml, registry, registriesConf);
      // What an enclave has already changes with each set that is made for it.
      all.set(id, { key: JSON.stringify([request, enclave.last?.jobId]), request });
    }
    return all;
  }, [entries, registry, registriesConf]);
  useEffect(() => store.getState().ask(requests), [store, requests]);
  useEffect(() => () => store.getState().close(), [store]);
  const { counts, again } = useStore(store);
  return { counts, again };
}
