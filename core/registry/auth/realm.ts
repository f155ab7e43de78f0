import { SluiceError } from '../../contract/index.ts';

/** Which token service a registry had when credentials were last sent; kept across runs. Hosts are `name[:port]`. */
export interface RealmMemory {
  get(registry: string): string | undefined;
  set(registry: string, realm: string): void;
}

export interface RealmPolicy {
  readonly memory?: RealmMemory;
  /** Token services that are known to be right, whatever their address. */
  readonly trustedHosts?: readonly string[];
  /** The operator said that a changed token service is right. */
  readonly acceptChange?: boolean;
}

export interface Realm {
  readonly url: URL;
  /** Same scheme, host and port as the registry. */
  readonly isOwn: boolean;
  readonly isTrusted: boolean;
}

/**
 * The token service that a challenge names, if it may be used (registry-client.md A11, CVE-2026-33540,
 * CVE-2026-48978). Where it may be on the network is judged by the door when it connects.
 * Throws REALM_REFUSED.
 */
export function resolveRealm(realm: string, registryUrl: URL, policy: RealmPolicy): Realm {
  const refuse = (shown: string, reason: string): SluiceError =>
    new SluiceError('REALM_REFUSED', {
      params: { host: registryUrl.host, realm: shown, reason },
      affected: [registryUrl.host],
    });
  // Some registries name it relative to themselves.
  const url = URL.parse(realm, registryUrl.href);
  if (url === null || url.hostname === '') throw refuse(realm.slice(0, 100), 'bad address');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && registryUrl.protocol === 'http:')) {
    throw refuse(`${url.protocol}//${url.host}`, 'scheme');
  }
  url.username = '';
  url.password = '';
  url.hash = '';
  return {
    url,
    isOwn: url.origin === registryUrl.origin,
    isTrusted: policy.trustedHosts?.includes(url.host) === true,
  };
}

/** Before credentials are sent: the service must be the one of last time (A11.5). Throws REALM_CHANGED. */
export function checkRealmChange(realm: Realm, host: string, policy: RealmPolicy): 'new' | 'known' {
  if (realm.isOwn) return 'known';
  const before = policy.memory?.get(host);
  if (before === realm.url.host) return 'known';
  if (before !== undefined && policy.acceptChange !== true && !realm.isTrusted) {
    throw new SluiceError('REALM_CHANGED', {
      params: { host, before, realm: realm.url.host },
      affected: [host],
    });
  }
  policy.memory?.set(host, realm.url.host);
  return 'new';
}
