import { SluiceError, type ResolvedImage } from '../../contract/index.ts';
import {
  formatPlatform,
  maximumConfigBytes,
  parseManifest,
  platformsOf,
  verified,
  type ParsedManifest,
} from '../../image/index.ts';
import { collectAdditional, mapConcurrently, resolveImages, type PlannedImage } from '../../plan/index.ts';
import { parseImageReference, withDigest } from '../../reference/index.ts';
import { toMessage } from '../observer.ts';
import {
  atContentPlace,
  type ContentDesk,
  type ContentPlace,
  type ContentQuestion,
} from './content-place.ts';

export interface ResolveQuestion extends ContentQuestion {
  readonly references: readonly string[];
}

const atOnce = 8;

/**
 * Finds out what references point at now: digest, platforms and exact bytes. Each succeeds or fails on its own;
 * only what concerns the place as a whole is thrown.
 */
export async function resolveReferences(
  desk: ContentDesk,
  question: ResolveQuestion,
): Promise<ResolvedImage[]> {
  return atContentPlace(desk, question, (place) =>
    mapConcurrently(question.references, atOnce, async (reference) => {
      question.signal.throwIfAborted();
      try {
        return await resolveOne(place, reference, question.signal);
      } catch (error) {
        question.signal.throwIfAborted();
        return { reference, platforms: [], error: toMessage(error) };
      }
    }),
  );
}

async function resolveOne(
  { end }: ContentPlace,
  reference: string,
  signal: AbortSignal,
): Promise<ResolvedImage> {
  const { records, unplanned } = collectAdditional([{ name: reference, platforms: [] }], 'oc-mirror');
  const [malformed] = unplanned;
  if (malformed !== undefined) throw malformed.error;
  const found = await resolveImages({ records, locate: end.locate, accessories: [], signal });
  const [failed] = found.unplanned;
  if (failed !== undefined) throw failed.error;
  const [image] = found.images;
  if (image === undefined)
    throw new SluiceError('IMAGE_NOT_FOUND', {
      params: { image: reference, repository: reference, tag: '-' },
    });
  const { digest } = image.root;
  const parsed = parseImageReference(reference);
  return {
    reference,
    digest,
    ...(parsed.transport === 'docker' && { pinned: withDigest(parsed, digest).text }),
    bytes: image.blobs.reduce((sum, blob) => sum + blob.size, 0),
    platforms: await platforms(image, signal),
  };
}

/** Of an index what it lists; of a single image what its configuration says. Empty when that cannot be read. */
async function platforms(image: PlannedImage, signal: AbortSignal): Promise<string[]> {
  const root = image.manifests.at(-1);
  if (root === undefined) return [];
  const manifest = parseManifest(root);
  if (manifest.kind === 'index') return platformsOf(manifest).map(formatPlatform);
  if (manifest.kind !== 'image' || manifest.config.size > maximumConfigBytes) return [];
  try {
    const { os, architecture, variant } = await readConfig(image, manifest, signal);
    if (typeof os !== 'string' || typeof architecture !== 'string' || os === '') return [];
    return [formatPlatform({ os, architecture, ...(typeof variant === 'string' && { variant }) })];
  } catch {
    signal.throwIfAborted();
    return [];
  }
}

async function readConfig(
  { source, repository }: PlannedImage,
  { config }: Extract<ParsedManifest, { readonly kind: 'image' }>,
  signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Buffer[] = [];
  for await (const chunk of verified(await source.openBlob(repository, config, { signal }), config)) {
    chunks.push(Buffer.from(chunk));
  }
  const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
