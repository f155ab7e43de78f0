import { mapConcurrently } from '../../../plan/index.ts';
import { isDigestTag, type RegistryLook } from './registry-look.ts';
import type { NamePair } from './remembered-names.ts';

const atOnce = 8;
/** As many repositories are asked for their tags, a question each: seconds at a registry nearby. */
export const mostRepositories = 3000;
const ofReleases = /^openshift\/(?:release|release-images|graph-image)$/;

export interface ImageQuestion {
  readonly pairs: readonly NamePair[];
  /** Repositories that hold something else, such as catalogues. */
  readonly others: ReadonlySet<string>;
  /** Digests of images that belong to operators. */
  readonly ofOperators: ReadonlySet<string>;
}

export interface HeldImages {
  readonly images: string[];
  /** There: not all repositories were asked. */
  readonly truncated?: { readonly read: number; readonly of: number };
}

/** Additional images under the names that configurations use, as far as this machine knows them. */
export async function heldImages(look: RegistryLook, question: ImageQuestion): Promise<HeldImages> {
  const { pairs, others, ofOperators } = question;
  const places = new Map<string, string>();
  // The longest mirror names a place best.
  for (const { source, mirror } of pairs.toSorted((a, b) => b.mirror.length - a.mirror.length)) {
    for (const repository of look.repositories ?? [mirror]) {
      const rest = repositoryBelow(repository, mirror);
      if (rest === undefined || others.has(repository) || ofReleases.test(repository)) continue;
      if (!places.has(repository)) places.set(repository, `${source}${rest}`);
    }
  }
  const asked = [...places].slice(0, mostRepositories);
  const found = await mapConcurrently(asked, atOnce, async ([repository, name]) =>
    (await look.tags(repository)).flatMap((tag) => {
      if (!isDigestTag(tag)) return [`${name}:${tag}`];
      const match = /^(?:(sha256|sha512)-)?([0-9a-f]+)$/.exec(tag);
      const digest = match === null ? undefined : `${match[1] ?? 'sha256'}:${match[2] ?? ''}`;
      return digest === undefined || ofOperators.has(digest) ? [] : [`${name}@${digest}`];
    }),
  );
  return {
    images: found.flat().toSorted(),
    ...(places.size > asked.length && { truncated: { read: asked.length, of: places.size } }),
  };
}

/** What of a repository's name comes after the mirror; undefined when it is not below it. */
function repositoryBelow(repository: string, mirror: string): string | undefined {
  if (mirror === '') return `/${repository}`;
  if (repository === mirror) return '';
  return repository.startsWith(`${mirror}/`) ? repository.slice(mirror.length) : undefined;
}
