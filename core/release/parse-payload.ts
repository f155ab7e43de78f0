import { SluiceError } from '../contract/index.ts';
import { parseImageReference, type Digest } from '../reference/index.ts';
import type { RepositoryName } from '../image/index.ts';

/** A release payload pinned to its digest. */
export interface PinnedPayload {
  readonly repository: RepositoryName;
  readonly digest: Digest;
}

/** Reads a payload reference of an update graph, which must be by digest. Throws RELEASE_PAYLOAD_REFERENCE_INVALID. */
export function parsePayload(payload: string, version: string): PinnedPayload {
  const invalid = (cause?: unknown): SluiceError =>
    new SluiceError('RELEASE_PAYLOAD_REFERENCE_INVALID', {
      params: { version, payload: payload.slice(0, 200) },
      stage: 'collect',
      affected: [version],
      cause,
    });
  let reference;
  try {
    reference = parseImageReference(payload);
  } catch (error) {
    throw invalid(error);
  }
  if (reference.transport !== 'docker' || reference.domain === '' || reference.digest === undefined) {
    throw invalid();
  }
  return { repository: reference.name, digest: reference.digest };
}
