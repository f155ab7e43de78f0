import { digestAlgorithm, digestHex, type Digest } from '../../reference/index.ts';

/** The tag under which cosign keeps signatures, attestations or an SBOM of an image (registry-client.md S2). */
export function signatureTag(digest: Digest, kind: 'sig' | 'att' | 'sbom'): string {
  return `${digestAlgorithm(digest)}-${digestHex(digest)}.${kind}`;
}
