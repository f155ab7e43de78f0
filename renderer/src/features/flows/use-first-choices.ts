import { useEffect, useRef } from 'react';
import type { Draft, PathFacts, RegistryView } from '../../../../core/contract/index.ts';
import { useClient, useSlice, useStores } from '../../stores/context.tsx';
import type { FlowState } from '../wizard/flow-state.ts';
import { findPracticeFolder, findSet, practiceSetFolder } from './find-folders.ts';

/** Chosen once for a draft, while nothing else was: taken back by hand, it stays taken back. */
type Choice = 'from' | 'to' | 'registry';

/**
 * What leaves no choice is chosen: the only registry of the site, the only set on the drives, the practice medium.
 * A real medium is never chosen for writing. Nothing is told when it fails: the step itself asks again.
 */
export function useFirstChoices(state: FlowState, isViewer: boolean): void {
  const client = useClient();
  const { drafts, registries } = useStores();
  const { flow, draft } = state;
  const practice = useSlice('practice', (slice) => slice.state.running);
  // A set may come with a drive, or be there only when the job before has let go of its drive.
  const round = useSlice('drives', (slice) => slice.round);
  const done = useRef(new Set<string>());
  const { from, to, registry, site } = draft;
  const isOpen = !isViewer && draft.jobIds.length === 0 && draft.practice === practice;
  useEffect(() => {
    if (!isOpen) return;
    const choose = (choice: Choice, isEmpty: boolean, find: () => Promise<Found | undefined>): void => {
      const key = `${String(practice)} ${choice}`;
      if (!isEmpty || done.current.has(key)) return;
      done.current.add(key);
      find()
        .then((found) => {
          const entry = drafts.getState().byFlow[flow];
          const current = entry?.kind === 'ready' ? entry.value.draft : undefined;
          if (found === undefined) done.current.delete(key);
          // What was chosen by hand meanwhile stays.
          if (found === undefined || current?.practice !== practice || current[choice] !== null) return;
          drafts.getState().change(flow, found.patch, found.facts);
        })
        .catch(() => undefined);
    };
    if (flow === 'export' && practice) {
      choose('to', to === null, async () => {
        const folder = await findPracticeFolder(client, practiceSetFolder);
        return folder && { patch: { to: folder.token }, facts: [folder] };
      });
    }
    if (flow === 'enterprise-import' || flow === 'enclave-import') {
      choose('from', from === null, async () => {
        const folder = await findSet(client, practice, flow);
        return folder && { patch: { from: folder.token }, facts: [folder] };
      });
    }
    if (flow !== 'export') {
      choose('registry', registry === null, async () => {
        await registries.getState().load();
        const only = onlyPlace(registries.getState().registries, site, practice);
        return only && { patch: { registry: only.place }, facts: [] };
      });
    }
  }, [client, drafts, registries, flow, site, practice, isOpen, from, to, registry, round]);
}

interface Found {
  readonly patch: Partial<Draft>;
  readonly facts: readonly PathFacts[];
}

function onlyPlace(
  all: readonly RegistryView[],
  site: Draft['site'],
  practice: boolean,
): RegistryView | undefined {
  const fitting = all.filter((entry) => entry.site === site && entry.id.startsWith('practice-') === practice);
  return fitting.length === 1 ? fitting[0] : undefined;
}
