import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  flows,
  siteOfFlow,
  type Draft,
  type DraftView,
  type Flow,
  type PathFacts,
  type SluiceClient,
  type WireError,
} from '../../../core/contract/index.ts';
import { asWireError } from '../hooks/use-command.ts';
import { newDraft } from './new-draft.ts';
import type { Loadable } from './slice.ts';

/** Milliseconds of quiet before a changed draft is saved. */
const quiet = 400;

/** Where saving stands. `conflict`: another window saved in between, and the user has to choose. */
export type DraftSaving =
  | { readonly kind: 'saved' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'failed'; readonly error: WireError }
  | { readonly kind: 'conflict' };

export interface DraftEntry {
  readonly draft: Draft;
  readonly revision: number;
  /** Facts of the paths in it, by token. A token without facts is gone. */
  readonly facts: ReadonlyMap<string, PathFacts>;
  readonly saving: DraftSaving;
  /** Counts the changes, so that a save knows whether it was the last word. */
  readonly changes: number;
}

/** What a draft becomes in part; worked out of the draft as it is then, where several may change it at once. */
export type DraftPatch = Partial<Draft> | ((draft: Draft) => Partial<Draft>);

export interface DraftsSlice {
  readonly byFlow: Readonly<Partial<Record<Flow, Loadable<DraftEntry>>>>;
  /** Fetches what was saved, or begins anew. */
  open(flow: Flow, practice: boolean): Promise<void>;
  /** Changes it here at once and at the host a moment later. `facts` are those of newly chosen paths. */
  change(flow: Flow, patch: DraftPatch, facts?: readonly PathFacts[]): void;
  /** Saves now what is waiting. */
  flush(flow: Flow): Promise<void>;
  /** After a conflict: what the other window saved. Also when it saved while nothing was changed here. */
  takeTheirs(flow: Flow): Promise<void>;
  /** After a conflict: what is here, over what the other window saved. */
  keepMine(flow: Flow): Promise<void>;
  /** Forgets the draft and begins anew. Throws RemoteError. */
  startOver(flow: Flow): Promise<void>;
  /** Another page, or this one, saved. */
  changedElsewhere(flow: Flow, revision: number): void;
  /** After a lost connection: what was saved elsewhere meanwhile is fetched. */
  refresh(): void;
}

export interface Timer {
  readonly after: (milliseconds: number, run: () => void) => () => void;
}

const browserTimer: Timer = {
  after: (milliseconds, run) => {
    const handle = setTimeout(run, milliseconds);
    return () => clearTimeout(handle);
  },
};

