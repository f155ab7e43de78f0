import { archiveSource, openSet } from '../../archive/index.ts';
import { SluiceError } from '../../contract/index.ts';
import type { ImageRecord, ImageType } from '../../image/index.ts';
import { readImagesFor, stateDirectory, type ImageForEnclave } from '../../ledger/index.ts';
import { resolveImages } from '../../plan/index.ts';
import type { HostServices } from '../services.ts';
import { askedImage, isRunnable } from './asked-images.ts';

/** The images about which is asked, and since when they are known. */
export interface KnownImages {
  readonly images: readonly ImageForEnclave[];
  /** When they were planned; absent for those of a set. */
  readonly plannedAt?: string;
}

/**
 * The images of the set in `from`, or else those that the enclave was to get when it was last planned. Throws
 * APPROVAL_IMAGES_UNKNOWN, LEDGER_TARGET_NAME_INVALID, LEDGER_STATE_DAMAGED, and what opening a set throws.
 */
export async function knownImages(
  services: HostServices,
  enclave: string,
  from: string | undefined,
  signal: AbortSignal,
): Promise<KnownImages> {
  if (from !== undefined) return { images: await imagesOfSet(services, from, signal) };
  const known = await readImagesFor(services.fs, stateDirectory(services.environment), enclave);
  if (known === undefined) {
    throw new SluiceError('APPROVAL_IMAGES_UNKNOWN', { params: { enclave }, affected: [enclave] });
  }
  return { images: known.images, plannedAt: known.at };
}

/** By the set's own table, or, of oc-mirror's archives, by their tags. What cannot be read whole throws. */
export async function imagesOfSet(
  { fs }: HostServices,
  directory: string,
  signal: AbortSignal,
): Promise<readonly ImageForEnclave[]> {
  const set = await openSet(fs, directory, { signal });
  try {
    const source = archiveSource(set);
    const named = new Map(
      set.manifest?.images.map((image) => [`${image.repository}:${image.tag ?? ''}`, image] as const),
    );
    const records = [...set.repositories].flatMap(([repository, { tags }]) =>
      [...tags].map(([tag, digest]): ImageRecord => {
        const image = named.get(`${repository}:${tag}`);
        return {
          type: image?.type ?? typeByTag(repository),
          origin: image?.origin ?? `${repository}:${tag}`,
          source: { repository: repositoryOf(image?.origin) ?? repository, digest },
          destination: { repository, tag },
        };
      }),
    );
    const { images, unplanned } = await resolveImages({
      records,
      locate: ({ source: at, destination }) =>
        Promise.resolve({
          source,
          repository: destination.repository,
          ...('digest' in at && { digest: at.digest }),
        }),
      accessories: [],
      signal,
    });
    const [failed] = unplanned;
    if (failed !== undefined) throw failed.error;
    return images
      .filter(({ record, manifests }) => !isAccessory(record.destination.tag) || isRunnable(manifests))
      .map(askedImage);
  } finally {
    await set.close();
  }
}

function typeByTag(repository: string): ImageType {
  return repository === 'openshift/graph-image' ? 'cincinnatiGraph' : 'generic';
}

/** Tags of cosign, and of ours for referrers. */
function isAccessory(tag: string): boolean {
  return /^sha(?:256|512)-[0-9a-f]{64,128}\.(?:sig|att|sbom|ref-)/.test(tag);
}

/** The name without tag and digest. */
function repositoryOf(origin: string | undefined): string | undefined {
  return origin?.replace(/@.*$/s, '').replace(/:[^/:]*$/s, '');
}
