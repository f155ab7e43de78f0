import type { ServerResponse } from 'node:http';
import type { ErrorCode } from '../contract/index.ts';
import { toWireError } from '../host/index.ts';

const statuses: Readonly<Partial<Record<ErrorCode, number>>> = {
  BRIDGE_REQUEST_MALFORMED: 400,
  APP_INPUT_INVALID: 400,
  BRIDGE_CODE_USED: 401,
  BRIDGE_CODE_UNKNOWN: 401,
  BRIDGE_SESSION_UNKNOWN: 401,
  BRIDGE_ORIGIN_REFUSED: 403,
  BRIDGE_NOT_FOUND: 404,
  BRIDGE_METHOD_REFUSED: 405,
  BRIDGE_TOO_LARGE: 413,
  BRIDGE_HOST_REFUSED: 421,
  BRIDGE_LOCKED: 429,
  BRIDGE_BUSY: 503,
  BRIDGE_PAGE_NOT_BUILT: 503,
};

/** Answers with JSON. */
export function answerJson(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value);
  response.statusCode = status;
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.setHeader('content-length', Buffer.byteLength(body));
  response.end(body);
}

/** Answers with a failure in the form that calls have: code, parameters; the page has the words. */
export function answerError(response: ServerResponse, thrown: unknown): void {
  // What was being sent is cut off: nobody shall take a part for the whole.
  if (response.headersSent) return void response.destroy();
  // A failure of ours that has no code may name paths and lines of the program: not for strangers.
  const { detail, ...error } = toWireError(thrown);
  void detail;
  const status = Object.hasOwn(statuses, error.code) ? statuses[error.code as ErrorCode] : undefined;
  if (error.code === 'BRIDGE_LOCKED') response.setHeader('retry-after', String(error.params['seconds']));
  // The rest of a request that was refused is not read.
  response.shouldKeepAlive = false;
  answerJson(response, status ?? 500, { ok: false, error });
}
