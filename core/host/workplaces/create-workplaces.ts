import type { RegistryPlace, Site } from '../../contract/index.ts';
import { loadRegistriesConf } from '../../registry/index.ts';
import type { SettingsStore } from '../app/settings-store.ts';
import type { ReadingChoice, Workplace, WorkplaceChoice, Workplaces } from '../app/workplaces.ts';
import type { Connections, InsecureHost } from '../connections.ts';
import { practiceDisk, type PracticeControl } from '../practice/practice-control.ts';
import { allowedHosts, stageServices } from '../practice/stage-services.ts';
import type { HostServices } from '../services.ts';
import { keepRegistriesConf, registriesConfFor } from './registry-reading.ts';
import { siteEnvironment, siteNetwork } from './site-environment.ts';

export interface WorkplacesOptions {
  readonly services: HostServices;
  /** The application's own folder. */
  readonly folder: string;
  readonly settings: Pick<SettingsStore, 'current'>;
  readonly practice: Pick<PracticeControl, 'isOn' | 'running'>;
  /** What is kept for a site at this moment. */
  readonly connections: (site: Site) => Promise<Connections>;
}

/** The workplaces with what only the host's own areas use. */
export interface OwnWorkplaces extends Workplaces {
  /**
   * The site, with hosts that somebody names on purpose, to test them. Practice stays on this machine: there
   * nothing is added.
   */
  reaching(site: Site, hosts: readonly string[]): Promise<Workplace>;
  /** The text of the registries.conf with which a run reads from this registry. */
  registriesConf(site: Site, place: RegistryPlace, choice?: ReadingChoice): Promise<string>;
}

/** Gives each run the site it works at. Everything is read anew each time: settings change between runs. */
export function createWorkplaces(options: WorkplacesOptions): OwnWorkplaces {
  const { services, folder, settings, practice, connections } = options;

  const practised = async (site: Site): Promise<Workplace> => {
    const environment = await practice.running();
    const staged = stageServices(services, environment, site);
    // Practice registries speak plain HTTP on this machine: nothing to warn of.
    const loopback: InsecureHost[] = Object.values(environment.hosts).map((host) => ({ host }));
    const kept = await connections(site);
    return {
      site,
      practice: true,
      services: { ...staged, connections: { ...kept, insecure: [...loopback, ...kept.insecure] } },
      network: { offlineAllow: allowedHosts(environment, site) },
      practiceDisk: practiceDisk(folder),
    };
  };

  const real = async (site: Site): Promise<Workplace> => {
    const current = settings.current();
    const environment = siteEnvironment(services.environment, current);
    return {
      site,
      practice: false,
      services: { ...services, environment, connections: await connections(site) },
      network: siteNetwork(site, environment, current),
    };
  };

  const at = (site: Site, choice: WorkplaceChoice = {}): Promise<Workplace> =>
    (choice.practice ?? practice.isOn()) ? practised(site) : real(site);

  const textFor = (place: RegistryPlace, workplace: Workplace, choice: ReadingChoice): Promise<string> => {
    const insecure = workplace.services.connections?.insecure ?? [];
    return registriesConfFor(workplace.services, place, {
      ...choice,
      insecure: insecure.some(({ host }) => host === place.host),
    });
  };

  return {
    at,
    readingFrom: async (site, source, choice = {}) => {
      const workplace = await at(site, choice);
      switch (source.kind) {
        case 'archive':
          return workplace;
        case 'upstream':
          return allowing(workplace, await mirrorHosts(workplace));
        case 'registry': {
          const text = await textFor(source.place, workplace, choice);
          const registriesConf = await keepRegistriesConf(services, folder, text);
          const allowed = allowing(workplace, [source.place.host]);
          return { ...allowed, network: { ...allowed.network, registriesConf } };
        }
      }
    },
    reaching: async (site, hosts) => {
      const workplace = await at(site);
      return workplace.practice ? workplace : allowing(workplace, hosts);
    },
    registriesConf: async (site, place, choice = {}) => textFor(place, await at(site, choice), choice),
  };
}

/** Where only named hosts may be contacted, these are named too. */
export function allowing(workplace: Workplace, hosts: readonly string[]): Workplace {
  const { offlineAllow } = workplace.network;
  if (offlineAllow === undefined) return workplace;
  const all = [...new Set([...offlineAllow, ...hosts])];
  return { ...workplace, network: { ...workplace.network, offlineAllow: all } };
}

/** The mirrors in this machine's registries.conf: its administrator named them. Practice has its own list. */
async function mirrorHosts({ services, practice, network }: Workplace): Promise<readonly string[]> {
  if (practice || network.offlineAllow === undefined) return [];
  const conf = await loadRegistriesConf(services);
  const places = conf.rules.flatMap((rule) => [
    ...rule.mirrors.map(({ location }) => location),
    ...(rule.location === rule.prefix ? [] : [rule.location]),
  ]);
  return places.map((place) => place.split('/')[0] ?? '').filter((host) => host !== '');
}
