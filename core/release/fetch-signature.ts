import { SluiceError } from '../contract/index.ts';
import { digestAlgorithm, digestHex, type Digest } from '../reference/index.ts';
import { getDocument } from './http-get.ts';
import type { ReleaseServices } from './services.ts';

// oc-mirror-v2.md 5.7
const signatureStore = 'https://mirror.openshift.com/pub/openshift-v4/signatures/openshift/release/';
/** Largest signature that is read, bytes (registry-client.md 4.3). */
export const signatureLimit = 4 * 1024 * 1024;
/** A store numbers the signatures of a digest from 1; no real digest has this many. */
const mostSignatures = 10;

/**
 * Where signatures are asked: `OCP_SIGNATURE_URL` or Red Hat's store. Unlike oc-mirror, an
 * address that cannot be used is an error. Throws RELEASE_SIGNATURE_URL_INVALID.
 */
export function signatureStoreUrl(variables: Readonly<Record<string, string | undefined>>): URL {
  const own = variables['OCP_SIGNATURE_URL'];
  if (own === undefined || own === '') return new URL(signatureStore);
  const url = URL.canParse(own) ? new URL(own) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new SluiceError('RELEASE_SIGNATURE_URL_INVALID', { stage: 'configure' });
  }
  // oc-mirror demands the slash; without it the last part of the path would be replaced.
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

/**
 * The signatures a store has for a digest, one after the other, until it has no more: a digest may
 * be signed by several keys (oc-mirror asks only for the first). Throws like `getDocument`.
 */
export async function* fetchSignatures(
  services: ReleaseServices,
  digest: Digest,
  signal?: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
  const base = signatureStoreUrl(services.environment.variables);
  for (let number = 1; number <= mostSignatures; number++) {
    const url = new URL(base);
    url.pathname += `${digestAlgorithm(digest)}=${digestHex(digest)}/signature-${number}`;
    const bytes = await getDocument(services, {
      url,
      limit: signatureLimit,
      what: `signature-${number} ${digest}`,
      signal,
    });
    if (bytes === undefined) return;
    yield bytes;
  }
}
