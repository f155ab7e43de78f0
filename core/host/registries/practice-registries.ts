import type { PracticeState, RegistryEntry, Site } from '../../contract/index.ts';

/** The registries of the Practice environment as entries: pages know them by these ids and name them themselves. */
export function practiceRegistries({ hosts }: PracticeState): readonly RegistryEntry[] {
  if (hosts === undefined) return [];
  const entry = (site: Site, host: string): RegistryEntry => ({
    id: `practice-${site}`,
    name: host,
    site,
    place: { host, namespace: '' },
    profile: 'distribution',
    // They speak plain HTTP and only to this machine.
    tls: { mode: 'insecure', reason: 'HTTP, 127.0.0.1' },
  });
  return [entry('enterprise', hosts.enterprise), entry('enclave', hosts.enclave)];
}
