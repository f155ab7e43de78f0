import type { SetManifest } from '../archive/index.ts';
import { imageCategory } from '../image/index.ts';
import type { Digest } from '../reference/index.ts';

type Image = SetManifest['images'][number];

/** An image as a list of differences names it. */
export interface DeltaImage {
  readonly repository: string;
  readonly tag?: string;
  readonly digest: Digest;
}

/** What differs between two sets for the same receiver, by what an image is and not by where it lies in a list. */
export interface Delta {
  readonly previous: { readonly setId: string; readonly generation: number; readonly createdAt: string };
  readonly added: readonly DeltaImage[];
  readonly removed: readonly DeltaImage[];
  /** The same repository and tag, or the same component of a release or operator, with another digest. */
  readonly changed: readonly { readonly before: DeltaImage; readonly after: DeltaImage }[];
  /** The same content under another name. */
  readonly renamed: readonly { readonly before: DeltaImage; readonly after: DeltaImage }[];
  readonly unchanged: number;
}

/**
 * Compares two set manifests. Signatures and other referrers belong to their images and are not counted. Images are
 * paired by name and digest, then by name, then by component; every image is in exactly one of the answers.
 */
export function compareSets(
  previous: Pick<SetManifest, 'setId' | 'generation' | 'createdAt' | 'images'>,
  current: Pick<SetManifest, 'images'>,
): Delta {
  const before = distinct(previous.images);
  const after = distinct(current.images);
  const changed: [Image, Image][] = [];
  const renamed: [Image, Image][] = [];
  let unchanged = 0;
  for (const [name, image] of after) {
    const earlier = before.get(name);
    if (earlier === undefined) continue;
    before.delete(name);
    after.delete(name);
    if (earlier.digest === image.digest) unchanged += 1;
    else changed.push([earlier, image]);
  }
  const left = byComponent(before);
  for (const [component, images] of byComponent(after)) {
    for (const [one, other] of pairs(left.get(component) ?? [], images)) {
      before.delete(nameOf(one));
      after.delete(nameOf(other));
      (one.digest === other.digest ? renamed : changed).push([one, other]);
    }
  }
  const pair = ([one, other]: [Image, Image]) => ({ before: shown(one), after: shown(other) });
  const { setId, generation, createdAt } = previous;
  return {
    previous: { setId, generation, createdAt },
    added: [...after.values()].map(shown).sort(byName),
    removed: [...before.values()].map(shown).sort(byName),
    changed: changed.map(pair).sort((a, b) => byName(a.after, b.after)),
    renamed: renamed.map(pair).sort((a, b) => byName(a.after, b.after)),
    unchanged,
  };
}

function distinct(images: readonly Image[]): Map<string, Image> {
  return new Map(
    images.filter((image) => image.accessoryOf === undefined).map((image) => [nameOf(image), image]),
  );
}

/** Without a tag nothing but the digest tells two images of a repository apart. */
function nameOf({ repository, tag, digest }: Image): string {
  return tag === undefined ? `${repository}@${digest}` : `${repository}:${tag}`;
}

/**
 * What an image is, whatever version it has: a release's payload or component for an architecture, or the repository
 * of an operator's image or catalogue, whose tags are made from digests. Undefined for images that only their name makes what
 * they are.
 */
function componentOf({ type, repository, tag = '', release }: Image): string | undefined {
  if (release !== undefined) return `${type} ${repository} ${tag.replace(release.version, '')}`;
  return imageCategory(type) === 'operator' ? `${type} ${repository}` : undefined;
}

function byComponent(images: ReadonlyMap<string, Image>): ReadonlyMap<string, readonly Image[]> {
  const groups = new Map<string, Image[]>();
  for (const image of images.values()) {
    const component = componentOf(image);
    if (component === undefined) continue;
    const group = groups.get(component);
    if (group === undefined) groups.set(component, [image]);
    else group.push(image);
  }
  return groups;
}

/** Equal content first, then newest with newest: `4.15.9` is older than `4.15.10`. */
function pairs(before: readonly Image[], after: readonly Image[]): [Image, Image][] {
  const [older, newer] = [before, after].map((images) => images.toSorted(newestFirst)) as [Image[], Image[]];
  const found: [Image, Image][] = [];
  const others = newer.filter((image) => {
    const index = older.findIndex(({ digest }) => digest === image.digest);
    const [same] = index < 0 ? [] : older.splice(index, 1);
    if (same !== undefined) found.push([same, image]);
    return same === undefined;
  });
  for (const [index, image] of others.entries()) {
    const one = older[index];
    if (one !== undefined) found.push([one, image]);
  }
  return found;
}

const collator = new Intl.Collator('en', { numeric: true });

function newestFirst(a: Image, b: Image): number {
  const [one, other] = [a, b].map(({ release, tag, digest }) => release?.version ?? tag ?? digest);
  return collator.compare(other ?? '', one ?? '') || (a.digest < b.digest ? -1 : 1);
}

function shown({ repository, tag, digest }: Image): DeltaImage {
  return { repository, ...(tag !== undefined && { tag }), digest };
}

function byName(a: DeltaImage, b: DeltaImage): number {
  const keys = (image: DeltaImage) => [image.repository, image.tag ?? '', image.digest];
  const [one, other] = [keys(a), keys(b)];
  const at = one.findIndex((key, index) => key !== other[index]);
  return at < 0 ? 0 : collator.compare(one[at] ?? '', other[at] ?? '');
}
