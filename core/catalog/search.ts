import type { CatalogModel, CatalogPackage } from './model.ts';

/** A package that a search found. */
export interface SearchHit {
  readonly package: string;
  /** Where the words were found: the best place for the least well found word. */
  readonly in: 'name' | 'display-name' | 'provider' | 'description';
}

/** Finds packages by words, best first. Every word has to be there; nothing to look for finds all. */
export type PackageSearch = (text: string) => readonly SearchHit[];

/** What of a package is searched, in lower case. */
interface Entry {
  readonly package: string;
  readonly name: string;
  readonly displayNames: readonly string[];
  readonly providers: readonly string[];
  readonly descriptions: readonly string[];
  /** All of these in one text: most words are nowhere in most packages. */
  readonly all: string;
}

/** Where a word may be found, best first. */
const places: readonly {
  readonly in: SearchHit['in'];
  readonly has: (entry: Entry, word: string) => boolean;
}[] = [
  { in: 'name', has: ({ name }, word) => name === word },
  { in: 'name', has: ({ name }, word) => name.startsWith(word) },
  { in: 'display-name', has: ({ displayNames }, word) => displayNames.some((text) => text.startsWith(word)) },
  { in: 'name', has: ({ name }, word) => beginsWord(name, word) },
  {
    in: 'display-name',
    has: ({ displayNames }, word) => displayNames.some((text) => beginsWord(text, word)),
  },
  { in: 'name', has: ({ name }, word) => name.includes(word) },
  { in: 'display-name', has: ({ displayNames }, word) => displayNames.some((text) => text.includes(word)) },
  { in: 'provider', has: ({ providers }, word) => providers.some((text) => text.includes(word)) },
  { in: 'description', has: ({ descriptions }, word) => descriptions.some((text) => text.includes(word)) },
];

const longestQuery = 200;

/**
 * Makes a catalogue's packages searchable by their names, display names, providers and descriptions; those are
 * gone through once, so that a search is quick enough for every key that is pressed.
 */
export function createPackageSearch({ packages }: CatalogModel): PackageSearch {
  const entries = [...packages.values()]
    .map(entryOf)
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return (text) => {
    const words = text
      .slice(0, longestQuery)
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    return entries
      .flatMap((entry) => {
        const ranks = words.map((word) => rankOf(entry, word));
        return ranks.includes(-1) ? [] : [{ entry, worst: Math.max(0, ...ranks) }];
      })
      .toSorted((a, b) => a.worst - b.worst)
      .map(({ entry, worst }) => ({ package: entry.package, in: places[worst]?.in ?? 'name' }));
  };
}

/** The best place of a word; -1 when it is nowhere. */
function rankOf(entry: Entry, word: string): number {
  return entry.all.includes(word) ? places.findIndex(({ has }) => has(entry, word)) : -1;
}

function entryOf({ name, description, bundles }: CatalogPackage): Entry {
  const distinct = (texts: readonly (string | undefined)[]): readonly string[] => [
    ...new Set(texts.flatMap((text) => (text === undefined || text === '' ? [] : [text.toLowerCase()]))),
  ];
  const displayNames = distinct(bundles.map(({ facts }) => facts.displayName));
  const providers = distinct(bundles.map(({ facts }) => facts.provider));
  const descriptions = distinct([description, ...bundles.map(({ facts }) => facts.summary)]);
  const lowered = name.toLowerCase();
  return {
    package: name,
    name: lowered,
    displayNames,
    providers,
    descriptions,
    all: [lowered, ...displayNames, ...providers, ...descriptions].join('\n'),
  };
}

function beginsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || /[\s\-_./(]/.test(text.charAt(at - 1))) return true;
  }
  return false;
}
