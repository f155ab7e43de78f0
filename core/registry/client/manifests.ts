import { SluiceError } from '../../contract/index.ts';
import {
  bareMediaType,
  manifestAccept,
  manifestKind,
  maximumManifestBytes,
  rawManifest,
  type Descriptor,
  type RawManifest,
} from '../../image/index.ts';
import { digestAlgorithm, digestOf, isDigest, type Digest } from '../../reference/index.ts';
import { scopeFor } from '../auth/scope.ts';
import { discardBody, readBody } from '../http/read-body.ts';
import type { Followed } from '../http/redirect.ts';
import { headerOf } from '../http/retry-after.ts';
import type { Ask, Wire } from './wire.ts';

const limit = { bytes: maximumManifestBytes, option: 'manifest size' };

export interface ManifestOptions {
  /** Registries that are known to send a wrong Docker-Content-Digest (registry-client.md M3). */
  readonly ignoreDigestHeader?: boolean;
}

/** A tag or a digest, in words. */
export function referenceWords(repository: string, reference: string): string {
  return isDigest(reference)
    ? `<manifest> ${repository}@${reference}`
    : `<manifest> ${repository}:${reference}`;
}

/**
 * What a tag or digest names now, without reading it; undefined when the registry does not know it.
 * Falls back to reading when the answer lacks digest or size, or is a 403 (registry-client.md M1, A9).
 */
export async function headManifest(
  wire: Wire,
  repository: string,
  reference: string,
  options: ManifestOptions,
  signal?: AbortSignal,
): Promise<Descriptor | undefined> {
  const found = await wire.persist(
    async () => {
      const response = await wire.ask({
        ...manifestAsk('HEAD', repository, reference, signal),
        accept: [200, 403, 404],
      });
      await discardBody(response);
      if (response.status === 404) return 'absent';
      return response.status === 200 ? describedBy(response) : undefined;
    },
    { signal },
  );
  if (found === 'absent') return undefined;
  return found ?? (await getManifest(wire, repository, reference, options, signal))?.descriptor;
}

function describedBy({ headers }: Followed): Descriptor | undefined {
  const digest = headerOf(headers, 'docker-content-digest') ?? '';
  const mediaType = bareMediaType(headerOf(headers, 'content-type') ?? '');
  const size = headerOf(headers, 'content-length') ?? '';
  if (!isDigest(digest) || manifestKind(mediaType) === undefined || !/^\d{1,9}$/.test(size)) return undefined;
  return { mediaType, digest, size: Number(size) };
}

/**
 * Reads a manifest; undefined when the registry does not know it. The digest is computed from the
 * bytes; for a digest it must be that one, for a tag the registry's own header must agree
 * (registry-client.md M1 to M5, GHSA-qv35-3gw6-8q4j). A disagreement is asked about once more.
 */
export async function getManifest(
  wire: Wire,
  repository: string,
  reference: string,
  options: ManifestOptions,
  signal?: AbortSignal,
): Promise<RawManifest | undefined> {
  const read = (): Promise<RawManifest | undefined> =>
    wire.persist(
      async () => {
        const ask = manifestAsk('GET', repository, reference, signal);
        const response = await wire.ask({ ...ask, accept: [200, 404] });
        if (response.status === 404) {
          await discardBody(response);
          return undefined;
        }
        const bytes = await readBody(response, limit, { host: wire.host, what: ask.what });
        return checked(wire, repository, reference, bytes, response, options);
      },
      { signal },
    );
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof SluiceError) || !disagreements.has(error.code)) throw error;
    return await read();
  }
}

const disagreements: ReadonlySet<string> = new Set(['MANIFEST_DIGEST_MISMATCH', 'DIGEST_HEADER_MISMATCH']);

