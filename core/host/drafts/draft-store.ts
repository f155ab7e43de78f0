import { join } from 'node:path';
import { z } from 'zod';
import { draftSchema, SluiceError, type Draft, type Flow } from '../../contract/index.ts';
import type { EventHub } from '../app/event-hub.ts';
import { keptFile, type KeptFile } from '../kept-file.ts';
import { findingMessage } from '../observer.ts';
import type { HostServices } from '../services.ts';

export interface KeptDraft {
  readonly draft: Draft | null;
  /** Counted up with each save, also when the draft is cleared: an old page must not bring it back. */
  readonly revision: number;
  /** The host noted the jobs at this revision; a page that saves without any did not know of them yet. */
  readonly jobsNoted?: true | undefined;
}

/** What the wizards have so far: one draft for each flow, and another of the same flow in practice. */
export interface DraftStore {
  read(flow: Flow, practice: boolean): Promise<KeptDraft>;
  /** Throws DRAFT_CHANGED_ELSEWHERE when `revision` is not the newest, and STATE_NOT_SAVED. */
  save(draft: Draft, revision: number): Promise<KeptDraft>;
  clear(flow: Flow, practice: boolean): Promise<KeptDraft>;
  /**
   * Notes the jobs that a draft was started with, in place of the page, which may be closed in that moment. It is no
   * save of its own: the page saves the same over it, by the revision that it knows. What the page sent before it knew
   * of the jobs does not undo it.
   */
  noteJobs(flow: Flow, practice: boolean, jobIds: readonly string[]): Promise<void>;
  /** Removes the drafts of the Practice environment. */
  forgetPractice(): Promise<void>;
}

const fileForm = z.object({
  draft: draftSchema.nullable(),
  revision: z.number().int().nonnegative(),
  jobsNoted: z.literal(true).optional(),
});

export function createDraftStore(
  services: HostServices,
  applicationFolder: string,
  events: Pick<EventHub, 'publish'>,
): DraftStore {
  const folder = join(applicationFolder, 'drafts');
  const files = new Map<string, KeptFile<KeptDraft>>();
  const fileOf = (flow: Flow, practice: boolean): KeptFile<KeptDraft> => {
    const name = `${flow}${practice ? '-practice' : ''}.json`;
    const known =
      files.get(name) ??
      keptFile<KeptDraft>({
        services,
        file: join(folder, name),
        schema: fileForm,
        empty: { draft: null, revision: 0 },
        onDamaged: (finding) =>
          events.publish('notice', { level: 'warning', message: findingMessage(finding) }),
      });
    files.set(name, known);
    return known;
  };
  const changed = (flow: Flow, kept: KeptDraft): KeptDraft => {
    events.publish('drafts.changed', { flow, revision: kept.revision });
    return kept;
  };
  return {
    read: (flow, practice) => fileOf(flow, practice).read(),
    async save(draft, revision) {
      const kept = await fileOf(draft.flow, draft.practice).change((newest) => {
        if (newest.revision !== revision) {
          throw new SluiceError('DRAFT_CHANGED_ELSEWHERE', { params: { flow: draft.flow } });
        }
        const isUnaware = newest.jobsNoted === true && draft.jobIds.length === 0;
        const jobIds = isUnaware ? (newest.draft?.jobIds ?? []) : draft.jobIds;
        return { draft: { ...draft, jobIds }, revision: revision + 1, ...(isUnaware && { jobsNoted: true }) };
      });
      return changed(draft.flow, kept);
    },
    async clear(flow, practice) {
      const kept = await fileOf(flow, practice).change(({ draft, revision }) =>
        draft === null ? { draft, revision } : { draft: null, revision: revision + 1 },
      );
      return changed(flow, kept);
    },
    async noteJobs(flow, practice, jobIds) {
      await fileOf(flow, practice).change(({ draft, revision }) => ({
        draft: draft && { ...draft, jobIds: [...jobIds] },
        revision,
        ...(draft !== null && { jobsNoted: true }),
      }));
    },
    async forgetPractice() {
      for (const flow of draftSchema.shape.flow.options) {
        const { draft } = await fileOf(flow, true).read();
        if (draft !== null) await this.clear(flow, true);
      }
    },
  };
}
