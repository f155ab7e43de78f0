import {
  callResultSchema,
  RemoteError,
  wireErrorSchema,
  type WireError,
} from '../../../core/contract/index.ts';
import { clientError, remoteError } from './client-error.ts';
import type { PageDoor, RequestOptions } from './page-door.ts';

/** Sends JSON and gives the response. Throws RemoteError, or the signal's reason when aborted. */
export async function send(
  door: PageDoor,
  path: string,
  options: {
    readonly method: RequestOptions['method'];
    readonly token?: string;
    /** JSON. */
    readonly body?: string;
    readonly signal?: AbortSignal;
    readonly keepalive?: boolean;
  },
): Promise<Response> {
  const { method, token, body, signal, keepalive } = options;
  try {
    return await door.fetch(path, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body }),
      ...(signal !== undefined && { signal }),
      ...(keepalive !== undefined && { keepalive }),
    });
  } catch {
    signal?.throwIfAborted();
    throw remoteError('BRIDGE_UNREACHABLE', true);
  }
}

/** The JSON of a response. Throws RemoteError when there is none: something else answered, or the line broke. */
export async function readJson(response: Response, signal?: AbortSignal): Promise<unknown> {
  let text: string;
  try {
    text = await response.text();
  } catch {
    signal?.throwIfAborted();
    throw remoteError('BRIDGE_UNREACHABLE', true);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw remoteError('BRIDGE_ANSWER_MALFORMED');
  }
}

/** What an answer to a call holds. Throws RemoteError. */
export function valueOf(answer: unknown): unknown {
  const checked = callResultSchema.safeParse(answer);
  if (!checked.success) throw remoteError('BRIDGE_ANSWER_MALFORMED');
  if (!checked.data.ok) throw new RemoteError(checked.data.error);
  return checked.data.value;
}

/** The error in an answer that is none of success. */
export async function errorOf(response: Response): Promise<WireError> {
  try {
    const answer = await readJson(response);
    const error = typeof answer === 'object' && answer !== null && 'error' in answer ? answer.error : null;
    return wireErrorSchema.parse(error);
  } catch {
    return clientError('BRIDGE_ANSWER_MALFORMED');
  }
}
