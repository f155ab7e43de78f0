import { closureWith, type SetManifest } from '../archive/index.ts';
import { imageCategory } from '../image/index.ts';
import type { Digest } from '../reference/index.ts';
import { accessoryKind } from './accessory-kind.ts';
import type { ContentGroup, Contents, ReportAccessory, ReportImage, SignatureResult } from './model.ts';
import type { ImageFacts, OperatorFacts } from './parts.ts';

type Image = SetManifest['images'][number];

/** What is known of a set beside its manifest; all of it may be absent. */
export interface ContentFacts {
  /** Sizes of the blobs and manifests that the set holds. Bytes. */
  readonly sizes?: ReadonlyMap<Digest, number>;
  readonly images?: ReadonlyMap<Digest, ImageFacts>;
  readonly operators?: readonly OperatorFacts[];
}

/** The set's images with their signatures and other referrers, grouped as people ask for them. */
export function contentsOf(manifest: SetManifest, facts: ContentFacts): Contents {
  const accessories = accessoriesBySubject(manifest, facts);
  const measure = measuring(manifest, facts.sizes);
  const covered = coveredReleases(manifest);
  const images = manifest.images
    .filter((image) => image.accessoryOf === undefined)
    .map((image) => {
      const own = subjectsOf(manifest, image).flatMap((subject) => accessories.get(subject) ?? []);
      return reportImage(image, { own, covered, ...measure(image.digest), facts });
    });
  const { totals, expected } = manifest;
  return {
    groups: groupsOf(images, facts.operators ?? []),
    images: images.length,
    accessories: manifest.images.length - images.length,
    blobs: totals.blobs,
    blobBytes: totals.blobBytes,
    files: totals.files,
    bytes: totals.bytes,
    expected: { blobs: expected.length, bytes: expected.reduce((sum, { size }) => sum + size, 0) },
  };
}

interface Own {
  readonly own: readonly ReportAccessory[];
  readonly covered: ReadonlySet<string>;
  readonly bytes?: number;
  readonly carriedBytes?: number;
  readonly facts: ContentFacts;
}

function reportImage(image: Image, { own, covered, bytes, carriedBytes, facts }: Own): ReportImage {
  const { origin, repository, tag, digest, mediaType, type, release, signature } = image;
  return {
    origin,
    repository,
    ...(tag !== undefined && { tag }),
    digest,
    mediaType,
    type,
    platforms: facts.images?.get(digest)?.platforms ?? image.platforms ?? [],
    ...(bytes !== undefined && { bytes }),
    ...(carriedBytes !== undefined && { carriedBytes }),
    ...(release !== undefined && {
      release: {
        version: release.version,
        ...(release.component !== undefined && { component: release.component }),
      },
    }),
    signature: signature?.status ?? signatureOf(image, own, covered),
    ...(signature?.keyId !== undefined && { keyId: signature.keyId }),
    accessories: own,
  };
}

function signatureOf(
  { type, release }: Image,
  own: readonly ReportAccessory[],
  covered: ReadonlySet<string>,
): SignatureResult {
  const ofRelease = type === 'ocpRelease' || type === 'ocpReleaseContent';
  if (ofRelease && release !== undefined && covered.has(release.version)) return 'by-release';
  return own.some(({ kind }) => kind === 'signature') ? 'carried' : 'none';
}

/** Versions whose every payload in the set has a good signature: a payload names its components by digest. */
function coveredReleases({ releases }: SetManifest): ReadonlySet<string> {
  const bad = releases.filter(({ signature }) => signature?.status !== 'verified');
  const versions = new Set(releases.map(({ version }) => version));
  for (const { version } of bad) versions.delete(version);
  return versions;
}

/** Signatures may speak of the image or of one of the instances of an index. */
function subjectsOf({ closures }: SetManifest, { digest }: Image): readonly Digest[] {
  return [...new Set([digest, ...(closures[digest] ?? [])])];
}

function accessoriesBySubject(
  { images }: SetManifest,
  facts: ContentFacts,
): ReadonlyMap<Digest, readonly ReportAccessory[]> {
  const found = new Map<Digest, ReportAccessory[]>();
  for (const { accessoryOf, digest, repository, tag } of images) {
    if (accessoryOf === undefined) continue;
    const artifactType = facts.images?.get(digest)?.artifactType;
    const accessory: ReportAccessory = {
      kind: accessoryKind(tag, artifactType),
      digest,
      repository,
      ...(tag !== undefined && { tag }),
      ...(artifactType !== undefined && { artifactType }),
    };
    found.set(accessoryOf, [...(found.get(accessoryOf) ?? []), accessory]);
  }
  return found;
}

