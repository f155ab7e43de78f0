import { bridgeRoutes, streamBeat, streamLineSchema } from '../../../core/contract/index.ts';
import { clientError } from './client-error.ts';
import type { Connection } from './connection.ts';
import type { EventRouter } from './event-router.ts';
import { errorOf, send } from './http-request.ts';
import { jsonLines } from './json-lines.ts';
import type { PageDoor } from './page-door.ts';
import type { Session } from './session.ts';

/** Milliseconds before the first new try; doubled with each one that fails. */
const firstPause = 500;
const longestPause = 10_000;

interface Following {
  readonly door: PageDoor;
  readonly connection: Connection;
  readonly router: EventRouter;
  readonly session: Session;
}

/** Keeps the event stream open for as long as the page is there. */
export async function followEvents(following: Following): Promise<never> {
  const { door, connection, session } = following;
  await session.begin();
  const ever = { connected: false };
  let failed = 0;
  for (;;) {
    await connection.when(({ kind }) => kind !== 'refused');
    const token = door.token.get();
    if (token !== undefined && (await readStream(following, token, ever))) failed = 0;
    // Another session has taken the place of the one that ended, or there is none any more.
    if (door.token.get() !== token || connection.now().kind === 'refused') continue;
    const state = connection.now();
    if (state.kind !== 'lost') connection.set({ kind: 'lost', since: door.now() });
    const pause = Math.min(longestPause, firstPause * 2 ** failed);
    failed += 1;
    await pauseUnlessSignedIn(following, pause);
  }
}

/** A new session is no reason to wait. */
async function pauseUnlessSignedIn({ door, connection }: Following, pause: number): Promise<void> {
  const stop = new AbortController();
  const signedIn = connection.when(({ kind }) => kind === 'connecting', stop.signal);
  await Promise.race([door.sleep(pause, stop.signal), signedIn]);
  stop.abort();
}

/** Reads until the stream ends. Gives whether it stood. */
async function readStream(
  { door, connection, router, session }: Following,
  token: string,
  ever: { connected: boolean },
): Promise<boolean> {
  let stood = false;
  const stop = new AbortController();
  const silence = async (signal: AbortSignal): Promise<never> => {
    await door.sleep(3 * streamBeat, signal);
    throw new RangeError('nothing heard for three beats');
  };
  try {
    const response = await send(door, bridgeRoutes.events, { method: 'GET', token, signal: stop.signal });
    // A session that is not known, or too many guesses at one: trying again would be another guess.
    if (response.status === 401 || response.status === 429) {
      session.refuse(await errorOf(response), token);
      return false;
    }
    if (!response.ok || response.body === null) return false;
    for await (const value of jsonLines(response.body, silence)) {
      const line = streamLineSchema.parse(value);
      if (line.kind === 'event') router.receive(line);
      else if (line.kind === 'bye') session.refuse(clientError('BRIDGE_ENDED'), token);
      else if (line.kind === 'hello') {
        stood = true;
        router.begin(line.counts, ever.connected || connection.now().kind === 'lost');
        ever.connected = true;
        if (connection.now().kind !== 'connected') connection.set({ kind: 'connected' });
      }
    }
  } catch {
    // The line broke, or something else than Sluice is at its end: the caller tries again.
  } finally {
    stop.abort();
  }
  return stood;
}
