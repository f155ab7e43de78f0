import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { EnclaveView } from '../../../../core/contract/index.ts';
import { useClient, useStores } from '../../stores/context.tsx';
import { createBoard, type BoardState, type BoardStore } from './stores/create-board.ts';

/** The board of these enclaves: what the host tells of them, also by another window's change, comes in at once. */
export function useBoard(enclaves: readonly EnclaveView[]): { readonly store: BoardStore } & BoardState {
  const client = useClient();
  const { enclaves: saved } = useStores();
  const [store] = useState(() => {
    const board = createBoard(client, (enclave) => saved.getState().save(enclave));
    board.getState().show(enclaves);
    return board;
  });
  useEffect(() => store.getState().show(enclaves), [store, enclaves]);
  const state = useStore(store);
  return { store, ...state };
}
