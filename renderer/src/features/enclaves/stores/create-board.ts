import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  profileOf,
  type ConfigEdit,
  type ConfigView,
  type ContentModel,
  type Enclave,
  type EnclaveView,
  type SluiceClient,
  type WireError,
} from '../../../../../core/contract/index.ts';
import { asWireError } from '../../../hooks/use-command.ts';

export type Saving =
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving' }
  /** The change is here and not at the host. */
  | { readonly kind: 'failed'; readonly error: WireError };

/** One enclave's configuration while it is shown and changed. */
export interface BoardEntry {
  readonly enclave: EnclaveView;
  /** What is shown: newer than the enclave's while it is being saved. */
  readonly yaml: string;
  /** What the host said of `yaml`; undefined while it was not asked. */
  readonly view: ConfigView | undefined;
  readonly saving: Saving;
  /** Another medium that is not kept yet. */
  readonly medium: MediumOf | undefined;
  /** A change could not be made, or the text could not be read. */
  readonly error: WireError | undefined;
}

/** The edits that a configuration needs; none: there is nothing to do any more. */
export type EditsOf = (model: ContentModel) => readonly ConfigEdit[];

/** Where an enclave's sets go; a folder may lie on no drive that can be known again. */
export type MediumOf = Required<Pick<Enclave, 'to'>> & Pick<Enclave, 'driveId'>;

/** A change that can be taken back. */
export interface Step {
  readonly enclaveId: string;
  readonly before: string;
  readonly after: string;
}

export interface BoardState {
  /** By the enclave's id. */
  readonly entries: ReadonlyMap<string, BoardEntry>;
  readonly last: Step | undefined;
  /** The host's list: what is being saved here stays as it is here. */
  show(enclaves: readonly EnclaveView[]): void;
  /**
   * Changes by ticks, one after the other for each enclave, kept at once. `edits` are worked out when their turn
   * comes: a range that grows twice in a row grows from what it has become. True: made and kept.
   */
  apply(enclaveId: string, edits: EditsOf): Promise<boolean>;
  /** Another text. True: kept. */
  replace(enclaveId: string, yaml: string): Promise<boolean>;
  /** Another medium for its sets, kept at once. True: kept. */
  place(enclaveId: string, medium: MediumOf): Promise<boolean>;
  /** Tries to keep what could not be kept. */
  retry(enclaveId: string): Promise<boolean>;
  /** After another window changed the enclave: its change instead of the one here. Throws RemoteError. */
  takeTheirs(enclaveId: string): Promise<void>;
  /** After another window changed the enclave: the change here over its change. True: kept. */
  keepMine(enclaveId: string): Promise<boolean>;
  /** Takes the last change back, unless the text was changed elsewhere since. */
  undo(): Promise<boolean>;
  /** Asks the host again about a text. */
  describe(enclaveId: string): Promise<void>;
}

export type BoardStore = StoreApi<BoardState>;

/**
 * The configurations of all enclaves, changed by ticks: `config.apply` makes the new text, so that comments and
 * unknown keys survive, and it is kept with `enclaves.save` at once. What is under way when the page is left is
 * finished.
 */
