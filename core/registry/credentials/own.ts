import { canonicalHost } from './entry.ts';
import type { OwnCredential } from './model.ts';

/** The most specific of the kept credentials that covers host and repository, as in auth files (registry-client.md C5). */
export function matchOwn(
  own: readonly OwnCredential[],
  wanted: { readonly host: string; readonly repository: string },
): OwnCredential | undefined {
  const name = wanted.repository === '' ? wanted.host : `${wanted.host}/${wanted.repository}`;
  let best: OwnCredential | undefined;
  for (const credential of own) {
    const [host = '', ...path] = credential.scope.split('/');
    const scope = [canonicalHost(host), ...path].join('/');
    const covers = name === scope || name.startsWith(`${scope}/`);
    if (covers && credential.scope.length > (best?.scope.length ?? -1)) best = credential;
  }
  return best;
}
