import type { RepositoryName } from '../image/index.ts';
import { digestAlgorithm, digestHex, type Digest, type Layout } from '../reference/index.ts';
import { bootImagesFile, imageReferencesFile } from './release-content.ts';

// oc-mirror-v2.md 4.1: names below `working-dir/`, as oc-mirror's disk-to-mirror expects them.

/** `name` is `<architecture>-<channel>`. */
export function graphFile(name: string): string {
  return `hold-release/cincinnati-graph-data/${name}.json`;
}

/** oc-mirror 4.17 names a signature after the digest alone (peer-lab.md, introduction). */
export function signatureFile(digest: Digest, tag: string, layout: Layout): string {
  const hex = digestHex(digest);
  return layout === 'oc-mirror-4.17'
    ? `signatures/${hex}`
    : `signatures/${tag}-${digestAlgorithm(digest)}-${hex}`;
}

/** Whether a file of `signatures/` is for this digest, in either naming. */
export function isSignatureOf(file: string, digest: Digest): boolean {
  const hex = digestHex(digest);
  return (
    file === `signatures/${hex}` ||
    (/^signatures\/[^/]+$/.test(file) && file.endsWith(`-${digestAlgorithm(digest)}-${hex}`))
  );
}

/** The digest's hexadecimal part in the name of the signature of a tag; undefined for other files. */
export function signedHex(file: string, tag: string): string | undefined {
  const prefix = `signatures/${tag}-sha256-`;
  const hex = file.slice(prefix.length);
  return file.startsWith(prefix) && /^[a-f0-9]{64}$/.test(hex) ? hex : undefined;
}

/** The folder of one release: last part of the repository, then the tag, with every colon a slash. */
export function releaseFolder(repository: RepositoryName, digest: Digest, tag: string | undefined): string {
  const last = repository.slice(repository.lastIndexOf('/') + 1);
  const name = tag === undefined ? `${last}@${digest.replace(':', '/')}` : `${last}/${tag}`;
  return `hold-release/${name}`;
}

export function imageReferencesIn(folder: string): string {
  return `${folder}/${imageReferencesFile}`;
}

export function bootImagesIn(folder: string): string {
  return `${folder}/${bootImagesFile}`;
}
