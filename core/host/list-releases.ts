import { listReleases, onlineReleaseInputs, type ReleaseListing } from '../release/index.ts';
import { openNetwork, type NetworkRequest } from './network.ts';
import type { Observer } from './observer.ts';
import type { HostServices } from './services.ts';

export type { ReleaseListing };

export interface ReleaseQuery extends NetworkRequest {
  readonly version?: string | undefined;
  readonly channel?: string | undefined;
  readonly channels?: boolean | undefined;
  readonly architectures?: readonly string[] | undefined;
}

/** `sluice list releases` (oc-mirror-v2.md 2.5). */
export async function listReleaseVersions(
  services: HostServices,
  query: ReleaseQuery,
  context: { readonly observer: Observer; readonly signal: AbortSignal },
): Promise<ReleaseListing> {
  const network = await openNetwork(services, query, context.observer);
  try {
    return await listReleases({
      inputs: onlineReleaseInputs({ ...services, door: network.door, source: network.source }),
      tags: network.tags,
      version: query.version,
      channel: query.channel,
      channels: query.channels,
      architectures: query.architectures,
      signal: context.signal,
    });
  } finally {
    await network.close();
  }
}
