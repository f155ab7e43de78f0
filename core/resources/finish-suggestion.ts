import type { CatalogChoices, FinishChoices, defaultSourceNames } from '../contract/index.ts';
import type { CatalogSourceFacts } from './finish-facts.ts';

type DefaultSource = (typeof defaultSourceNames)[number];

/** Red Hat's indexes, and what a cluster calls its default source of each. */
const redHatIndexes: readonly {
  readonly index: string;
  readonly name: DefaultSource;
  readonly displayName: string;
}[] = [
  { index: 'redhat-operator-index', name: 'redhat-operators', displayName: 'Red Hat Operators' },
  { index: 'certified-operator-index', name: 'certified-operators', displayName: 'Certified Operators' },
  { index: 'community-operator-index', name: 'community-operators', displayName: 'Community Operators' },
  { index: 'redhat-marketplace-index', name: 'redhat-marketplace', displayName: 'Red Hat Marketplace' },
];

/** Nothing is changed. */
export function unchangedCatalog(file: string): CatalogChoices {
  return {
    file,
    name: '',
    namespace: '',
    displayName: '',
    publisher: '',
    pollInterval: '',
    security: '',
    priority: '',
  };
}

/**
 * What a cluster's own source of the same content is called: operators and Subscriptions expect that name (users.md
 * pain 37). Undefined for an index that is not Red Hat's. The interval is that of the documentation's examples; the
 * index has run `restricted` since it is built with opm 1.21 (OpenShift, "Catalog sources and pod security admission").
 */
export function suggestedCatalog({ image, pinned, now }: CatalogSourceFacts): CatalogChoices | undefined {
  // A limit of nested paths joins elements with a dash: `redhat-redhat-operator-index`.
  const [name = ''] = image.split('@');
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  const repository = colon < 0 ? name : name.slice(0, colon);
  const known = redHatIndexes.find(({ index }) => new RegExp(`[/-]${index}$`).test(repository));
  if (known === undefined) return undefined;
  return {
    ...unchangedCatalog(now.file),
    name: known.name,
    displayName: known.displayName,
    publisher: 'Red Hat',
    pollInterval: pinned ? '' : '30m',
    security: 'restricted',
  };
}

/**
 * A beginning for somebody who has not chosen yet. `kept` are the choices of an earlier import into the same registry:
 * those of files that are still there stay as they are. A name that more than one file could have is given to none.
 */
export function beginningChoices(
  sources: readonly CatalogSourceFacts[],
  kept: FinishChoices | undefined,
  authority: string,
): FinishChoices {
  const chosen = new Map(kept?.catalogs.map((choices) => [choices.file, choices]));
  const wanted = sources.map(
    (source) => chosen.get(source.now.file) ?? suggestedCatalog(source) ?? unchangedCatalog(source.now.file),
  );
  const names = wanted.map(({ name }, place) => name || (sources[place]?.now.name ?? ''));
  const catalogs = wanted.map((choices, place) =>
    chosen.has(choices.file) || names.indexOf(names[place] ?? '') === names.lastIndexOf(names[place] ?? '')
      ? choices
      : { ...choices, name: '' },
  );
  if (kept !== undefined) return { ...kept, catalogs };
  return { catalogs, defaultSources: { kind: sources.length === 0 ? 'keep' : 'all' }, authority };
}