/** What the wizards have so far, kept by the host: leaving, reloading and restarting lose nothing (gui.md 7.5). */
export function createDraftsStore(client: SluiceClient, timer: Timer = browserTimer): StoreApi<DraftsSlice> {
  const waiting = new Map<Flow, () => void>();
  const opening = new Map<Flow, object>();
  const saving = new Map<Flow, Promise<void>>();
  return createStore<DraftsSlice>((set, get) => {
    const entryOf = (flow: Flow): DraftEntry | undefined => {
      const state = get().byFlow[flow];
      return state?.kind === 'ready' ? state.value : undefined;
    };
    const put = (flow: Flow, state: Loadable<DraftEntry>): void =>
      set(({ byFlow }) => ({ byFlow: { ...byFlow, [flow]: state } }));
    const update = (flow: Flow, patch: Partial<DraftEntry>): void => {
      const entry = entryOf(flow);
      if (entry !== undefined) put(flow, { kind: 'ready', value: { ...entry, ...patch } });
    };
    const stopWaiting = (flow: Flow): void => {
      waiting.get(flow)?.();
      waiting.delete(flow);
    };
    const begin = async (flow: Flow, practice: boolean, revision: number): Promise<DraftEntry> => ({
      draft: newDraft(flow, practice, await firstYaml(client, flow)),
      revision,
      facts: new Map(),
      saving: { kind: 'saved' },
      changes: 0,
    });
    const save = (flow: Flow): Promise<void> => {
      const work = saveNow(flow);
      // One that does nothing, because another is under way, does not hide that one.
      if (!saving.has(flow))
        saving.set(
          flow,
          work.finally(() => saving.delete(flow)),
        );
      return work;
    };
    const saveNow = async (flow: Flow): Promise<void> => {
      stopWaiting(flow);
      const entry = entryOf(flow);
      if (entry === undefined || entry.saving.kind === 'saving' || entry.saving.kind === 'conflict') return;
      update(flow, { saving: { kind: 'saving' } });
      try {
        const { draft, revision, changes } = entry;
        const { view } = await client.invoke('drafts.save', { draft, revision });
        // What was changed meanwhile is not overwritten by what was sent before it.
        const current = entryOf(flow);
        const isLast = current?.changes === changes;
        update(flow, { revision: view.revision, saving: { kind: isLast ? 'saved' : 'waiting' } });
        if (!isLast) schedule(flow);
      } catch (error) {
        const failure = asWireError(error);
        const isConflict = failure.code === 'DRAFT_CHANGED_ELSEWHERE';
        update(flow, { saving: isConflict ? { kind: 'conflict' } : { kind: 'failed', error: failure } });
      }
    };
    const schedule = (flow: Flow): void => {
      stopWaiting(flow);
      waiting.set(
        flow,
        timer.after(quiet, () => void save(flow)),
      );
    };
    const opened = async (flow: Flow, practice: boolean): Promise<Loadable<DraftEntry>> => {
      try {
        const { view, revision } = await client.invoke('drafts.get', { flow });
        const fits = view !== null && view.draft.practice === practice;
        return { kind: 'ready', value: fits ? fromView(view) : await begin(flow, practice, revision) };
      } catch (error) {
        return { kind: 'failed', error: asWireError(error) };
      }
    };

    return {
      byFlow: {},
      open: async (flow, practice) => {
        if (entryOf(flow)?.draft.practice === practice) return;
        const turn = {};
        opening.set(flow, turn);
        await get().flush(flow);
        if (opening.get(flow) !== turn) return;
        put(flow, { kind: 'loading' });
        const state = await opened(flow, practice);
        // The Practice environment may have been switched meanwhile: the last one who asked is answered.
        if (opening.get(flow) === turn) put(flow, state);
      },
      change: (flow, patch, facts = []) => {
        const entry = entryOf(flow);
        if (entry === undefined) return;
        const known = new Map(entry.facts);
        for (const fact of facts) known.set(fact.token, fact);
        const held = entry.saving.kind === 'conflict' || entry.saving.kind === 'saving';
        update(flow, {
          draft: { ...entry.draft, ...(typeof patch === 'function' ? patch(entry.draft) : patch) },
          facts: known,
          changes: entry.changes + 1,
          saving: held ? entry.saving : { kind: 'waiting' },
        });
        if (!held) schedule(flow);
      },
      flush: async (flow) => {
        const kind = entryOf(flow)?.saving.kind;
        if (kind === 'waiting' || kind === 'failed') await save(flow);
      },
      takeTheirs: async (flow) => {
        stopWaiting(flow);
        const { view, revision } = await client.invoke('drafts.get', { flow });
        if (view !== null) return put(flow, { kind: 'ready', value: fromView(view) });
        // The other window started over.
        const practice = entryOf(flow)?.draft.practice ?? false;
        put(flow, { kind: 'ready', value: await begin(flow, practice, revision) });
      },
      keepMine: async (flow) => {
        const { revision } = await client.invoke('drafts.get', { flow });
        update(flow, { revision, saving: { kind: 'waiting' } });
        await save(flow);
      },
      startOver: async (flow) => {
        // What is being saved would come back over the new draft, or its revision would.
        await saving.get(flow);
        const entry = entryOf(flow);
        stopWaiting(flow);
        update(flow, { saving: { kind: 'saving' } });
        try {
          const { revision } = await client.invoke('drafts.clear', { flow });
          put(flow, { kind: 'ready', value: await begin(flow, entry?.draft.practice ?? false, revision) });
        } catch (error) {
          update(flow, { saving: { kind: 'failed', error: asWireError(error) } });
          throw error;
        }
      },
      changedElsewhere: (flow, revision) => {
        const entry = entryOf(flow);
        if (entry === undefined || revision <= entry.revision || entry.saving.kind !== 'saved') return;
        const take = async (): Promise<void> => {
          const newest = await client.invoke('drafts.get', { flow });
          const { draft, changes } = entry;
          const taken: DraftEntry =
            newest.view === null ? await begin(flow, draft.practice, newest.revision) : fromView(newest.view);
          // What was changed here meanwhile counts: the save will tell of the conflict.
          const current = entryOf(flow);
          if (current?.changes !== changes || current.saving.kind !== 'saved') return;
          if (newest.revision > current.revision) put(flow, { kind: 'ready', value: taken });
        };
        // Without the connection there is nothing to take; the next event or save tells again.
        void take().catch(() => undefined);
      },
      refresh: () => {
        for (const flow of flows) get().changedElsewhere(flow, Number.POSITIVE_INFINITY);
      },
    };
  });
}

function fromView(view: DraftView): DraftEntry {
  return {
    draft: view.draft,
    revision: view.revision,
    facts: new Map(view.paths.map((facts) => [facts.token, facts])),
    saving: { kind: 'saved' },
    changes: 0,
  };
}

/** An export begins with a template. An import takes what the set says about itself, so that its text is empty. */
async function firstYaml(client: SluiceClient, flow: Flow): Promise<string> {
  if (flow !== 'export') return '';
  const { templates } = await client.invoke('config.templates', { site: siteOfFlow[flow] });
  return templates[0]?.yaml ?? '';
}
