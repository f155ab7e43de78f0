import { mediaTypes, parseManifest, rawManifest, type Descriptor, type RawManifest } from '../image/index.ts';
import { digestAlgorithm, digestHex, type Digest } from '../reference/index.ts';
import type { RegistryClient } from '../registry/index.ts';

type IndexClient = Pick<RegistryClient, 'getManifest' | 'putManifest'>;

/** The subject of a manifest and how an index lists the manifest itself; undefined when it refers to nothing. */
export function referrerOf(raw: RawManifest): { subject: Digest; entry: Descriptor } | undefined {
  const manifest = parseManifest(raw);
  if (manifest.subject === undefined) return undefined;
  const artifactType =
    manifest.artifactType ?? (manifest.kind === 'image' ? manifest.config.mediaType : undefined);
  return {
    subject: manifest.subject.digest,
    entry: {
      mediaType: raw.descriptor.mediaType,
      digest: raw.descriptor.digest,
      size: raw.bytes.length,
      ...(artifactType !== undefined && { artifactType }),
      ...(manifest.annotations !== undefined && { annotations: manifest.annotations }),
    },
  };
}

/**
 * Keeps the list of referrers under the subject's fallback tag, for registries without the referrers
 * API (registry-client.md S4). One update of a subject at a time: two would lose one of the entries.
 * A tag that an image bears is left alone (M11); then the referrers are found by their own tags only.
 */
export function createReferrersIndex(client: IndexClient): {
  add(repository: string, subject: Digest, entry: Descriptor, signal: AbortSignal): Promise<void>;
} {
  const turns = new Map<string, Promise<void>>();
  const update = async (
    repository: string,
    subject: Digest,
    entry: Descriptor,
    signal: AbortSignal,
  ): Promise<void> => {
    const tag = `${digestAlgorithm(subject).slice(0, 32)}-${digestHex(subject).slice(0, 64)}`;
    const present = await client.getManifest(repository, tag, signal);
    const listed = present === undefined ? [] : entriesOf(present, subject);
    if (listed === undefined || listed.some((known) => known.digest === entry.digest)) return;
    const document = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [...listed, entry] };
    const raw = rawManifest(Buffer.from(JSON.stringify(document)), mediaTypes.ociIndex);
    await client.putManifest(repository, tag, raw, signal);
  };
  return {
    add: async (repository, subject, entry, signal) => {
      const key = `${repository}@${subject}`;
      const turn = (turns.get(key) ?? Promise.resolve())
        .catch(() => undefined)
        .then(() => update(repository, subject, entry, signal));
      turns.set(key, turn);
      await turn;
    },
  };
}

/** The entries of a list of referrers; undefined when the tag is an image's own. */
function entriesOf(raw: RawManifest, subject: Digest): readonly Descriptor[] | undefined {
  const manifest = parseManifest(raw);
  if (manifest.kind !== 'index' || raw.descriptor.digest === subject) return undefined;
  return manifest.manifests;
}
