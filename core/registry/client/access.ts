import { scopeFor } from '../auth/scope.ts';
import { discardBody } from '../http/read-body.ts';
import { abandon, openSession, type UploadTarget } from '../upload/session.ts';
import type { Wire } from './wire.ts';

/** `absent`: allowed, but there is no such repository yet. */
export type Access = 'granted' | 'absent';

/** Finds out whether the repository may be read, by reading one tag name. Throws when it may not. */
export function checkPull(wire: Wire, repository: string, signal?: AbortSignal): Promise<Access> {
  return wire.persist(
    async () => {
      const response = await wire.ask({
        method: 'GET',
        at: `${repository}/tags/list?n=1`,
        need: { repository, scopes: [scopeFor(repository, 'pull')] },
        what: `<reading> ${repository}`,
        accept: [200, 404],
        signal,
      });
      await discardBody(response);
      return response.status === 200 ? 'granted' : 'absent';
    },
    { signal },
  );
}

/**
 * Finds out whether the repository may be written, by opening an upload and letting go of it: a token alone
 * proves nothing, as token servers grant less than asked without a word. Throws when it may not.
 */
export async function checkPush(target: UploadTarget): Promise<Access> {
  const session = await target.wire.persist(() => openSession(target), { signal: target.signal });
  await abandon(target, session);
  return 'granted';
}
