import { realDrift, SluiceError, type DriftKind, type DriftPhase } from '../../contract/index.ts';
import { mostAbsent, type DriftDifference } from '../../ledger/index.ts';
import { mapConcurrently } from '../../plan/index.ts';
import type { Digest } from '../../reference/index.ts';
import { referrersTag } from '../../registry/index.ts';
import { concurrency, lookAtImages, type ImageState } from './look-at-images.ts';
import { createRegistryContent, type AskedClient } from './registry-content.ts';
import { nameOf, type ToldContent, type ToldImage } from './told-images.ts';

export interface CompareOptions {
  /** A repository's path at the host. */
  readonly path: (repository: string) => string;
  readonly signal: AbortSignal;
  readonly onProgress?: (phase: DriftPhase, done: number, total: number) => void;
}

/** What a tag names at the registry; undefined: there is no such tag. */
export type TagState = { readonly image: ToldImage; readonly found: Digest | undefined };

/** How a registry stands beside its receipts. */
export interface Comparison {
  readonly states: readonly ImageState[];
  /** Of the names that receipts tell, those that are not as told. */
  readonly tags: readonly TagState[];
  readonly differences: readonly DriftDifference[];
  readonly counts: Partial<Record<DriftKind, number>>;
  /** Images that are as told: content and name. */
  readonly intact: number;
  /** Where content is, below the registry's root: the first of the repositories. */
  readonly present: ReadonlyMap<Digest, string>;
  /** Content that is nowhere in the repositories that receipts tell. */
  readonly gone: readonly Digest[];
}

/**
 * Asks a registry for everything that receipts say it holds: each manifest, tag and blob once, and the tags of each
 * repository. Throws what the client throws: a registry that cannot be asked is no drift.
 */
export async function compareWithRegistry(
  client: AskedClient,
  told: ToldContent,
  { path, signal, onProgress = () => undefined }: CompareOptions,
): Promise<Comparison> {
  await client.ping(signal);
  const content = createRegistryContent(client, path, signal);
  const states = await lookAtImages(content, told, onProgress);
  if (content.present.size === 0) await requireRegistry(client, content.damage(), signal);
  const named = told.images.filter(({ tag, superseded }) => tag !== undefined && !superseded);
  let asked = 0;
  const tags = await mapConcurrently(named, concurrency, async (image): Promise<TagState> => {
    const found = await client.headManifest(path(image.repository), image.tag ?? '', signal);
    onProgress('tags', ++asked, named.length);
    return { image, found: found?.digest };
  });
  const stateOf = new Map(states.map((state) => [state.image, state]));
  const otherTags = tags.filter(({ image, found }) => found !== image.digest);
  const foreign = await foreignTags(client, told, path, signal);
  const differences = [
    ...states.flatMap(contentDifferences),
    ...otherTags.flatMap((tag) => tagDifferences(tag, stateOf.get(tag.image), told)),
    ...foreign,
  ];
  return {
    states,
    tags: otherTags,
    differences,
    counts: countsOf(differences),
    intact: intactImages(told, differences),
    present: content.present,
    gone: goneFrom(content.present, states, told),
  };
}

/**
 * Where nothing at all is there, it may be no registry that answers: a proxy with one page for everything, or a web server
 * that knows none of it. Throws MANIFEST_DIGEST_MISMATCH, DRIFT_NO_REGISTRY.
 */
async function requireRegistry(
  client: AskedClient,
  damage: SluiceError | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (damage !== undefined) throw damage;
  const { host } = client;
  // One that keeps its list to itself refuses it, and is a registry.
  const listed = await client.listRepositories(signal).catch((error: unknown) => {
    if (!(error instanceof SluiceError) || error.code !== 'REGISTRY_ACCESS_DENIED') throw error;
    return [];
  });
  if (listed === undefined)
    throw new SluiceError('DRIFT_NO_REGISTRY', { params: { host }, affected: [host] });
}

