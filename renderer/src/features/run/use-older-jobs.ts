import { useState } from 'react';
import type { CommandOutput, Job } from '../../../../core/contract/index.ts';
import { useCommand, type CommandState } from '../../hooks/use-command.ts';
import { useSlice } from '../../stores/context.tsx';

/** Jobs fetched at once. */
const pageSize = 100;

/** The jobs that the list of the newest does not have, fetched page by page when they are asked for. */
export function useOlderJobs(): {
  readonly older: readonly Job[];
  readonly hasMore: boolean;
  readonly total: number;
  readonly state: CommandState<CommandOutput<'jobs.list'>>;
  more(): void;
} {
  const [fetched, setFetched] = useState<readonly Job[]>([]);
  const { state, run } = useCommand('jobs.list');
  const known = useSlice('jobs', ({ byId }) => byId);
  const total = useSlice('jobs', (slice) => slice.total);
  // A job that has moved since it was fetched is in the list of the newest.
  const older = fetched.filter(({ id }) => !known.has(id));
  const more = async (): Promise<void> => {
    const answer = await run({ offset: known.size + older.length, limit: pageSize });
    if (answer !== undefined) setFetched((before) => [...before, ...answer.jobs]);
  };
  return {
    older,
    hasMore: known.size + older.length < total,
    total,
    state,
    more: () => void more(),
  };
}
