import { z } from 'zod';
import { archiveSource, type OpenedSet, type SetManifest } from '../../archive/index.ts';
import { filterLabel } from '../../catalog/index.ts';
import { SluiceError } from '../../contract/index.ts';
import {
  formatPlatform,
  parseManifest,
  platformsOf,
  type ParsedManifest,
  type Source,
} from '../../image/index.ts';
import { findImage, readImageConfig, type ImageConfig } from '../../layers/index.ts';
import { mapConcurrently } from '../../plan/index.ts';
import type { Digest } from '../../reference/index.ts';
import type { CodedFact, ImageFacts } from '../../report/index.ts';

type Image = SetManifest['images'][number];

export interface ReadImages {
  readonly images: ReadonlyMap<Digest, ImageFacts>;
  /** Catalogues that were filtered for the receiver, in place of those they were made from. */
  readonly filteredCatalogs: ReadonlySet<Digest>;
  /** Manifests and configurations that are not as their digests say. */
  readonly problems: readonly CodedFact[];
}

/** Files on a medium are read a few at a time: it may be a disk that turns. */
const atOnce = 4;

const platformSchema = z.looseObject({
  os: z.string().max(100),
  architecture: z.string().max(100),
  variant: z.string().max(100).optional(),
});

/**
 * Reads what images say of themselves: their platforms, and what kind of thing a referrer is. Only manifests and
 * configurations are read. What the set expects at the target is not there to be read, and stays unknown.
 */
export async function readImages(
  set: OpenedSet,
  manifest: SetManifest,
  signal: AbortSignal,
): Promise<ReadImages> {
  const images = new Map<Digest, ImageFacts>();
  const filteredCatalogs = new Set<Digest>();
  const problems = new Map<string, CodedFact>();
  const distinct = new Map(manifest.images.map((image) => [image.digest, image]));
  await mapConcurrently([...distinct.values()], atOnce, async (image) => {
    signal.throwIfAborted();
    if (!set.blobs.has(image.digest)) return;
    try {
      const { facts, config } = await readImage(set, manifest, image, signal);
      images.set(image.digest, facts);
      if (config?.config?.Labels?.[filterLabel] !== undefined) filteredCatalogs.add(image.digest);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof SluiceError)) throw error;
      // Content that is not here, or is no image, says nothing of its platform: that is no damage.
      if (!error.code.startsWith('ARCHIVE_') || error.code === 'ARCHIVE_BLOB_ABSENT') return;
      problems.set(JSON.stringify([error.code, error.params]), { code: error.code, params: error.params });
    }
  });
  return { images, filteredCatalogs, problems: [...problems.values()] };
}

async function readImage(
  set: OpenedSet,
  { closures }: SetManifest,
  image: Image,
  signal: AbortSignal,
): Promise<{ readonly facts: ImageFacts; readonly config?: ImageConfig }> {
  const source = archiveSource(set);
  const { repository, digest } = image;
  const parsed = parseManifest(await source.fetchManifest(repository, digest, signal));
  if (image.accessoryOf !== undefined) {
    const artifactType = artifactTypeOf(parsed);
    return { facts: { platforms: [], ...(artifactType !== undefined && { artifactType }) } };
  }
  if (parsed.kind === 'artifact') return { facts: { platforms: [] } };
  const offered = parsed.kind === 'index' ? carried(parsed, closures[digest]) : undefined;
  // Of an index, only a catalogue's configuration says more than the index itself.
  if (offered !== undefined && image.type !== 'operatorCatalog') return { facts: { platforms: offered } };
  const config = await readConfig(source, image, signal);
  const platforms = offered ?? (config === undefined ? [] : platformOf(config));
  return { facts: { platforms }, ...(config !== undefined && { config }) };
}

/** Undefined when it is not here: the target is expected to have it. */
async function readConfig(
  source: Source,
  { repository, digest, origin }: Image,
  signal: AbortSignal,
): Promise<ImageConfig | undefined> {
  try {
    const { config } = await findImage(source, { repository, digest, signal });
    return await readImageConfig(source, repository, config, { image: origin, signal });
  } catch (error) {
    if (error instanceof SluiceError && error.code === 'ARCHIVE_BLOB_ABSENT') return undefined;
    throw error;
  }
}

function platformOf(config: ImageConfig): string[] {
  const { os, architecture, variant = '' } = platformSchema.safeParse(config).data ?? {};
  if (os === undefined || architecture === undefined) return [];
  return [formatPlatform({ os, architecture, ...(variant !== '' && { variant }) })];
}

/** Of the instances that an index offers, those that the set has or expects. */
function carried(
  index: Extract<ParsedManifest, { kind: 'index' }>,
  members: readonly Digest[] | undefined,
): string[] {
  const there = new Set(members ?? []);
  const manifests = index.manifests.filter(({ digest }) => there.has(digest));
  return platformsOf({ ...index, manifests }).map(formatPlatform);
}

const emptyConfig = 'application/vnd.oci.empty.v1+json';
const imageConfig = 'application/vnd.oci.image.config.v1+json';

/** OCI image specification 1.1: an artifact's type, else the media type of its configuration, else of its content. */
function artifactTypeOf(manifest: ParsedManifest): string | undefined {
  if (manifest.artifactType !== undefined || manifest.kind !== 'image') return manifest.artifactType;
  const { mediaType } = manifest.config;
  return mediaType === emptyConfig || mediaType === imageConfig ? manifest.layers[0]?.mediaType : mediaType;
}
