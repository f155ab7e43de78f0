import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TopicPayload } from '../../../core/contract/index.ts';

export interface Notice {
  readonly id: number;
  readonly at: number;
  readonly read: boolean;
  readonly notice: TopicPayload<'notice'>;
}

/** Notices kept in the drawer. */
const kept = 50;

export interface NoticesSlice {
  /** Newest first. */
  readonly notices: readonly Notice[];
  add(notice: TopicPayload<'notice'>): void;
  markRead(): void;
  clear(): void;
}

export function createNoticesStore(now: () => number): StoreApi<NoticesSlice> {
  let nextId = 1;
  return createStore<NoticesSlice>((set) => ({
    notices: [],
    add: (notice) =>
      set(({ notices }) => ({
        notices: [{ id: nextId++, at: now(), read: false, notice }, ...notices].slice(0, kept),
      })),
    markRead: () => set(({ notices }) => ({ notices: notices.map((notice) => ({ ...notice, read: true })) })),
    clear: () => set({ notices: [] }),
  }));
}
