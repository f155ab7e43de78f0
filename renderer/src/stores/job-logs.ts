import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LogLine, SluiceClient, WireError } from '../../../core/contract/index.ts';
import { asWireError } from '../hooks/use-command.ts';

/** Lines kept in the page; the host has all of them in a file. */
const kept = 10_000;
/** Lines fetched at once. */
const pageSize = 1000;

export interface LogView {
  /** Oldest first. */
  readonly lines: readonly LogLine[];
  readonly loading: boolean;
  /** Earlier lines are not here any more. */
  readonly isCut: boolean;
  readonly error: WireError | undefined;
}

export interface JobLogsSlice {
  readonly byJob: ReadonlyMap<string, LogView>;
  /** Follows a job's log until the function that it gives is called. */
  open(jobId: string): () => void;
  receive(jobId: string, lines: readonly LogLine[]): void;
  /** Fetches what came meanwhile, of all jobs that are followed. */
  refresh(jobId?: string): void;
}

const emptyView: LogView = { lines: [], loading: true, isCut: false, error: undefined };

export function createJobLogsStore(client: SluiceClient): StoreApi<JobLogsSlice> {
  const followers = new Map<string, number>();
  /** Logs being fetched; `again` when lines were told meanwhile that the answer may not have. */
  const catchingUp = new Map<string, { again: boolean }>();

  return createStore<JobLogsSlice>((set, get) => {
    const update = (jobId: string, change: (view: LogView) => Partial<LogView>): void =>
      set(({ byJob }) => {
        const view = byJob.get(jobId) ?? emptyView;
        return { byJob: new Map(byJob).set(jobId, { ...view, ...change(view) }) };
      });

    const append = (jobId: string, news: readonly LogLine[]): void => {
      if (news.length === 0) return;
      update(jobId, ({ lines, isCut }) => {
        const all = [...lines, ...news];
        return all.length > kept ? { lines: all.slice(-kept), isCut: true } : { lines: all, isCut };
      });
    };

    const lastOf = (jobId: string): number => get().byJob.get(jobId)?.lines.at(-1)?.seq ?? -1;

    const catchUp = async (jobId: string): Promise<void> => {
      const running = catchingUp.get(jobId);
      if (running !== undefined) {
        running.again = true;
        return;
      }
      const turn = { again: false };
      catchingUp.set(jobId, turn);
      try {
        for (;;) {
          const after = lastOf(jobId);
          const { lines, oldest } = await client.invoke('jobs.logs', { jobId, after, limit: pageSize });
          if (oldest > after + 1) update(jobId, () => ({ isCut: true }));
          append(jobId, newer(lines, lastOf(jobId)));
          const isEnd = lines.length < pageSize && !turn.again;
          turn.again = false;
          if (isEnd) break;
        }
        update(jobId, () => ({ loading: false, error: undefined }));
      } catch (error) {
        update(jobId, () => ({ loading: false, error: asWireError(error) }));
      } finally {
        catchingUp.delete(jobId);
      }
    };

    return {
      byJob: new Map(),
      open: (jobId) => {
        followers.set(jobId, (followers.get(jobId) ?? 0) + 1);
        void catchUp(jobId);
        let isOpen = true;
        return () => {
          if (!isOpen) return;
          isOpen = false;
          const rest = (followers.get(jobId) ?? 1) - 1;
          if (rest > 0) {
            followers.set(jobId, rest);
            return;
          }
          followers.delete(jobId);
          keepLatest(set, followers, jobId);
        };
      },
      receive: (jobId, lines) => {
        if (!followers.has(jobId)) return;
        const last = lastOf(jobId);
        const news = newer(lines, last);
        const first = news[0];
        if (first === undefined) return;
        // Something between is missing: it is fetched, and these with it.
        if (first.seq > last + 1) void catchUp(jobId);
        else append(jobId, news);
      },
      refresh: (jobId) => {
        for (const id of followers.keys()) if (jobId === undefined || id === jobId) void catchUp(id);
      },
    };
  });
}

function newer(lines: readonly LogLine[], last: number): readonly LogLine[] {
  return lines.filter(({ seq }) => seq > last);
}

/** Of the logs that nobody looks at, only the one just closed is kept. */
function keepLatest(
  set: StoreApi<JobLogsSlice>['setState'],
  followers: ReadonlyMap<string, number>,
  closed: string,
): void {
  set(({ byJob }) => ({
    byJob: new Map([...byJob].filter(([jobId]) => jobId === closed || followers.has(jobId))),
  }));
}