/** Bytes of an image's closure; nothing where a part's size is not known. */
function measuring(
  manifest: SetManifest,
  sizes: ReadonlyMap<Digest, number> | undefined,
): (digest: Digest) => { readonly bytes?: number; readonly carriedBytes?: number } {
  if (sizes === undefined) return () => ({});
  const expected = new Map(manifest.expected.map(({ digest, size }) => [digest, size]));
  const assumed = new Set(expected.keys());
  const add = (table: ReadonlyMap<Digest, number>, digests: readonly Digest[]): number =>
    digests.reduce((sum, digest) => sum + (table.get(digest) ?? Number.NaN), 0);
  return (digest) => {
    const closure = closureWith(manifest.closures, assumed, digest);
    const carriedBytes = add(sizes, closure.included);
    const bytes = carriedBytes + add(expected, closure.expected);
    return Number.isNaN(bytes) ? {} : { bytes, carriedBytes };
  };
}

const collator = new Intl.Collator('en', { numeric: true });
const byText = (a: string, b: string): number => collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);

function groupsOf(images: readonly ReportImage[], operators: readonly OperatorFacts[]): ContentGroup[] {
  const rest: Record<'release' | 'catalog' | 'operator' | 'additional' | 'helm', ReportImage[]> = {
    release: [],
    catalog: [],
    operator: [],
    additional: [],
    helm: [],
  };
  for (const image of images) {
    const category = imageCategory(image.type);
    if (category === 'release') rest.release.push(image);
    else if (image.type === 'operatorCatalog') rest.catalog.push(image);
    else rest[category].push(image);
  }
  return [
    // The update graph belongs to no single release.
    ...[...Map.groupBy(rest.release, ({ release }) => release?.version ?? '')]
      .sort(([a], [b]) => byText(a, b))
      .map(([name, group]) => grouped('release', group, name)),
    // The catalogue as it was published, and the one that was made from it, go by one name.
    ...[...Map.groupBy(rest.catalog, ({ origin }) => origin)]
      .sort(([a], [b]) => byText(a, b))
      .map(([name, group]) => grouped('catalog', group, name)),
    ...operatorGroups(rest.operator, operators),
    ...unlessEmpty('additional', rest.additional),
    ...unlessEmpty('helm', rest.helm),
  ];
}

function grouped(kind: ContentGroup['kind'], images: readonly ReportImage[], name: string): ContentGroup {
  return { kind, ...(name !== '' && { name }), images: images.toSorted(byName) };
}

function unlessEmpty(kind: ContentGroup['kind'], images: readonly ReportImage[]): ContentGroup[] {
  return images.length === 0 ? [] : [grouped(kind, images, '')];
}

/** One group for each operator; an image that several name is listed with the first of them. */
function operatorGroups(images: readonly ReportImage[], operators: readonly OperatorFacts[]): ContentGroup[] {
  const owners = new Map<Digest, Map<string, OperatorFacts>>();
  for (const bundle of operators) {
    for (const digest of bundle.images) {
      const known = owners.get(digest) ?? new Map<string, OperatorFacts>();
      known.set(keyOf(bundle), known.get(keyOf(bundle)) ?? bundle);
      owners.set(digest, known);
    }
  }
  const groups = new Map<string, { readonly first: OperatorFacts; readonly images: ReportImage[] }>();
  const unowned: ReportImage[] = [];
  for (const image of images) {
    const names = [...(owners.get(image.digest) ?? [])].sort(([a], [b]) => byText(a, b));
    const [own, ...others] = names;
    if (own === undefined) {
      unowned.push(image);
      continue;
    }
    const [key, first] = own;
    const alsoFor = [...new Set(others.map(([, { package: name }]) => name))];
    const group = groups.get(key) ?? { first, images: [] };
    group.images.push(alsoFor.length === 0 ? image : { ...image, alsoFor });
    groups.set(key, group);
  }
  const named = [...groups]
    .sort(([a], [b]) => byText(a, b))
    .map(([key, { first, images: own }]): ContentGroup => {
      const carried = new Set(own.map(({ digest }) => digest));
      const bundles = operators.filter(
        (bundle) => keyOf(bundle) === key && bundle.images.some((digest) => carried.has(digest)),
      );
      const versions = [...new Set(bundles.map(({ version, bundle }) => version ?? bundle))].sort(byText);
      return { ...grouped('operator', own, first.package), catalog: first.catalog, versions };
    });
  return [...named, ...unlessEmpty('operator-other', unowned)];
}

function keyOf({ package: name, catalog }: OperatorFacts): string {
  return `${name} ${catalog}`;
}

/** A release's payload names its components: it comes before them. */
function byName(a: ReportImage, b: ReportImage): number {
  const payload = Number(b.type === 'ocpRelease') - Number(a.type === 'ocpRelease');
  return (
    payload ||
    byText(a.repository, b.repository) ||
    byText(a.tag ?? '', b.tag ?? '') ||
    byText(a.digest, b.digest)
  );
}
