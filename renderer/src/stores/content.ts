import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PlanReport } from '../../../core/contract/index.ts';
import type { History } from './text-history.ts';

type PlannedRelease = PlanReport['releases'][number];

export interface ReleaseSize {
  /** Of the whole release: the same in every plan. */
  readonly bytes: number;
  /** Bytes that no earlier release of the last plan has; absent: the last plan did not have this release. */
  readonly newBytes?: number;
}

/** What is known beyond one page's life while content is chosen. */
export interface ContentSlice {
  /** Steps back and forward of the configuration that was edited last. */
  readonly history: History | undefined;
  /** Sizes that plans found out from manifests, by `sizeKey`; nothing in it is a guess. */
  readonly sizes: ReadonlyMap<string, ReleaseSize>;
  /** Releases of the last plan. */
  readonly planned: readonly PlannedRelease[];
  /** How the releases of a channel are shown. */
  readonly releasesAs: 'graph' | 'table';
  showReleasesAs(view: 'graph' | 'table'): void;
  keepHistory(history: History): void;
  /** Takes over the releases of a plan. */
  learn(releases: readonly PlannedRelease[]): void;
}

export function sizeKey(version: string, architecture: string): string {
  return `${version} ${architecture}`;
}

export function createContentStore(): StoreApi<ContentSlice> {
  return createStore<ContentSlice>((set) => ({
    history: undefined,
    sizes: new Map(),
    planned: [],
    releasesAs: 'graph',
    showReleasesAs: (releasesAs) => set({ releasesAs }),
    keepHistory: (history) => set({ history }),
    learn: (releases) =>
      set((state) => {
        const sizes = new Map(
          [...state.sizes].map(([key, { bytes }]): [string, ReleaseSize] => [key, { bytes }]),
        );
        for (const { version, architecture, bytes, newBytes } of releases) {
          sizes.set(sizeKey(version, architecture), { bytes, newBytes });
        }
        return { sizes, planned: releases };
      }),
  }));
}
