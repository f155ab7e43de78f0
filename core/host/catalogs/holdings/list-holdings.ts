import {
  SluiceError,
  type CatalogFinding,
  type Holdings,
  type RegistryPlace,
  type Site,
} from '../../../contract/index.ts';
import { checkedPlace } from '../../run-request/to-mirror-request.ts';
import { atCatalogs, type CatalogDesk } from '../at-catalogs.ts';
import { failure } from '../catalog-finding.ts';
import { findCatalogs, heldCatalogs } from './held-catalogs.ts';
import { heldImages, type HeldImages } from './held-images.ts';
import { heldReleases } from './held-releases.ts';
import { lookAtRegistry } from './registry-look.ts';
import { rememberedNames } from './remembered-names.ts';

type Limit = NonNullable<NonNullable<Holdings['truncated']>['images']>;

export interface HoldingsQuestion {
  readonly site: Site;
  readonly registry: RegistryPlace;
  readonly signal: AbortSignal;
}

/**
 * What a registry holds of that which can be cut for an enclave. A part that cannot be looked at is a finding. Throws
 * RUN_REGISTRY_INVALID, PRACTICE_NOT_RUNNING, and what stands between this machine and the registry as a whole.
 */
export function listHoldings(
  desk: CatalogDesk,
  { site, registry, signal }: HoldingsQuestion,
): Promise<Holdings> {
  const place = checkedPlace(registry);
  const source = { kind: 'registry', place } as const;
  return atCatalogs(desk, { site, source, signal }, async (there) => {
    const { services, network } = there.content;
    const look = await lookAtRegistry(network, place, signal);
    const findings: CatalogFinding[] = [];
    if (look.repositories === undefined) findings.push(unlisted(place.host));
    const part = async <Result>(work: () => Promise<Result>, otherwise: Result): Promise<Result> => {
      try {
        return await work();
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof SluiceError)) throw error;
        findings.push({ ...failure(error), level: 'warning' });
        return otherwise;
      }
    };
    const remembered = await rememberedNames(services, place);
    const names = (await desk.known.list(services)).map(({ catalog }) => catalog);
    const releases = await part(() => heldReleases(services, look), []);
    const found = await part(() => findCatalogs(look, remembered.catalogs, names), []);
    const opened = await heldCatalogs(there, found);
    const others = new Set(found.map(({ repository }) => repository));
    const pairs = remembered.additional;
    const question = { pairs, others, ofOperators: opened.images };
    const held = await part<HeldImages>(() => heldImages(look, question), { images: [] });
    const truncated = {
      ...(opened.truncated !== undefined && { catalogs: opened.truncated }),
      ...(held.truncated !== undefined && { images: held.truncated }),
    };
    return {
      releases,
      catalogs: opened.catalogs,
      images: held.images,
      findings: [...findings, ...opened.findings, ...tooMany(place.host, truncated)],
      ...(Object.keys(truncated).length > 0 && { truncated }),
    };
  });
}

/** What was left out is said: a row that is missing then is no proof that the registry does not hold it. */
export function tooMany(
  host: string,
  { catalogs, images }: NonNullable<Holdings['truncated']>,
): readonly CatalogFinding[] {
  const finding = (code: string, params: Limit | undefined): readonly CatalogFinding[] =>
    params === undefined
      ? []
      : [{ level: 'warning', message: { code, params: { host, ...params }, affected: [host] } }];
  return [...finding('HOLDINGS_CATALOGS_CUT', catalogs), ...finding('HOLDINGS_REPOSITORIES_CUT', images)];
}

function unlisted(host: string): CatalogFinding {
  return {
    level: 'note',
    message: { code: 'HOLDINGS_NOT_LISTED', params: { host }, affected: [host] },
  };
}
