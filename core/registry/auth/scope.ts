/** What may be done with a repository; Quay knows no `delete`, only `*` (registry-client.md A5). */
export type Access = 'pull' | 'push' | 'delete';

/** The scope of a token request. */
export function scopeFor(repository: string, access: Access, host = ''): string {
  switch (access) {
    case 'pull':
      return `repository:${repository}:pull`;
    case 'push':
      return `repository:${repository}:pull,push`;
    case 'delete':
      return isQuay(host) ? `repository:${repository}:*` : `repository:${repository}:pull,push,delete`;
  }
}

export const catalogScope = 'registry:catalog:*';

function isQuay(host: string): boolean {
  return host === 'quay.io' || host.endsWith('.quay.io');
}

/**
 * The scopes of a request together with those of the server's challenge: ours first, because some
 * servers read only the first; actions of one repository merged.
 */
export function mergeScopes(ours: readonly string[], challenged: string | undefined): string[] {
  const merged = new Map<string, Set<string>>();
  const asked = (challenged ?? '').split(' ').filter((scope) => scope !== '' && scope.length <= 1024);
  for (const scope of [...ours, ...asked.slice(0, 20)]) {
    const colon = scope.lastIndexOf(':');
    const resource = colon < 0 ? scope : scope.slice(0, colon);
    const actions = merged.get(resource) ?? new Set<string>();
    merged.set(resource, actions);
    if (colon >= 0) for (const action of scope.slice(colon + 1).split(',')) actions.add(action);
  }
  return [...merged].map(([resource, actions]) =>
    actions.size === 0 ? resource : `${resource}:${[...actions].join(',')}`,
  );
}
