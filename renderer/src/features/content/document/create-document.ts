import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  ConfigEdit,
  ConfigView,
  ContentModel,
  SluiceClient,
  WireError,
} from '../../../../../core/contract/index.ts';
import { asWireError } from '../../../hooks/use-command.ts';
import { record, redo, seal, undo, type History } from '../../../stores/text-history.ts';

/** Runs a function after some milliseconds; gives what stops it. */
export type Delay = (milliseconds: number, run: () => void) => () => void;

export const browserDelay: Delay = (milliseconds, run) => {
  const id = setTimeout(run, milliseconds);
  return () => clearTimeout(id);
};

/** Milliseconds of rest in typing after which a text is checked. */
const restBeforeCheck = 350;

export interface DocumentState {
  readonly history: History;
  /** What the host said of `checkedText`. */
  readonly view: ConfigView | undefined;
  readonly checkedText: string | undefined;
  /** The last one without errors: shown, and not changeable, while the text has errors. */
  readonly model: ContentModel | undefined;
  /** A form's change is on its way. */
  readonly isApplying: boolean;
  /** The host could not be asked. */
  readonly error: WireError | undefined;
  /** Another text by its author; the host is asked once it rests. */
  type(text: string): void;
  /** Another text in one step, such as a file. */
  replace(text: string): void;
  /** Changes by a form, one after the other. True: done. */
  apply(edits: readonly ConfigEdit[]): Promise<boolean>;
  undo(): void;
  redo(): void;
  /** Asks the host about the text now. */
  check(): void;
  /** Gives up what is under way. */
  close(): void;
}

export type DocumentStore = StoreApi<DocumentState>;

/**
 * A configuration that forms and an editor change together. The text is the truth: forms send edits and take the
 * text that comes back, the editor sends text and the forms take the model that comes back. No text is ever lost:
 * an edit that was asked for while somebody typed is applied to the newer text.
 */
export function createDocument(client: SluiceClient, start: History, delay: Delay): DocumentStore {
  let stopWaiting: () => void = () => undefined;
  let asking = new AbortController();
  const leaving = new AbortController();
  let queue: Promise<unknown> = Promise.resolve();
  return createStore<DocumentState>((set, get) => {
    const take = (view: ConfigView, checkedText: string): void =>
      set(({ model }) => ({ view, checkedText, model: view.model ?? model, error: undefined }));

    const ask = async (): Promise<void> => {
      stopWaiting();
      asking.abort();
      const controller = (asking = new AbortController());
      const asked = get().history.present;
      set(({ history }) => ({ history: seal(history) }));
      try {
        const view = await client.invoke('config.describe', { yaml: asked }, { signal: controller.signal });
        if (!controller.signal.aborted && get().history.present === asked) take(view, asked);
      } catch (error) {
        if (!controller.signal.aborted) set({ error: asWireError(error) });
      }
    };
    const askLater = (): void => {
      stopWaiting();
      asking.abort();
      stopWaiting = delay(restBeforeCheck, () => void ask());
    };

    const applyNow = async (edits: readonly ConfigEdit[]): Promise<boolean> => {
      set({ isApplying: true });
      try {
        for (;;) {
          if (leaving.signal.aborted) return false;
          const before = get().history.present;
          const input = { yaml: before, edits: [...edits] };
          const view = await client.invoke('config.apply', input, { signal: leaving.signal });
          // Somebody typed meanwhile: their text counts, and the edit is applied to it.
          if (get().history.present !== before) continue;
          stopWaiting();
          asking.abort();
          set(({ history }) => ({ history: record(history, view.yaml, 'form') }));
          take(view, view.yaml);
          return true;
        }
      } catch (error) {
        if (!leaving.signal.aborted) set({ error: asWireError(error) });
        return false;
      } finally {
        set({ isApplying: false });
      }
    };

    return {
      history: start,
      view: undefined,
      checkedText: undefined,
      model: undefined,
      isApplying: false,
      error: undefined,
      type: (next) => {
        set(({ history }) => ({ history: record(history, next, 'typing') }));
        askLater();
      },
      replace: (next) => {
        set(({ history }) => ({ history: record(history, next, 'form') }));
        void ask();
      },
      apply: (edits) => {
        const turn = queue.then(() => applyNow(edits));
        queue = turn;
        return turn;
      },
      undo: () => {
        set(({ history }) => ({ history: undo(history) }));
        void ask();
      },
      redo: () => {
        set(({ history }) => ({ history: redo(history) }));
        void ask();
      },
      check: () => void ask(),
      close: () => {
        stopWaiting();
        asking.abort();
        leaving.abort();
      },
    };
  });
}

/** How the forms stand to the text. */
export type FormState =
  | { readonly kind: 'loading' }
  /** What the forms show is what the text says. */
  | { readonly kind: 'ready' }
  /** The text changed and is being checked; the forms show what it was. */
  | { readonly kind: 'checking' }
  /** The text has errors from this line on; the forms show what it was before. */
  | { readonly kind: 'errors'; readonly line: number };

export function formStateOf({ view, checkedText, history }: DocumentState): FormState {
  if (view === undefined) return { kind: 'loading' };
  if (checkedText !== history.present) return { kind: 'checking' };
  if (view.model !== undefined) return { kind: 'ready' };
  const lines = view.problems.filter(({ level }) => level === 'error').map(({ line }) => line);
  return { kind: 'errors', line: lines.length > 0 ? Math.min(...lines) : 1 };
}
