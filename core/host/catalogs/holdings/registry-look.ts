import type { RegistryPlace } from '../../../contract/index.ts';
import type { Network } from '../../network.ts';

/** The lists that a registry gives of itself, with names below the place's namespace. */
export interface RegistryLook {
  readonly place: RegistryPlace;
  /** Tags of a repository; none when it does not exist. */
  tags(repository: string): Promise<readonly string[]>;
  /** Undefined when the registry does not tell. */
  readonly repositories: readonly string[] | undefined;
}

/** Throws when the registry cannot be reached or used; that it keeps its list to itself is no failure. */
export async function lookAtRegistry(
  network: Pick<Network, 'target'>,
  place: RegistryPlace,
  signal: AbortSignal,
): Promise<RegistryLook> {
  const client = network.target(place.host);
  const prefix = place.namespace === '' ? '' : `${place.namespace}/`;
  await client.ping(signal);
  const tags = (repository: string): Promise<readonly string[]> =>
    client.listTags(`${prefix}${repository}`, signal);
  // Whoever may not read here is told so by this question, whose answer everybody may have.
  await tags('openshift/release-images');
  const all = await client.listRepositories(signal).catch(() => undefined);
  signal.throwIfAborted();
  return {
    place,
    tags,
    repositories: all?.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length)),
  };
}

/** A tag that stands for a digest, or for what belongs to one, and is no name. */
export function isDigestTag(tag: string): boolean {
  return /^(?:sha(?:256|512)-)?[0-9a-f]{64,128}(?:\.[a-z]+)?$/.test(tag);
}
