import type { OpenedSet } from '../../archive/index.ts';
import { archiveSource } from '../../archive/index.ts';
import { SluiceError, type Finding } from '../../contract/index.ts';
import { blobsOf, childrenOf, parseManifest, type Descriptor, type RawManifest } from '../../image/index.ts';
import { buildPlan, mapConcurrently, type Plan, type PlannedImage } from '../../plan/index.ts';
import type { Digest } from '../../reference/index.ts';
import type { RegistryClient } from '../../registry/index.ts';
import { targetSource } from '../mirror/target-source.ts';
import type { Comparison } from './compare.ts';
import { concurrency } from './look-at-images.ts';
import { nameOf, type ToldContent, type ToldImage } from './told-images.ts';

/** What a set can put back into a registry. */
export interface RepairPlan {
  readonly plan: Plan;
  /** Images of which something else is lacking: their blobs are put back, so that another set can add the rest. */
  readonly partial: ReadonlySet<PlannedImage>;
  readonly findings: readonly Finding[];
}

export interface RepairOptions {
  readonly path: (repository: string) => string;
  /** Tags that somebody moved are put back. */
  readonly restoreTags: boolean;
  readonly signal: AbortSignal;
}

/** What an image lacks at the registry, as far as it can be told without having its manifests. */
interface Gathered {
  readonly manifests: RawManifest[];
  readonly blobs: Map<Digest, Descriptor>;
  /** Neither in the set nor in the registry. */
  readonly lacking: Digest[];
}

/** Plans to put back of `set` what the registry lacks, and nothing else. Asks for the blobs of images that differ. */
export async function planRepair(
  client: RegistryClient,
  set: OpenedSet,
  told: ToldContent,
  { states, tags, present }: Comparison,
  options: RepairOptions,
): Promise<RepairPlan> {
  const { path, signal } = options;
  const source = archiveSource(set);
  const tagOf = new Map(tags.map(({ image, found }) => [image, found]));
  const differing = states.filter(
    ({ image, absent, damaged, blobs }) =>
      !image.superseded &&
      (absent.length + damaged.length + blobs.length > 0 || (tagOf.has(image) && mayTag(image))),
  );

  function mayTag(image: ToldImage): boolean {
    const found = tagOf.get(image);
    if (found === undefined) return true;
    return options.restoreTags && told.ahead.get(nameOf(image))?.has(found) !== true;
  }

  const planned = await mapConcurrently(differing, concurrency, async ({ image }) => {
    const gathered = await gather(client, set, told, image, options);
    const missing: Descriptor[] = [];
    for (const blob of gathered.blobs.values()) {
      if (await client.hasBlob(path(image.repository), blob, signal)) continue;
      if (set.blobs.has(blob.digest) || present.has(blob.digest)) missing.push(blob);
      else gathered.lacking.push(blob.digest);
    }
    const isPartial = gathered.lacking.length > 0;
    const { repository, digest, tag } = image;
    const root = gathered.manifests.find(({ descriptor }) => descriptor.digest === digest)?.descriptor;
    const name = tag !== undefined && (!tagOf.has(image) || mayTag(image)) ? tag : digest;
    const origin = `${repository}:${tag ?? digest}`;
    const plannedImage: PlannedImage = {
      record: {
        type: 'generic',
        origin,
        source: { repository, digest },
        destination: { repository, tag: name },
      },
      root: root ?? { mediaType: '', digest, size: 0 },
      manifests: isPartial ? [] : gathered.manifests,
      blobs: missing,
      omitted: [],
      source,
      repository,
    };
    return { image: plannedImage, lacking: gathered.lacking };
  });
  const plan = buildPlan({
    images: planned.map(({ image }) => image),
    unplanned: [],
    findings: [],
  });
  const target = targetSource(client);
  return {
    plan: {
      ...plan,
      // What another repository of the registry has is taken from there.
      blobs: plan.blobs.map((blob) => {
        const holder = present.get(blob.descriptor.digest);
        if (set.blobs.has(blob.descriptor.digest) || holder === undefined) return blob;
        const at = path(holder);
        return { ...blob, origins: [{ source: target, repository: at }], mountFrom: [at] };
      }),
    },
    partial: new Set(planned.flatMap(({ image, lacking }) => (lacking.length > 0 ? [image] : []))),
    findings: [
      ...planned.flatMap(({ image, lacking }) => lackingFinding(image.record.origin, lacking)),
      ...tags.flatMap(({ image, found }) =>
        found === undefined || mayTag(image) ? [] : tagLeft(image, found),
      ),
    ],
  };
}

/** An image's manifests, children first, and its blobs: from the set, else from the registry. */
async function gather(
  client: RegistryClient,
  set: OpenedSet,
  { closures }: ToldContent,
  image: ToldImage,
  { path, signal }: RepairOptions,
): Promise<Gathered> {
  const source = archiveSource(set);
  const gathered: Gathered = { manifests: [], blobs: new Map(), lacking: [] };
  const seen = new Set<Digest>();
  const read = async (digest: Digest): Promise<RawManifest | undefined> =>
    set.blobs.has(digest)
      ? source.fetchManifest(image.repository, digest, signal)
      : client.getManifest(path(image.repository), digest, signal).catch((error: unknown) => {
          // Other bytes than the digest's: as good as none.
          if (error instanceof SluiceError && error.code === 'MANIFEST_DIGEST_MISMATCH') return undefined;
          throw error;
        });
  const visit = async (digest: Digest): Promise<void> => {
    if (seen.has(digest)) return;
    seen.add(digest);
    const told = closures.get(digest);
    const raw = await read(digest);
    if (raw === undefined) {
      gathered.lacking.push(digest);
      for (const child of told ?? []) {
        const place = set.blobs.get(child);
        if (closures.has(child)) await visit(child);
        else if (place !== undefined) gathered.blobs.set(child, opaque(child, place.size));
      }
      return;
    }
    const manifest = parseManifest(raw);
    for (const child of childrenOf(manifest)) {
      // A list may name instances that its set left out on purpose.
      if (told === undefined ? set.blobs.has(child.digest) : told.includes(child.digest))
        await visit(child.digest);
    }
    for (const { descriptor, distributable } of blobsOf(manifest)) {
      if (distributable) gathered.blobs.set(descriptor.digest, descriptor);
    }
    gathered.manifests.push(raw);
  };
  await visit(image.digest);
  return gathered;
}

/** A blob whose manifest is not at hand. */
function opaque(digest: Digest, size: number): Descriptor {
  return { mediaType: 'application/octet-stream', digest, size };
}

function lackingFinding(image: string, lacking: readonly Digest[]): Finding[] {
  const [first] = lacking;
  if (first === undefined) return [];
  const params = { image, count: lacking.length, first };
  return [{ level: 'warning', code: 'DRIFT_NOT_IN_SET', params, affected: [image] }];
}

function tagLeft(image: ToldImage, found: Digest): Finding[] {
  const name = nameOf(image);
  return [{ level: 'warning', code: 'DRIFT_TAG_LEFT', params: { image: name, found }, affected: [name] }];
}
