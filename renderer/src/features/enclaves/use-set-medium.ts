import { useCallback } from 'react';
import type { PathFacts } from '../../../../core/contract/index.ts';
import { useSlice, useStores } from '../../stores/context.tsx';
import type { BoardStore } from './stores/create-board.ts';
import type { ExportDraft } from './use-export-draft.ts';

const flow = 'enclave-export';

/**
 * Gives an enclave another medium: the profile remembers it, and the next export begins with it. An export that has
 * the enclave already, and is not started, gets it as well. True: kept.
 */
export function useSetMedium(
  board: BoardStore,
  draft: ExportDraft | undefined,
): (enclaveId: string, folder: PathFacts) => Promise<boolean> {
  const { drafts } = useStores();
  const practice = useSlice('practice', (slice) => slice.state.running);
  return useCallback(
    async (enclaveId, folder) => {
      const { token: to, driveId } = folder;
      const medium = { to, ...(driveId !== undefined && { driveId }) };
      const isKept = await board.getState().place(enclaveId, medium);
      if (!isKept || draft?.enclaveIds.includes(enclaveId) !== true) return isKept;
      await drafts.getState().open(flow, practice);
      drafts.getState().change(
        flow,
        (latest) => ({
          enclaves: latest.enclaves.map((entry) => (entry.id === enclaveId ? { ...entry, to } : entry)),
        }),
        [folder],
      );
      await drafts.getState().flush(flow);
      return isKept;
    },
    [board, drafts, draft, practice],
  );
}
