import type { ResolvedCatalog } from '../../../../../core/contract/index.ts';

/** Names of the bundles that are carried of a package, each once: channels share them. */
export function bundlesOf(one: ResolvedCatalog['packages'][number]): readonly string[] {
  return [...new Set(one.channels.flatMap(({ bundles }) => bundles.map(({ name }) => name)))];
}

/** How much the chosen operators come to. */
export function totalsOf(catalogs: readonly ResolvedCatalog[]): {
  readonly packages: number;
  readonly bundles: number;
  readonly images: number;
} {
  const packages = catalogs.flatMap((one) => one.packages);
  return {
    packages: packages.length,
    bundles: packages.reduce((sum, one) => sum + bundlesOf(one).length, 0),
    images: catalogs.reduce((sum, { images }) => sum + images, 0),
  };
}
