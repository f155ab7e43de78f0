import {
  channelHead,
  compareWithBuild,
  parseSemVer,
  versionsOf,
  type CatalogBundle,
  type CatalogPackage,
} from '../../catalog/index.ts';

/** What stands for a package: the head of its default channel, else of any. */
export interface PackageFacts {
  readonly head: CatalogBundle | undefined;
  readonly displayName: string;
  readonly provider: string;
  readonly summary: string;
}

export function packageFacts(source: CatalogPackage): PackageFacts {
  const head = headOf(source);
  const { displayName = '', provider = '', summary = '' } = head?.facts ?? {};
  return {
    head,
    displayName: displayName === '' ? source.name : displayName,
    provider,
    summary: summary === '' ? firstParagraph(source.description ?? '') : summary,
  };
}

function headOf(source: CatalogPackage): CatalogBundle | undefined {
  const channel = source.channels.find(({ name }) => name === source.defaultChannel) ?? source.channels[0];
  if (channel === undefined) return source.bundles[0];
  // Where a channel has several heads, the highest version stands for it.
  const name = channelHead(channel)?.name ?? versionsOf(source, channel).at(-1)?.bundle;
  return source.bundles.find((bundle) => bundle.name === name);
}

/** Why the package (no name), a channel or a bundle of it is deprecated. */
export function deprecation(
  { deprecations }: Pick<CatalogPackage, 'deprecations'>,
  schema: 'olm.package' | 'olm.channel' | 'olm.bundle',
  name?: string,
): string | undefined {
  return deprecations
    .flatMap(({ entries }) => entries)
    .find((entry) => entry.schema === schema && (name === undefined || entry.name === name))?.message;
}

/** Highest version first; bundles without one that can be read last, by name. */
export function highestFirst<
  Versioned extends { readonly name: string; readonly version?: string | undefined },
>(bundles: readonly Versioned[]): Versioned[] {
  return bundles
    .map((bundle) => ({
      bundle,
      version: bundle.version === undefined ? undefined : parseSemVer(bundle.version),
    }))
    .toSorted((a, b) => {
      const known = Number(b.version !== undefined) - Number(a.version !== undefined);
      const order =
        a.version === undefined || b.version === undefined ? known : compareWithBuild(b.version, a.version);
      return order || (a.bundle.name < b.bundle.name ? -1 : 1);
    })
    .map(({ bundle }) => bundle);
}

function firstParagraph(text: string): string {
  const paragraph =
    text
      .split(/\n\s*\n/)
      .map((part) => part.replaceAll(/\s+/g, ' ').trim())
      .find((part) => part !== '' && !part.startsWith('#')) ?? '';
  return paragraph.slice(0, 500);
}
