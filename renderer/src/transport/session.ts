import {
  bridgeRoutes,
  RemoteError,
  sessionAnswerSchema,
  type WireError,
} from '../../../core/contract/index.ts';
import { clientError, remoteError } from './client-error.ts';
import type { Connection } from './connection.ts';
import { errorOf, readJson, send } from './http-request.ts';
import type { PageDoor } from './page-door.ts';

/** The right of this page to use the host. */
export interface Session {
  /** Exchanges the code in the address, if there is one. */
  begin(): Promise<void>;
  signIn(codeOrAddress: string): Promise<void>;
  /** The token, once the page is connected. Throws RemoteError when it is refused. */
  token(signal?: AbortSignal): Promise<string>;
  /** Forgets `token` and tells the page why, unless another has taken its place already. */
  refuse(error: WireError, token: string): WireError;
}

/** What is told about the session goes to `connection`. */
export function createSession(door: PageDoor, connection: Connection): Session {
  const exchange = async (code: string): Promise<void> => {
    // The host ends the session that this page had, and lets the new one take its part.
    const before = door.token.get();
    const response = await send(door, bridgeRoutes.session, {
      method: 'POST',
      body: JSON.stringify({ code }),
      ...(before !== undefined && { token: before }),
    });
    if (!response.ok) throw new RemoteError(await errorOf(response));
    const answer = sessionAnswerSchema.safeParse(await readJson(response));
    if (!answer.success) throw remoteError('BRIDGE_ANSWER_MALFORMED');
    door.token.set(answer.data.token);
    connection.set({ kind: 'connecting' });
  };
  /** With a session that still stands, a code that does not work any more is no misfortune. */
  const tryCode = async (code: string | undefined): Promise<void> => {
    try {
      if (code !== undefined) await exchange(code);
      if (door.token.get() === undefined) throw remoteError('BRIDGE_SESSION_UNKNOWN');
    } catch (error) {
      if (door.token.get() !== undefined) return;
      const known = error instanceof RemoteError ? error.error : clientError('BRIDGE_ANSWER_MALFORMED');
      connection.set({ kind: 'refused', error: known });
    }
  };
  let begun: Promise<void> | undefined;
  door.onCode((code) => {
    // The router has taken the address for a page of ours that it does not know: it has to begin anew.
    void tryCode(code).then(() => door.token.get() !== undefined && door.reload());
  });
  return {
    begin: () => (begun ??= tryCode(door.takeCode())),
    signIn: async (codeOrAddress) => {
      const code = /(?:^|[#&]code=)([A-Za-z0-9_-]{32})$/.exec(codeOrAddress.trim())?.[1];
      if (code === undefined) throw remoteError('BRIDGE_CODE_UNKNOWN');
      await exchange(code);
    },
    token: async (signal) => {
      const state = await connection.when(({ kind }) => kind !== 'connecting', signal);
      const token = door.token.get();
      if (state.kind === 'refused') throw new RemoteError(state.error);
      if (token === undefined) throw remoteError('BRIDGE_SESSION_UNKNOWN');
      return token;
    },
    refuse: (error, token) => {
      if (door.token.get() === token) {
        door.token.remove();
        connection.set({ kind: 'refused', error });
      }
      return error;
    },
  };
}
