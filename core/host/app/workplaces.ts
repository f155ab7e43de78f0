import type { ContentSource, Site } from '../../contract/index.ts';
import type { NetworkRequest } from '../network.ts';
import type { HostServices } from '../services.ts';

/** A site as this machine reaches it: the real one, or the Practice environment's. */
export interface Workplace {
  readonly site: Site;
  readonly practice: boolean;
  /** With the environment (variables, state folder) of this site, and the connections that are kept for it. */
  readonly services: HostServices;
  /**
   * What every use of the network from this site has in common. With `offlineAllow`, a caller adds the hosts
   * that the run itself names (the registry that is filled).
   */
  readonly network: NetworkRequest;
  /** The folder that plays the removable medium in practice. */
  readonly practiceDisk?: string;
}

export interface WorkplaceChoice {
  /** Of a job or draft: whether it was practised. Default: as the application is now. */
  readonly practice?: boolean;
}

/** What is known of the images that will be read, so that every host they name is redirected. */
export interface ReadingChoice extends WorkplaceChoice {
  /** The ImageSetConfiguration. */
  readonly yaml?: string;
  /** Image references. */
  readonly references?: readonly string[];
}

export interface Workplaces {
  /** Throws PRACTICE_NOT_RUNNING when it was practised and the servers are down. */
  at(site: Site, choice?: WorkplaceChoice): Promise<Workplace>;
  /** The same with `source` as the place that content is read from: a registries.conf of its own, hosts that are allowed. */
  readingFrom(site: Site, source: ContentSource, choice?: ReadingChoice): Promise<Workplace>;
}
