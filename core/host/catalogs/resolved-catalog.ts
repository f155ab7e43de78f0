import {
  channelHead,
  imagesOf,
  type FilteredCatalog,
  type FilteredChannel,
  type FilteredPackage,
} from '../../catalog/index.ts';
import type { ResolvedCatalog, ResolvedPackage } from '../../contract/index.ts';
import type { CatalogBasis } from '../mirror/operators/basis.ts';
import { catalogFinding, failure } from './catalog-finding.ts';
import { highestFirst, packageFacts } from './package-facts.ts';

/** What one entry under `operators` comes to. */
export function resolvedCatalog(
  { operator, location, findings }: CatalogBasis,
  filtered: FilteredCatalog,
): ResolvedCatalog {
  const images = imagesOf(filtered);
  return {
    catalog: operator.catalog,
    digest: location.digest,
    packages: filtered.packages.map(resolvedPackage),
    images: images.images.length,
    findings: [
      ...[...filtered.errors, ...images.errors].map(failure),
      ...[...findings, ...filtered.findings, ...images.findings].map(catalogFinding),
    ],
  };
}

function resolvedPackage(filtered: FilteredPackage): ResolvedPackage {
  const { name, source, defaultChannel, defaultChannelReplaced, channels } = filtered;
  return {
    name,
    displayName: packageFacts(source).displayName,
    ...(defaultChannel !== undefined && { defaultChannel }),
    defaultChannelChosen: defaultChannelReplaced,
    channels: channels.map((channel) => resolvedChannel(filtered, channel)),
    images: imagesOf({ packages: [filtered] }).images.length,
  };
}

function resolvedChannel(
  { bundles }: FilteredPackage,
  channel: FilteredChannel,
): ResolvedPackage['channels'][number] {
  const names = new Set(channel.entries.map((entry) => entry.name));
  const head = channelHead(channel)?.name;
  return {
    name: channel.name,
    ...(head !== undefined && { head }),
    bundles: highestFirst(bundles.filter(({ name }) => names.has(name))).map(({ name, version }) => ({
      name,
      ...(version !== undefined && { version }),
    })),
  };
}
