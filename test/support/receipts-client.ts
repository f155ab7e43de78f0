import { openNetwork } from '../../core/host/network.ts';
import type { HostServices } from '../../core/host/index.ts';
import type { RegistryClient } from '../../core/registry/index.ts';

/** A client for a registry without TLS. */
export async function createNetworkClient(
  services: HostServices,
  host: string,
): Promise<{ readonly client: RegistryClient; close(): Promise<void> }> {
  const network = await openNetwork(services, { destinationTlsVerify: false }, () => undefined);
  return { client: network.target(host), close: () => network.close() };
}
