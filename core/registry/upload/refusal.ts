import { SluiceError } from '../../contract/index.ts';
import type { Descriptor } from '../../image/index.ts';
import { codesAfterStatus, fullFailure, readAnswerError } from '../http/answer-error.ts';
import type { Followed } from '../http/redirect.ts';
import type { UploadTarget } from './session.ts';

/** Why the registry did not take a request of an upload. */
export interface Refusal {
  /**
   * `busy`: it is still at work on an earlier request; `lost`: it does not know the upload any more; `spoilt`: the
   * upload is of no more use; `final`: it would say the same again.
   */
  readonly kind: 'too-large' | 'wrong-digest' | 'misplaced' | 'busy' | 'lost' | 'spoilt' | 'final';
  /** What to fail with where nothing better is known to do. */
  readonly error: SluiceError;
}

/** Understands a refused PUT or PATCH that brought so many `bytes`. */
export async function understandRefusal(
  target: UploadTarget,
  blob: Descriptor,
  request: { readonly method: 'PUT' | 'PATCH'; readonly bytes: number },
  response: Followed,
): Promise<Refusal> {
  const { wire, repository, what } = target;
  const { host } = wire;
  const { status, url } = response;
  const answer = await readAnswerError(response);
  const full = fullFailure(status, answer, { host, what, method: request.method, url });
  if (full !== undefined) return { kind: 'final', error: full };
  const [code = String(status)] = answer.codes;
  const interrupted = interruption(target, blob, code);
  if (status === 413 && request.bytes > 0) return { kind: 'too-large', error: interrupted };
  if (status === 416) return { kind: 'misplaced', error: interrupted };
  if (request.method === 'PUT' && answer.codes.includes('DIGEST_INVALID')) {
    const error = new SluiceError('UPLOAD_DIGEST_REFUSED', {
      params: { host, repository, digest: blob.digest },
      affected: [host],
      detail: answer.words,
    });
    return { kind: 'wrong-digest', error };
  }
  if (status === 409) return { kind: 'busy', error: interrupted };
  if (status === 404) return { kind: 'lost', error: interrupted };
  if (answer.codes.some((name) => name.startsWith('BLOB_UPLOAD_'))) {
    return { kind: 'spoilt', error: interrupted };
  }
  const error = new SluiceError('REGISTRY_REFUSED', {
    params: { host, what, status, codes: codesAfterStatus(answer) },
    affected: [host],
    detail: answer.words,
  });
  return { kind: 'final', error };
}

/** The upload has to begin again, or to go on elsewhere. */
export function interruption(
  { wire, repository }: UploadTarget,
  blob: Descriptor,
  reason: string,
): SluiceError {
  return new SluiceError('UPLOAD_INTERRUPTED', {
    params: { host: wire.host, repository, digest: blob.digest, reason },
    affected: [wire.host],
    retryable: true,
  });
}
