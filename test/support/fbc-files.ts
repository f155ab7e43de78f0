import { parseAllDocuments } from 'yaml';
import type {
  CatalogBundle,
  CatalogChannel,
  CatalogModel,
  CatalogPackage,
  Deprecations,
  OtherBlob,
} from '../../core/catalog/index.ts';

type Blob = Readonly<Record<string, unknown>>;

const nowhere = { offset: 0, length: 0 };

/** Enough of a reader for tests: objects one after the other, as JSON or as YAML documents. */
export function blobsOf(text: string): readonly Blob[] {
  if (!text.trimStart().startsWith('{')) {
    return parseAllDocuments(text).map((document) => document.toJS() as Blob);
  }
  const blobs: Blob[] = [];
  for (let rest = text.trim(); rest !== '';) {
    // An object ends at the first closing brace at which it can be parsed.
    const ends = [...rest.matchAll(/^\}/gm)].map((match) => match.index + 1);
    const end = ends.find((at) => canBeParsed(rest.slice(0, at)));
    if (end === undefined) throw new Error(`no end of ${rest.slice(0, 80)}`);
    blobs.push(JSON.parse(rest.slice(0, end)) as Blob);
    rest = rest.slice(end).trim();
  }
  return blobs;
}

function canBeParsed(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The model of a catalogue out of its blobs. */
export function modelOf(blobs: readonly Blob[]): CatalogModel {
  const packages = new Map<string, CatalogPackage>();
  const names = new Set(blobs.flatMap((blob) => packageOf(blob) ?? []));
  for (const name of names) {
    const own = blobs.filter((blob) => packageOf(blob) === name);
    const described = own.find(({ schema }) => schema === 'olm.package');
    const defaultChannel = described?.['defaultChannel'];
    packages.set(name, {
      name,
      ...(typeof defaultChannel === 'string' && { defaultChannel }),
      ...(described !== undefined && { place: nowhere }),
      channels: own.filter(({ schema }) => schema === 'olm.channel').map(channelOf),
      bundles: own.filter(({ schema }) => schema === 'olm.bundle').map(bundleOf),
      deprecations: own.filter(({ schema }) => schema === 'olm.deprecations').map(deprecationsOf),
      others: own.filter(isOther).map(otherOf),
    });
  }
  const others = blobs.filter((blob) => packageOf(blob) === undefined).map(otherOf);
  return { packages, others };
}

function packageOf(blob: Blob): string | undefined {
  const name = blob['schema'] === 'olm.package' ? blob['name'] : blob['package'];
  return typeof name === 'string' && name !== '' ? name : undefined;
}

function isOther({ schema }: Blob): boolean {
  return !['olm.package', 'olm.channel', 'olm.bundle', 'olm.deprecations'].includes(String(schema));
}

function otherOf({ schema, name }: Blob): OtherBlob {
  return { schema: String(schema), ...(typeof name === 'string' && { name }), place: nowhere };
}

function channelOf(blob: Blob): CatalogChannel {
  const entries = blob['entries'] as readonly { readonly name: string; readonly skips?: readonly string[] }[];
  return {
    name: String(blob['name']),
    package: String(blob['package']),
    entries: entries.map((entry) => ({ skips: [], ...entry })),
    place: nowhere,
  };
}

function bundleOf(blob: Blob): CatalogBundle {
  const properties = (blob['properties'] ?? []) as readonly {
    readonly type: string;
    readonly value: { readonly version?: string };
  }[];
  const version = properties.find(({ type }) => type === 'olm.package')?.value.version;
  return {
    name: String(blob['name']),
    package: String(blob['package']),
    ...(version !== undefined && { version }),
    image: String(blob['image']),
    relatedImages: (blob['relatedImages'] ?? []) as CatalogBundle['relatedImages'],
    provides: [],
    requires: [],
    facts: {},
    place: nowhere,
  };
}

function deprecationsOf(blob: Blob): Deprecations {
  const entries = blob['entries'] as readonly {
    readonly reference: { readonly schema: string; readonly name?: string };
    readonly message: string;
  }[];
  return {
    place: nowhere,
    entries: entries.map(({ reference, message }) => ({ ...reference, message })),
  };
}
