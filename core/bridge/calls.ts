import type { IncomingMessage, ServerResponse } from 'node:http';
import { callSchema, maximumCallLength, SluiceError } from '../contract/index.ts';
import type { Dispatch } from '../host/index.ts';
import { answerJson } from './answers.ts';
import { readJsonBody } from './read-body.ts';
import type { Session } from './sessions.ts';

/** Bytes of a call: the limit is in characters, and a Chinese one has three bytes. */
const mostBytes = 3 * maximumCallLength;
/** Calls of one page at the same time. */
const mostAtOnce = 64;

/** Answers calls, and aborts those whose page does not wait any more. */
export interface Calls {
  /** Throws what is wrong with the request itself; failures of the call are its answer. */
  answer(request: IncomingMessage, response: ServerResponse, session: Session): Promise<void>;
}

export function createCalls(dispatch: Dispatch): Calls {
  /** Session and call id of what is under way. */
  const open = new Set<string>();
  const openOf = new Map<string, number>();
  return {
    answer: async (request, response, session) => {
      if ((openOf.get(session.id) ?? 0) >= mostAtOnce)
        throw new SluiceError('BRIDGE_BUSY', { retryable: true });
      openOf.set(session.id, (openOf.get(session.id) ?? 0) + 1);
      const gone = new AbortController();
      const stop = (): void => gone.abort(new Error('the page has given the call up'));
      response.on('close', stop);
      session.ended.addEventListener('abort', stop);
      let key: string | undefined;
      try {
        const checked = callSchema.safeParse(await readJsonBody(request, mostBytes));
        if (!checked.success || open.has(`${session.id} ${checked.data.id}`)) {
          const field = checked.success ? 'id' : (checked.error.issues[0]?.path.join('.') ?? '');
          throw new SluiceError('APP_INPUT_INVALID', { params: { command: '-', field: field || '-' } });
        }
        const { id, command, input } = checked.data;
        key = `${session.id} ${id}`;
        open.add(key);
        const context = { caller: { id: session.id, role: session.role() }, signal: gone.signal };
        const result = await dispatch({ command, input }, context);
        if (!response.destroyed) answerJson(response, 200, result);
      } finally {
        if (key !== undefined) open.delete(key);
        session.ended.removeEventListener('abort', stop);
        const left = (openOf.get(session.id) ?? 1) - 1;
        if (left > 0) openOf.set(session.id, left);
        else openOf.delete(session.id);
      }
    },
  };
}
