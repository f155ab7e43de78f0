import { channelHead, type CatalogModel, type CatalogPackage } from '../../catalog/index.ts';
import { SluiceError, type Message } from '../../contract/index.ts';
import { originalRecord, openBasis } from '../mirror/operators/basis.ts';
import { registryEnd } from '../mirror/source-end.ts';
import type { SourceEnd } from '../mirror/task.ts';
import { openNetwork, type NetworkRequest } from '../network.ts';
import { showFindings, toMessage, type Observer } from '../observer.ts';
import type { HostServices } from '../services.ts';
import { parseImageReference } from '../../reference/index.ts';
import { wholeCatalog } from './at-catalogs.ts';
import { deprecation, highestFirst, packageFacts } from './package-facts.ts';
import { publishedCatalogs } from './published.ts';

export interface OperatorQuery extends NetworkRequest {
  /** List the catalogues of `version` instead of operators. */
  readonly catalogs?: boolean | undefined;
  /** A minor release such as `4.18`. */
  readonly version?: string | undefined;
  readonly catalog?: string | undefined;
  readonly package?: string | undefined;
  readonly channel?: string | undefined;
}

export type OperatorListing =
  | {
      readonly kind: 'catalogs';
      readonly version: string;
      readonly catalogs: readonly {
        readonly catalog: string;
        readonly available: boolean;
        /** Why it is not. */
        readonly error?: Message;
      }[];
    }
  | {
      readonly kind: 'packages';
      readonly catalog: string;
      readonly packages: readonly {
        readonly name: string;
        readonly displayName: string;
        readonly defaultChannel?: string;
        readonly deprecated?: string;
      }[];
    }
  | {
      readonly kind: 'channels';
      readonly catalog: string;
      readonly package: string;
      readonly channels: readonly {
        readonly name: string;
        readonly isDefault: boolean;
        readonly head?: string;
        readonly deprecated?: string;
      }[];
    }
  | {
      readonly kind: 'versions';
      readonly catalog: string;
      readonly package: string;
      readonly channel: string;
      /** Highest first. */
      readonly versions: readonly {
        readonly bundle: string;
        readonly version?: string;
        readonly deprecated?: string;
      }[];
    };

interface Context {
  readonly observer: Observer;
  readonly signal: AbortSignal;
}

/**
 * `sluice list operators` (oc-mirror-v2.md 2.5): the catalogues of a minor release, or the packages of a catalogue,
 * the channels of a package, the versions of a channel. Throws CATALOG_LIST_UNSAID, CATALOG_LIST_VERSION_MISSING,
 * CATALOG_LIST_PACKAGE_MISSING, CATALOG_PACKAGE_UNKNOWN, CATALOG_CHANNEL_UNKNOWN, and what opening a catalogue throws.
 */
export async function listOperators(
  services: HostServices,
  query: OperatorQuery,
  context: Context,
): Promise<OperatorListing> {
  const { catalogs, version, catalog } = query;
  if (catalogs === true && version === undefined) throw new SluiceError('CATALOG_LIST_VERSION_MISSING');
  if (catalogs !== true && catalog === undefined) throw new SluiceError('CATALOG_LIST_UNSAID');
  if (query.channel !== undefined && query.package === undefined) {
    throw new SluiceError('CATALOG_LIST_PACKAGE_MISSING', { params: { channel: query.channel } });
  }
  const network = await openNetwork(services, query, context.observer);
  const end = registryEnd(services, network, context.observer);
  try {
    if (catalogs === true && version !== undefined) return await publishedFor(end, version, context);
    return await operatorsOf(services, end, { ...query, catalog: catalog ?? '' }, context);
  } finally {
    await end.close();
    await network.close();
  }
}

async function publishedFor(end: SourceEnd, version: string, { signal }: Context): Promise<OperatorListing> {
  const catalogs = await Promise.all(
    publishedCatalogs([version]).map(async (catalog) => {
      try {
        const record = originalRecord(wholeCatalog(catalog), parseImageReference(catalog), 'oc-mirror');
        const { source, repository, tag = 'latest' } = await end.locate(record);
        return { catalog, available: (await source.resolveTag(repository, tag, signal)) !== undefined };
      } catch (error) {
        signal.throwIfAborted();
        return { catalog, available: false, error: toMessage(error) };
      }
    }),
  );
  return { kind: 'catalogs', version, catalogs };
}

async function operatorsOf(
  services: HostServices,
  source: SourceEnd,
  query: OperatorQuery & { readonly catalog: string },
  { observer, signal }: Context,
): Promise<OperatorListing> {
  const basis = await openBasis(
    { services, source, layout: 'oc-mirror', signal },
    wholeCatalog(query.catalog),
  );
  try {
    showFindings(observer, basis.findings);
    return listingOf(basis.catalog.model, query);
  } finally {
    await basis.catalog.close();
  }
}

function listingOf(
  { packages }: CatalogModel,
  { catalog, package: name, channel }: OperatorQuery & { readonly catalog: string },
): OperatorListing {
  if (name === undefined) {
    return { kind: 'packages', catalog, packages: [...packages.values()].map(packageRow).toSorted(byName) };
  }
  const source = packages.get(name);
  const named = { params: { catalog, package: name }, affected: [name] };
  if (source === undefined) throw new SluiceError('CATALOG_PACKAGE_UNKNOWN', named);
  if (channel === undefined) {
    const channels = source.channels.map((one) => channelRow(source, one)).toSorted(byName);
    return { kind: 'channels', catalog, package: name, channels };
  }
  const entries = source.channels.find((one) => one.name === channel)?.entries;
  if (entries === undefined) {
    throw new SluiceError('CATALOG_CHANNEL_UNKNOWN', { ...named, params: { ...named.params, channel } });
  }
  const names = new Set(entries.map((entry) => entry.name));
  const versions = highestFirst(source.bundles.filter((bundle) => names.has(bundle.name))).map(
    ({ name: bundle, version }) => ({
      bundle,
      ...(version !== undefined && { version }),
      ...deprecatedBy(deprecation(source, 'olm.bundle', bundle)),
    }),
  );
  return { kind: 'versions', catalog, package: name, channel, versions };
}

function packageRow(
  source: CatalogPackage,
): Extract<OperatorListing, { readonly kind: 'packages' }>['packages'][number] {
  const { name, defaultChannel } = source;
  return {
    name,
    displayName: packageFacts(source).displayName,
    ...(defaultChannel !== undefined && { defaultChannel }),
    ...deprecatedBy(deprecation(source, 'olm.package')),
  };
}

function channelRow(
  source: CatalogPackage,
  channel: CatalogPackage['channels'][number],
): Extract<OperatorListing, { readonly kind: 'channels' }>['channels'][number] {
  const head = channelHead(channel)?.name;
  return {
    name: channel.name,
    isDefault: channel.name === source.defaultChannel,
    ...(head !== undefined && { head }),
    ...deprecatedBy(deprecation(source, 'olm.channel', channel.name)),
  };
}

function deprecatedBy(message: string | undefined): { readonly deprecated?: string } {
  return message === undefined ? {} : { deprecated: message };
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}