export function isDrift({ kind }: Pick<DriftDifference, 'kind'>): boolean {
  return realDrift.has(kind);
}

function contentDifferences({ image, absent, damaged, blobs }: ImageState): DriftDifference[] {
  const { repository, tag, digest, generation, superseded } = image;
  const facts = { repository, ...(tag !== undefined && { tag }), digest, generation };
  const each = (kind: DriftKind, digests: readonly Digest[]): DriftDifference[] =>
    digests.length === 0
      ? []
      : [{ kind, ...facts, absent: digests.slice(0, mostAbsent), absentCount: digests.length }];
  const lacking = blobs.map((blob) => blob.digest);
  if (superseded) return each('superseded-missing', [...absent, ...damaged, ...lacking]);
  return [
    ...each('manifest-missing', absent),
    ...each('manifest-damaged', damaged),
    ...each('blobs-missing', lacking),
  ];
}

function tagDifferences(
  { image, found }: TagState,
  state: ImageState | undefined,
  { ahead }: ToldContent,
): DriftDifference[] {
  const { repository, tag, digest, generation } = image;
  const facts = { repository, ...(tag !== undefined && { tag }), digest, generation };
  if (found === undefined) {
    // A registry takes the tags of a manifest away with it: that is one loss, not two.
    return state?.absent.includes(digest) === true ? [] : [{ kind: 'tag-missing', ...facts }];
  }
  const kind = ahead.get(nameOf(image))?.has(found) === true ? 'set-ahead' : 'tag-moved';
  return [{ kind, ...facts, found }];
}

/** Tags in the repositories that sets filled, which no set brought. */
async function foreignTags(
  client: AskedClient,
  { images, names, closures }: ToldContent,
  path: (repository: string) => string,
  signal: AbortSignal,
): Promise<DriftDifference[]> {
  const repositories = [...new Set(images.map(({ repository }) => repository))];
  // Lists of what refers to an image are kept under tags of its digest; imports write them.
  const subjects = [...new Set([...images.map(({ digest }) => digest), ...closures.keys()])] as Digest[];
  const own = new Set(subjects.map(referrersTag));
  const isOwn = (repository: string, tag: string): boolean =>
    names.has(nameOf({ repository, tag })) || own.has(tag);
  const listed = await mapConcurrently(repositories, concurrency, async (repository) => {
    const tags = await client.listTags(path(repository), signal);
    return tags
      .filter((tag) => !isOwn(repository, tag))
      .map((tag): DriftDifference => ({ kind: 'not-ours', repository, tag }));
  });
  return listed.flat();
}

function countsOf(differences: readonly DriftDifference[]): Partial<Record<DriftKind, number>> {
  const counts: Partial<Record<DriftKind, number>> = {};
  for (const { kind } of differences) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function intactImages({ images }: ToldContent, differences: readonly DriftDifference[]): number {
  const changed = new Set(
    differences.flatMap(({ kind, repository, tag, digest }) =>
      kind === 'not-ours' || kind === 'set-ahead' ? [] : [`${repository}:${tag ?? ''}@${digest ?? ''}`],
    ),
  );
  return images.length - changed.size;
}

/**
 * What the next set must not count on. The content of a manifest that is gone may still be there, but nothing names it
 * any more: a registry removes it sooner or later. What another image of ours shares stays.
 */
function goneFrom(
  present: ReadonlyMap<Digest, string>,
  states: readonly ImageState[],
  { closures }: ToldContent,
): readonly Digest[] {
  const gone = new Set<Digest>();
  for (const { absent, damaged, blobs } of states) {
    for (const digest of [...absent, ...damaged, ...blobs.map((blob) => blob.digest)]) gone.add(digest);
  }
  for (const digest of gone) for (const child of closures.get(digest) ?? []) gone.add(child);
  return [...gone].filter((digest) => !present.has(digest)).sort();
}