function checked(
  wire: Wire,
  repository: string,
  reference: string,
  bytes: Buffer,
  response: Followed,
  options: ManifestOptions,
): RawManifest {
  const { host } = wire;
  const claimed = headerOf(response.headers, 'docker-content-digest') ?? '';
  if (isDigest(reference)) {
    const actual = digestOf(bytes, digestAlgorithm(reference));
    if (actual !== reference) {
      throw new SluiceError('MANIFEST_DIGEST_MISMATCH', {
        params: { host, repository, digest: reference, actual },
        affected: [host],
      });
    }
  } else if (isDigest(claimed) && options.ignoreDigestHeader !== true) {
    const actual = digestOf(bytes, digestAlgorithm(claimed));
    if (actual !== claimed) {
      throw new SluiceError('DIGEST_HEADER_MISMATCH', {
        params: { host, repository, reference, claimed, actual },
        affected: [host],
      });
    }
  }
  const algorithm = isDigest(reference) ? digestAlgorithm(reference) : 'sha256';
  return rawManifest(bytes, headerOf(response.headers, 'content-type') ?? '', algorithm);
}

function manifestAsk(
  method: 'GET' | 'HEAD' | 'PUT' | 'DELETE',
  repository: string,
  reference: string,
  signal: AbortSignal | undefined,
): Omit<Ask, 'accept'> {
  const access = method === 'PUT' ? 'push' : method === 'DELETE' ? 'delete' : 'pull';
  return {
    method,
    at: `${repository}/manifests/${reference}`,
    need: { repository, scopes: [scopeFor(repository, access)] },
    what: referenceWords(repository, reference),
    headers: { accept: manifestAccept },
    signal,
  };
}

export interface PutManifestResult {
  /** The digest of OCI-Subject: the registry keeps the referrers list itself (registry-client.md S4). */
  readonly subject: string | undefined;
}

/**
 * Writes a manifest's exact bytes under a tag or its digest. Safe to repeat. When the registry does not
 * confirm the digest, it is asked what it stored (registry-client.md M9).
 * Throws MANIFEST_BLOBS_MISSING, DIGEST_HEADER_MISMATCH.
 */
export async function putManifest(
  wire: Wire,
  repository: string,
  reference: string,
  manifest: RawManifest,
  options: ManifestOptions,
  signal?: AbortSignal,
): Promise<PutManifestResult> {
  const { host } = wire;
  const { digest, mediaType } = manifest.descriptor;
  const response = await wire.persist(
    async () => {
      const answer = await wire.ask({
        ...manifestAsk('PUT', repository, reference, signal),
        headers: { 'content-type': mediaType },
        body: manifest.bytes,
        accept: [200, 201, 202, 204],
        refused: (_status, { codes, words }) =>
          codes.some((code) => code === 'MANIFEST_BLOB_UNKNOWN' || code === 'BLOB_UNKNOWN')
            ? new SluiceError('MANIFEST_BLOBS_MISSING', {
                params: { host, repository, reference },
                affected: [host],
                detail: words,
              })
            : undefined,
      });
      await discardBody(answer);
      return answer;
    },
    { signal },
  );
  const confirmed = headerOf(response.headers, 'docker-content-digest') ?? '';
  const stored = isDigest(confirmed)
    ? confirmed
    : (await headManifest(wire, repository, reference, options, signal))?.digest;
  if (stored !== undefined && differs(stored, digest, manifest) && options.ignoreDigestHeader !== true) {
    throw new SluiceError('DIGEST_HEADER_MISMATCH', {
      params: { host, repository, reference, claimed: stored, actual: digest },
      affected: [host],
    });
  }
  return { subject: headerOf(response.headers, 'oci-subject') };
}

function differs(stored: Digest, digest: Digest, manifest: RawManifest): boolean {
  return stored !== digest && digestOf(manifest.bytes, digestAlgorithm(stored)) !== stored;
}

/** Deletes a manifest by digest, or a tag; false when it was not there. Safe to repeat. */
export function deleteManifest(
  wire: Wire,
  repository: string,
  reference: string,
  signal?: AbortSignal,
): Promise<boolean> {
  return wire.persist(
    async () => {
      const response = await wire.ask({
        ...manifestAsk('DELETE', repository, reference, signal),
        need: { repository, scopes: [scopeFor(repository, 'delete', wire.host)] },
        accept: [200, 202, 204, 404],
      });
      await discardBody(response);
      return response.status !== 404;
    },
    { signal },
  );
}
