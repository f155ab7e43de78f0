import { z } from 'zod';
import type { OpenedSet, SetManifest } from '../../archive/index.ts';
import { jsonValues } from '../../catalog/index.ts';
import { SluiceError } from '../../contract/index.ts';
import { parseJsonStrict } from '../../image/index.ts';
import { isDigest, type Digest } from '../../reference/index.ts';
import type { OperatorFacts } from '../../report/index.ts';

/** A package's part of a filtered catalogue, as a set carries it beside its images (oc-mirror-v2.md 4.1). */
const fileForm =
  /^working-dir\/operator-catalogs\/([^/]+)\/[0-9a-f]{64}\/filtered-catalogs\/([^/]+)\/catalog-config\/[^/]+\/catalog\.json$/;
/** Bytes. The largest package of a whole public catalogue has a fifth of it. */
const largestFile = 128 * 1024 * 1024;

const shortText = z.string().max(4096);
const bundleSchema = z.looseObject({
  schema: z.literal('olm.bundle'),
  name: shortText,
  package: shortText,
  image: shortText.default(''),
  relatedImages: z.array(z.looseObject({ image: shortText.default('') })).default([]),
  properties: z.array(z.looseObject({ type: shortText, value: z.unknown() })).default([]),
});
const packageProperty = z.looseObject({ version: shortText });

/**
 * Which images belong to which operator, as the filtered catalogues say that travel beside a set's images. They are
 * there in every set, also where the catalogue's own layers are expected at the target. A file that cannot be read,
 * or is no catalogue, names nothing.
 */
export async function filteredOperators(
  set: OpenedSet,
  manifest: SetManifest,
  signal: AbortSignal,
): Promise<OperatorFacts[]> {
  const catalogs = new Map(
    manifest.images
      .filter(({ type, accessoryOf }) => type === 'operatorCatalog' && accessoryOf === undefined)
      .map(({ tag, origin }) => [tag ?? '', origin]),
  );
  const there = new Set(manifest.images.map(({ digest }) => digest));
  const facts: OperatorFacts[] = [];
  for (const name of [...set.files.keys()].sort()) {
    const [, folder = '', hash = ''] = fileForm.exec(name) ?? [];
    if (folder === '') continue;
    signal.throwIfAborted();
    // The filter's hash is the tag of the catalogue that was made with it (oc-mirror-v2.md 7.3).
    const catalog = catalogs.get(hash) ?? folder;
    try {
      facts.push(...bundlesIn(await set.readFile(name, largestFile), catalog, there));
    } catch (error) {
      if (!(error instanceof SluiceError)) throw error;
    }
  }
  return facts;
}

function bundlesIn(bytes: Buffer, catalog: string, there: ReadonlySet<Digest>): OperatorFacts[] {
  const facts: OperatorFacts[] = [];
  const read = (into: Uint8Array, offset: number): number => bytes.copy(into, 0, offset);
  for (const { offset, length, fault } of jsonValues(read, 0, bytes.length)) {
    if (fault !== undefined) continue;
    const text = bytes.toString('utf8', offset, offset + length);
    const bundle = bundleSchema.safeParse(parseJsonStrict(text, { what: catalog })).data;
    if (bundle !== undefined) facts.push(...bundleFacts(catalog, bundle, there));
  }
  return facts;
}

/** Nothing for a bundle whose own image the set does not name: it was not asked for. */
export function bundleFacts(
  catalog: string,
  bundle: {
    readonly name: string;
    readonly package: string;
    readonly version?: string | undefined;
    readonly image: string;
    readonly relatedImages: readonly { readonly image: string }[];
    readonly properties?: readonly { readonly type: string; readonly value?: unknown }[];
  },
  there: ReadonlySet<Digest>,
): OperatorFacts[] {
  const own = digestIn(bundle.image);
  if (own !== undefined && !there.has(own)) return [];
  const named = [bundle.image, ...bundle.relatedImages.map(({ image }) => image)].map(digestIn);
  const images = [...new Set(named.filter((digest) => digest !== undefined))].filter((digest) =>
    there.has(digest),
  );
  if (images.length === 0) return [];
  const version = bundle.version ?? versionIn(bundle.properties ?? []);
  return [
    {
      catalog,
      package: bundle.package,
      bundle: bundle.name,
      ...(version !== undefined && { version }),
      images,
    },
  ];
}

function digestIn(reference: string): Digest | undefined {
  const digest = reference.split('@')[1] ?? '';
  return isDigest(digest) ? digest : undefined;
}

function versionIn(
  properties: readonly { readonly type: string; readonly value?: unknown }[],
): string | undefined {
  const property = properties.find(({ type }) => type === 'olm.package');
  return packageProperty.safeParse(property?.value).data?.version;
}
