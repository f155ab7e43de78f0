import { SluiceError, type PageRole } from '../contract/index.ts';
import type { HostServices } from '../host/index.ts';
import { createLockout } from './lockout.ts';
import { hashSecret, isSecret, type SecretHash } from './secrets.ts';

const tokenBytes = 32;
/** Milliseconds without a request and without an open stream after which a session ends: a night. */
const idleLimit = 12 * 60 * 60_000;
/** Milliseconds after which a controlling page that is not there any more loses control to a new page. */
const absentAfter = 30_000;
const mostSessions = 16;

/** One page that may use the host. */
export interface Session {
  /** Stays the same for the page's life; no secret. */
  readonly id: string;
  role(): PageRole;
  /** A stream of events stands: the page is there. Gives the function for its end. */
  attach(): () => void;
  /** Aborted when the session ends. */
  readonly ended: AbortSignal;
}

/** Who may use the host: bearers in memory, none of them written anywhere. */
export interface Sessions {
  /** A new session; controls the host when no page that is there does. Throws BRIDGE_BUSY. */
  open(): { readonly token: string; readonly session: Session };
  /** The session of a page that swaps it for a new one: control goes over to that. */
  replace(authorization: string | undefined, by: Session): void;
  /** Throws BRIDGE_SESSION_UNKNOWN, or BRIDGE_LOCKED after many wrong ones. Right ones are never locked out. */
  authenticate(authorization: string | undefined): Session;
  /**
   * The page of `session` is being closed or reloaded: without a stream it has no claim to control any more. It keeps
   * it until another page comes, and is there again with its next request.
   */
  leave(session: Session): void;
  /** `session` controls from now on; the one before may look only. */
  takeControl(session: Session): void;
  end(session: Session): void;
}

interface Entry extends Session {
  readonly hash: SecretHash;
  readonly ending: AbortController;
  streams: number;
  lastSeen: number;
  /** Its page has said goodbye, and was not heard of since. */
  isLeaving: boolean;
}

/** `onControl` is called when another page controls than before. */
export function createSessions(
  { clock, random }: Pick<HostServices, 'clock' | 'random'>,
  onControl: () => void,
): Sessions {
  const lockout = createLockout(clock);
  const entries = new Map<string, Entry>();
  let controller: string | undefined;
  const control = (id: string | undefined): void => {
    if (controller === id) return;
    controller = id;
    onControl();
  };
  const end = ({ id }: Session): void => {
    const entry = entries.get(id);
    entries.delete(id);
    entry?.ending.abort();
    if (controller === id) control(undefined);
  };
  const find = (authorization: string | undefined): Entry | undefined => {
    const token = /^Bearer ([A-Za-z0-9_-]{1,100})$/.exec(authorization ?? '')?.[1] ?? '';
    let found: Entry | undefined;
    // All are compared, so that the time says nothing.
    for (const entry of entries.values()) if (isSecret(token, entry.hash)) found = entry;
    return found;
  };
  const idle = (entry: Entry): number => (entry.streams > 0 ? 0 : clock.monotonic() - entry.lastSeen);
  const isAbsent = (entry: Entry): boolean =>
    entry.streams === 0 && (entry.isLeaving || idle(entry) > absentAfter);
  const endIdle = (): void => {
    for (const entry of entries.values()) if (idle(entry) > idleLimit) end(entry);
  };
  const makeRoom = (): void => {
    if (entries.size < mostSessions) return;
    const [longest] = [...entries.values()].sort((a, b) => idle(b) - idle(a));
    if (longest === undefined || idle(longest) === 0)
      throw new SluiceError('BRIDGE_BUSY', { retryable: true });
    end(longest);
  };
  return {
    open: () => {
      endIdle();
      makeRoom();
      const token = random.bytes(tokenBytes).toString('base64url');
      const id = random.bytes(8).toString('hex');
      const ending = new AbortController();
      const entry: Entry = {
        id,
        hash: hashSecret(token),
        ending,
        ended: ending.signal,
        streams: 0,
        lastSeen: clock.monotonic(),
        isLeaving: false,
        role: () => (controller === id ? 'controller' : 'viewer'),
        attach: () => {
          entry.streams += 1;
          return () => {
            entry.streams -= 1;
            entry.lastSeen = clock.monotonic();
          };
        },
      };
      entries.set(id, entry);
      const present = controller === undefined ? undefined : entries.get(controller);
      if (present === undefined || isAbsent(present)) control(id);
      return { token, session: entry };
    },
    authenticate: (authorization) => {
      endIdle();
      const found = find(authorization);
      if (found === undefined) {
        lockout.check();
        if (authorization !== undefined) lockout.failed();
        throw new SluiceError('BRIDGE_SESSION_UNKNOWN');
      }
      found.lastSeen = clock.monotonic();
      found.isLeaving = false;
      return found;
    },
    replace: (authorization, by) => {
      const before = find(authorization);
      if (before === undefined) return;
      if (controller === before.id) control(by.id);
      end(before);
    },
    leave: ({ id }) => {
      const entry = entries.get(id);
      if (entry !== undefined) entry.isLeaving = true;
    },
    takeControl: ({ id }) => control(id),
    end,
  };
}
