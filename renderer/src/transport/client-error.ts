import { RemoteError, type ErrorCode, type WireError } from '../../../core/contract/index.ts';

/** A failure that the page itself notices, in the form in which the host's arrive. */
export function clientError(code: ErrorCode, retryable = false): WireError {
  return { code, params: {}, affected: [], retryable };
}

export function remoteError(code: ErrorCode, retryable = false): RemoteError {
  return new RemoteError(clientError(code, retryable));
}
