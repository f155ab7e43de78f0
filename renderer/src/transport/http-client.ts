import {
  bridgeRoutes,
  formatBytes,
  maximumCallLength,
  RemoteError,
  type CommandOutput,
  type SluiceClient,
  type WireError,
} from '../../../core/contract/index.ts';
import { clientError } from './client-error.ts';
import { createConnection } from './connection.ts';
import { createEventRouter } from './event-router.ts';
import { followEvents } from './follow-events.ts';
import { errorOf, readJson, send, valueOf } from './http-request.ts';
import type { PageDoor } from './page-door.ts';
import { createSession } from './session.ts';

/** Said here: a host that reads no more may not be heard. */
const tooLarge: WireError = {
  ...clientError('BRIDGE_TOO_LARGE'),
  params: { limit: formatBytes(maximumCallLength) },
};

/**
 * The client of a page in a browser: calls over POST, events over one streaming response that is opened again
 * when it breaks. Nothing is asked before the stream stands, so that no event falls between.
 */
export function createHttpClient(door: PageDoor): SluiceClient {
  const connection = createConnection({ kind: 'connecting' });
  const router = createEventRouter();
  const session = createSession(door, connection);
  void session.begin();
  // Another page need not wait for control until this one counts as gone.
  door.onLeave(() => {
    const token = door.token.get();
    if (token === undefined) return;
    send(door, bridgeRoutes.control, { method: 'DELETE', token, keepalive: true }).catch(() => undefined);
  });
  void followEvents({ door, connection, router, session });
  return {
    invoke: async (command, input, { signal } = {}) => {
      const token = await session.token(signal);
      const body = JSON.stringify({ id: door.newId(), command, input });
      if (body.length > maximumCallLength) throw new RemoteError(tooLarge);
      const response = await send(door, bridgeRoutes.rpc, {
        method: 'POST',
        token,
        body,
        ...(signal !== undefined && { signal }),
      });
      if (response.status === 401) throw new RemoteError(session.refuse(await errorOf(response), token));
      return valueOf(await readJson(response, signal)) as CommandOutput<typeof command>;
    },
    subscribe: router.subscribe,
    onConnection: connection.watch,
    session: {
      signIn: session.signIn,
      takeControl: async () => {
        const token = await session.token();
        const response = await send(door, bridgeRoutes.control, { method: 'POST', token, body: '{}' });
        if (!response.ok) throw new RemoteError(await errorOf(response));
      },
    },
  };
}