export function createBoard(
  client: SluiceClient,
  save: (enclave: Enclave) => Promise<EnclaveView>,
): BoardStore {
  const queues = new Map<string, Promise<unknown>>();
  return createStore<BoardState>((set, get) => {
    const update = (id: string, patch: Partial<BoardEntry>): void =>
      set(({ entries }) => {
        const entry = entries.get(id);
        return entry === undefined ? {} : { entries: new Map(entries).set(id, { ...entry, ...patch }) };
      });
    /** One change of an enclave after the other: the second one builds on the first one's text. */
    const inTurn = (id: string, work: () => Promise<boolean>): Promise<boolean> => {
      const turn = (queues.get(id) ?? Promise.resolve()).then(work);
      queues.set(id, turn);
      return turn;
    };
    const describe = async (id: string): Promise<void> => {
      const asked = get().entries.get(id)?.yaml;
      if (asked === undefined) return;
      try {
        const view = await client.invoke('config.describe', { yaml: asked });
        if (get().entries.get(id)?.yaml === asked) update(id, { view, error: undefined });
      } catch (error) {
        update(id, { error: asWireError(error) });
      }
    };
    const keep = async (id: string): Promise<boolean> => {
      const entry = get().entries.get(id);
      if (entry === undefined) return false;
      update(id, { saving: { kind: 'saving' } });
      try {
        // The answer's revision at once: the next change may be waiting, and builds on this one.
        const enclave = await save(changedProfile(entry));
        update(id, { enclave, medium: undefined, saving: { kind: 'saved' } });
        return true;
      } catch (error) {
        update(id, { saving: { kind: 'failed', error: asWireError(error) } });
        return false;
      }
    };
    const newest = async (id: string): Promise<EnclaveView | undefined> =>
      (await client.invoke('enclaves.list', {})).enclaves.find((enclave) => enclave.id === id);
    const put = async (id: string, before: string, view: ConfigView): Promise<boolean> => {
      update(id, { yaml: view.yaml, view, error: undefined });
      set({ last: { enclaveId: id, before, after: view.yaml } });
      return keep(id);
    };
    const applyNow = async (id: string, editsOf: EditsOf): Promise<boolean> => {
      const { yaml: before, view: known } = get().entries.get(id) ?? {};
      if (before === undefined || known?.model === undefined) return false;
      const edits = editsOf(known.model);
      if (edits.length === 0) return false;
      try {
        const input = { yaml: before, edits: [...edits] };
        const view = await client.invoke('config.apply', input);
        return await put(id, before, view);
      } catch (error) {
        update(id, { error: asWireError(error) });
        return false;
      }
    };
    const replaceNow = async (id: string, yaml: string): Promise<boolean> => {
      const before = get().entries.get(id)?.yaml;
      if (before === undefined) return false;
      try {
        const view = await client.invoke('config.describe', { yaml });
        return await put(id, before, view);
      } catch (error) {
        update(id, { error: asWireError(error) });
        return false;
      }
    };
    return {
      entries: new Map(),
      last: undefined,
      show: (enclaves) => {
        const former = get().entries;
        const fresh: string[] = [];
        const entries = new Map(
          enclaves.map((enclave): [string, BoardEntry] => {
            const entry = former.get(enclave.id);
            // What is not kept yet goes on from the revision that it began with, so that the host can tell. A list that
            // was asked for before a save may come after it.
            const isPending = entry !== undefined && entry.saving.kind !== 'saved';
            if (isPending || (entry !== undefined && enclave.revision < entry.enclave.revision)) {
              return [enclave.id, entry];
            }
            if (entry?.yaml === enclave.yaml) return [enclave.id, { ...entry, enclave }];
            fresh.push(enclave.id);
            return [enclave.id, entryOf(enclave)];
          }),
        );
        set({ entries });
        for (const id of fresh) void describe(id);
      },
      apply: (id, edits) => inTurn(id, () => applyNow(id, edits)),
      replace: (id, yaml) => inTurn(id, () => replaceNow(id, yaml)),
      place: (id, medium) =>
        inTurn(id, () => {
          update(id, { medium });
          return keep(id);
        }),
      retry: (id) => inTurn(id, () => keep(id)),
      takeTheirs: async (id) => {
        await inTurn(id, async () => {
          const theirs = await newest(id);
          if (theirs !== undefined)
            set(({ entries }) => ({ entries: new Map(entries).set(id, entryOf(theirs)) }));
          return theirs !== undefined;
        });
        await describe(id);
      },
      keepMine: (id) =>
        inTurn(id, async () => {
          const entry = get().entries.get(id);
          try {
            const theirs = await newest(id);
            if (entry === undefined || theirs === undefined) return await keep(id);
            // Only what was changed here goes over theirs.
            const yaml = entry.yaml === entry.enclave.yaml ? theirs.yaml : entry.yaml;
            update(id, { enclave: theirs, yaml });
          } catch (error) {
            update(id, { saving: { kind: 'failed', error: asWireError(error) } });
            return false;
          }
          const isKept = await keep(id);
          if (get().entries.get(id)?.view?.yaml !== get().entries.get(id)?.yaml) await describe(id);
          return isKept;
        }),
      undo: async () => {
        const { last } = get();
        if (last === undefined) return false;
        return inTurn(last.enclaveId, async () => {
          // Another window, or a change that was still in its turn, made it another text.
          const isSameText = get().entries.get(last.enclaveId)?.yaml === last.after;
          const isDone = isSameText && (await replaceNow(last.enclaveId, last.before));
          set({ last: undefined });
          return isDone;
        });
      },
      describe,
    };
  });
}

/** An enclave as the host keeps it. */
function entryOf(enclave: EnclaveView): BoardEntry {
  const saving = { kind: 'saved' } as const;
  return { enclave, yaml: enclave.yaml, view: undefined, saving, medium: undefined, error: undefined };
}

/** What is to be kept: on the revision that the change began with. */
function changedProfile({ enclave, yaml, medium }: BoardEntry): Enclave {
  const profile = profileOf(enclave);
  if (medium === undefined) return { ...profile, yaml };
  const { driveId: _former, ...rest } = profile;
  return { ...rest, ...medium, yaml };
}
