import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ChartRepositoryModel, PlanReport } from '../../../core/contract/index.ts';
import type { History } from './text-history.ts';

/** A repository of charts as the file names it. */
type Repository = Pick<ChartRepositoryModel, 'name' | 'url'>;
type PlannedRelease = PlanReport['releases'][number];
type PlannedPackage = PlanReport['operators'][number];

export interface ReleaseSize {
  /** Of the whole release: the same in every plan. */
  readonly bytes: number;
  /** Bytes that no earlier release of the last plan has; absent: the last plan did not have this release. */
  readonly newBytes?: number;
}

/** What a package of a plan comes to. */
export type PackageSize = Pick<PlannedPackage, 'bundles' | 'images' | 'bytes' | 'newBytes'>;

/** What is known beyond one page's life while content is chosen. */
export interface ContentSlice {
  /** Steps back and forward of the configuration that was edited last. */
  readonly history: History | undefined;
  /** Sizes that plans found out from manifests, by `sizeKey`; nothing in it is a guess. */
  readonly sizes: ReadonlyMap<string, ReleaseSize>;
  /** Releases of the last plan. */
  readonly planned: readonly PlannedRelease[];
  /** Sizes of operator packages in the last plan, by `packageKey`. */
  readonly packageSizes: ReadonlyMap<string, PackageSize>;
  /** Catalogues that were opened to choose from, though nothing of them is in a configuration yet. */
  readonly openedCatalogs: readonly string[];
  /** The same of repositories of charts. */
  readonly openedRepositories: readonly Repository[];
  /** The last plan, for what is read of it page by page. */
  readonly planId: string | undefined;
  /** How the releases of a channel are shown. */
  readonly releasesAs: 'graph' | 'table';
  showReleasesAs(view: 'graph' | 'table'): void;
  keepHistory(history: History): void;
  openCatalog(catalog: string): void;
  closeCatalog(catalog: string): void;
  openRepository(repository: Repository): void;
  closeRepository(repository: Repository): void;
  learnPlan(planId: string): void;
  learnPackages(packages: readonly PlannedPackage[]): void;
  /** Takes over the releases of a plan. */
  learn(releases: readonly PlannedRelease[]): void;
}

export function packageKey(catalog: string, name: string): string {
  return `${catalog} ${name}`;
}

function withoutRepository(all: readonly Repository[], { name, url }: Repository): readonly Repository[] {
  return all.filter((one) => one.name !== name || one.url !== url);
}

export function sizeKey(version: string, architecture: string): string {
  return `${version} ${architecture}`;
}

export function createContentStore(): StoreApi<ContentSlice> {
  return createStore<ContentSlice>((set) => ({
    history: undefined,
    sizes: new Map(),
    planned: [],
    packageSizes: new Map(),
    openedCatalogs: [],
    openedRepositories: [],
    planId: undefined,
    releasesAs: 'graph',
    showReleasesAs: (releasesAs) => set({ releasesAs }),
    keepHistory: (history) => set({ history }),
    openCatalog: (catalog) =>
      set(({ openedCatalogs }) => ({ openedCatalogs: [...new Set([...openedCatalogs, catalog])] })),
    closeCatalog: (catalog) =>
      set(({ openedCatalogs }) => ({ openedCatalogs: openedCatalogs.filter((one) => one !== catalog) })),
    openRepository: (repository) =>
      set(({ openedRepositories }) => ({
        openedRepositories: [...withoutRepository(openedRepositories, repository), repository],
      })),
    closeRepository: (repository) =>
      set(({ openedRepositories }) => ({
        openedRepositories: withoutRepository(openedRepositories, repository),
      })),
    learnPlan: (planId) => set({ planId }),
    learnPackages: (packages) =>
      set({ packageSizes: new Map(packages.map((one) => [packageKey(one.catalog, one.package), one])) }),
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
