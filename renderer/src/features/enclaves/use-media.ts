import { useEffect, useMemo, useRef } from 'react';
import type { Drive, EnclavePlace, EnclaveView } from '../../../../core/contract/index.ts';
import { useQuery } from '../../hooks/use-query.ts';
import { useSlice } from '../../stores/context.tsx';
import { useDrives } from '../media/use-drives.ts';
import { destinationOf, type Destination } from './rules/media.ts';
import type { ExportDraft } from './use-export-draft.ts';

const noDrives: readonly Drive[] = [];
const noPlaces: readonly EnclavePlace[] = [];

/** The drives that are there, and where each enclave's set goes: as chosen for its next one, or as its last one went. */
export function useMedia(
  enclaves: readonly EnclaveView[],
  draft: ExportDraft | undefined,
): { readonly drives: readonly Drive[]; readonly destinations: ReadonlyMap<string, Destination> } {
  const list = useDrives({ purpose: 'archive-out' });
  const places = usePlaces(enclaves);
  const jobs = useSlice('jobs', (slice) => slice.byId);
  const destinations = useMemo(() => {
    const all = new Map<string, Destination>();
    for (const enclave of enclaves) {
      const { id, last } = enclave;
      const job = last === undefined ? undefined : jobs.get(last.jobId);
      const place = places.find((one) => one.id === id);
      const found = destinationOf(enclave, draft?.folderOf.get(id), place, job?.driveId);
      if (found !== undefined) all.set(id, found);
    }
    return all;
  }, [enclaves, places, draft, jobs]);
  return { drives: list.kind === 'ready' ? list.value.drives : noDrives, destinations };
}

/** The folders of the enclaves, looked at again when another is chosen, and when a drive comes or goes. */
function usePlaces(enclaves: readonly EnclaveView[]): readonly EnclavePlace[] {
  const folders = enclaves.flatMap(({ id, to }) => (to === undefined ? [] : [`${id} ${to}`])).join('\n');
  const round = useSlice('drives', (slice) => slice.round);
  const list = useQuery('enclaves.places', folders === '' ? undefined : {});
  const { reload } = list;
  const question = `${round}\n${folders}`;
  const asked = useRef(question);
  useEffect(() => {
    if (asked.current === question) return;
    asked.current = question;
    reload();
  }, [question, reload]);
  return list.kind === 'ready' ? list.value.places : noPlaces;
}
