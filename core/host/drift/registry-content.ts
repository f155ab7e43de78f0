import { SluiceError } from '../../contract/index.ts';
import { blobsOf, childrenOf, parseManifest, type Descriptor } from '../../image/index.ts';
import type { Digest } from '../../reference/index.ts';
import type { RegistryClient } from '../../registry/index.ts';

export type AskedClient = Pick<
  RegistryClient,
  'host' | 'ping' | 'headManifest' | 'getManifest' | 'listTags' | 'listRepositories' | 'hasBlob'
>;

/** A manifest at a registry. `damaged`: under this digest it gives other bytes. */
export type FoundManifest =
  | { readonly state: 'absent' | 'damaged' }
  | { readonly state: 'there'; readonly children: readonly Digest[]; readonly blobs: readonly Descriptor[] };

/** Asks a registry each question once, whoever asks it. */
export interface RegistryContent {
  manifest(repository: string, digest: Digest): Promise<FoundManifest>;
  hasBlob(repository: string, blob: Descriptor): Promise<boolean>;
  /** What was found in the repositories that were asked, and in which first. */
  readonly present: ReadonlyMap<Digest, string>;
  /** The first answer with other bytes than asked for. */
  readonly damage: () => SluiceError | undefined;
}

/** `path` gives a repository's path at the host. Calls throw what the client throws: a registry that cannot be asked. */
export function createRegistryContent(
  client: AskedClient,
  path: (repository: string) => string,
  signal: AbortSignal,
): RegistryContent {
  const manifests = new Map<string, Promise<FoundManifest>>();
  const blobs = new Map<string, Promise<boolean>>();
  const present = new Map<Digest, string>();
  const found = (digest: Digest, repository: string): void => {
    if (!present.has(digest)) present.set(digest, repository);
  };
  let damage: SluiceError | undefined;

  const read = async (repository: string, digest: Digest): Promise<FoundManifest> => {
    try {
      const raw = await client.getManifest(path(repository), digest, signal);
      if (raw === undefined) return { state: 'absent' };
      const manifest = parseManifest(raw);
      found(digest, repository);
      return {
        state: 'there',
        children: childrenOf(manifest).map((child) => child.digest),
        blobs: blobsOf(manifest).flatMap(({ descriptor, distributable }) =>
          distributable ? [descriptor] : [],
        ),
      };
    } catch (error) {
      if (!(error instanceof SluiceError) || error.code !== 'MANIFEST_DIGEST_MISMATCH') throw error;
      damage ??= error;
      return { state: 'damaged' };
    }
  };
  return {
    present,
    damage: () => damage,
    manifest: (repository, digest) =>
      once(manifests, `${repository}@${digest}`, () => read(repository, digest)),
    hasBlob: (repository, blob) =>
      once(blobs, `${repository}@${blob.digest}`, async () => {
        const has = await client.hasBlob(path(repository), blob, signal);
        if (has) found(blob.digest, repository);
        return has;
      }),
  };
}

function once<Answer>(
  asked: Map<string, Promise<Answer>>,
  key: string,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const known = asked.get(key) ?? ask();
  asked.set(key, known);
  return known;
}
