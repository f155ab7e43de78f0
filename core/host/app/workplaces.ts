import type { ContentSource, Site } from '../../contract/index.ts';
import type { NetworkRequest } from '../network.ts';
import type { HostServices } from '../services.ts';

/** A site as this machine reaches it: the real one, or the Practice environment's. */
export interface Workplace {
  readonly site: Site;
  readonly practice: boolean;
  /** With the environment (variables, state folder) of this site. */
  readonly services: HostServices;
  /** What every use of the network from this site has in common. */
  readonly network: NetworkRequest;
  /** The folder that plays the removable medium in practice. */
  readonly practiceDisk?: string;
}

export interface Workplaces {
  /** Throws PRACTICE_NOT_RUNNING when it was practised and the servers are down. */
  at(site: Site): Promise<Workplace>;
  /** The same with `source` as the place that content is read from: a registries.conf of its own, hosts that are allowed. */
  readingFrom(site: Site, source: ContentSource): Promise<Workplace>;
}
