import {
  SluiceError,
  type Draft,
  type DraftView,
  type PathFacts,
  type PathToken,
} from '../../contract/index.ts';
import type { Desk } from '../app/desk.ts';
import type { HandlersOf } from '../app/handlers.ts';
import type { PracticeControl } from '../practice/practice-control.ts';
import type { DraftStore, KeptDraft } from './draft-store.ts';

/** `drafts.*`: of the environment that the application is in, the real one or practice. */
export function draftHandlers(
  desk: Pick<Desk, 'paths'> & {
    readonly drafts: DraftStore;
    readonly practice: Pick<PracticeControl, 'isOn'>;
  },
): HandlersOf<'drafts'> {
  const { drafts, paths, practice } = desk;

  const view = async ({ draft, revision }: KeptDraft): Promise<DraftView | null> =>
    draft === null ? null : { draft, revision, paths: await factsOf(paths, draft) };

  return {
    'drafts.get': async ({ flow }) => {
      const kept = await drafts.read(flow, practice.isOn());
      return { view: await view(kept), revision: kept.revision };
    },
    'drafts.save': async ({ draft, revision }) => {
      const kept = await drafts.save(draft, revision);
      const saved = kept.draft ?? draft;
      return { view: { draft: saved, revision: kept.revision, paths: await factsOf(paths, saved) } };
    },
    'drafts.clear': async ({ flow }) => {
      const { revision } = await drafts.clear(flow, practice.isOn());
      return { revision };
    },
  };
}

/** `jobs.start`, with what was started noted in the draft that it comes from: a page that is closed loses nothing. */
export function notingJobs(
  start: HandlersOf<'jobs'>['jobs.start'],
  drafts: Pick<DraftStore, 'noteJobs'>,
): HandlersOf<'jobs'>['jobs.start'] {
  return async (input, context) => {
    const answer = await start(input, context);
    const [first] = answer.jobs;
    if (first !== undefined)
      // The jobs run: a draft that cannot be written is the page's to tell, when it saves the same.
      await drafts
        .noteJobs(
          first.flow,
          first.practice,
          answer.jobs.map(({ id }) => id),
        )
        .catch(() => undefined);
    return answer;
  };
}

/** What is known of the folders in a draft; those that are gone are left out, and the page says so. */
async function factsOf(paths: Desk['paths'], draft: Draft): Promise<PathFacts[]> {
  const tokens = [draft.from, draft.to, ...draft.enclaves.map(({ to }) => to)];
  const wanted = new Set(tokens.filter((token): token is PathToken => token !== null));
  const found: PathFacts[] = [];
  for (const token of wanted) {
    try {
      found.push(await paths.describe(token));
    } catch (error) {
      if (!(error instanceof SluiceError)) throw error;
    }
  }
  return found;
}
