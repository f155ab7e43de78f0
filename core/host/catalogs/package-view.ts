import {
  channelHead,
  checkPackage,
  type CatalogBundle,
  type CatalogChannel,
  type CatalogPackage,
  type OpenedCatalog,
} from '../../catalog/index.ts';
import {
  SluiceError,
  type BundleView,
  type CatalogChannelView,
  type ChannelEntryView,
  type Finding,
  type PackageView,
} from '../../contract/index.ts';
import { readBlob } from './blob-json.ts';
import { longDescription } from './long-description.ts';
import { catalogFinding } from './catalog-finding.ts';
import { iconAddress, isShown } from './icon.ts';
import { deprecation, highestFirst, packageFacts } from './package-facts.ts';
import { requirementNames } from './requirement-names.ts';

/**
 * All of one package. `source` may be a part of what the catalogue has. Throws CATALOG_PACKAGE_UNKNOWN, and
 * CATALOG_INDEX_DAMAGED.
 */
export async function packageView(
  catalog: Pick<OpenedCatalog, 'readBlobs' | 'findings'>,
  named: { readonly catalog: string; readonly package: string },
  source: CatalogPackage | undefined,
): Promise<PackageView> {
  if (source === undefined) throw unknownPackage(named);
  const { head, displayName, provider, summary } = packageFacts(source);
  const blob = source.place === undefined ? {} : await readBlob(catalog, source.place);
  const icon = isShown(source.icon) ? iconAddress(blob) : undefined;
  const deprecated = deprecation(source, 'olm.package');
  const findings = checkPackage(source);
  const channels = new Set(source.channels.map(({ name }) => `${source.name}/${name}`));
  const isOfChannel = ({ affected }: Finding): boolean => affected.some((name) => channels.has(name));
  const unread = catalog.findings.filter(({ affected }) => affected.includes(source.name));
  return {
    catalog: named.catalog,
    name: source.name,
    displayName,
    provider,
    description: (await longDescription(catalog, source, head)) ?? summary,
    ...(icon !== undefined && { icon }),
    ...(deprecated !== undefined && { deprecated }),
    channels: source.channels.map((channel) => channelView(source, channel, findings)),
    bundles: highestFirst(source.bundles).map((bundle) => bundleView(source, bundle)),
    findings: [...unread, ...findings.filter((finding) => !isOfChannel(finding))].map(catalogFinding),
  };
}

function channelView(
  source: CatalogPackage,
  channel: CatalogChannel,
  findings: readonly Finding[],
): CatalogChannelView {
  const deprecated = deprecation(source, 'olm.channel', channel.name);
  const head = channelHead(channel)?.name;
  const versions = new Map(source.bundles.map(({ name, version }) => [name, version]));
  const entries = [...new Map(channel.entries.map((entry) => [entry.name, entry])).values()].map(
    ({ name, replaces, skips, skipRange }): ChannelEntryView => {
      const version = versions.get(name);
      const message = deprecation(source, 'olm.bundle', name);
      return {
        name,
        ...(version !== undefined && { version }),
        ...(replaces !== undefined && replaces !== '' && { replaces }),
        skips: [...skips],
        ...(skipRange !== undefined && skipRange !== '' && { skipRange }),
        ...(message !== undefined && { deprecated: message }),
      };
    },
  );
  return {
    name: channel.name,
    isDefault: channel.name === source.defaultChannel,
    ...(deprecated !== undefined && { deprecated }),
    ...(head !== undefined && { head }),
    entries: highestFirst(entries),
    findings: findings
      .filter(({ affected }) => affected.includes(`${source.name}/${channel.name}`))
      .map(catalogFinding),
  };
}

function bundleView(source: CatalogPackage, bundle: CatalogBundle): BundleView {
  const { name, version, image, relatedImages, facts } = bundle;
  const deprecated = deprecation(source, 'olm.bundle', name);
  const images = new Set(relatedImages.map((related) => related.image));
  if (image !== '') images.add(image);
  return {
    name,
    ...(version !== undefined && { version }),
    images: images.size,
    ...(facts.minKubeVersion !== undefined && { minKubeVersion: facts.minKubeVersion }),
    ...(facts.maxOpenShiftVersion !== undefined && { maxOpenShiftVersion: facts.maxOpenShiftVersion }),
    needs: requirementNames(bundle),
    ...(deprecated !== undefined && { deprecated }),
  };
}

function unknownPackage({ catalog, package: name }: { catalog: string; package: string }): SluiceError {
  return new SluiceError('CATALOG_PACKAGE_UNKNOWN', {
    params: { catalog, package: name },
    stage: 'configure',
    affected: [name],
  });
}
