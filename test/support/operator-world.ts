import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openCatalog, type CatalogModel } from '../../core/catalog/index.ts';
import { systemClock, systemFileSystem, systemRandom } from '../../core/ports/index.ts';
import {
  buildPracticeContent,
  createUpstream,
  listenOnLoopback,
  type PracticeContent,
} from '../../core/practice/index.ts';
import type { BeforeHook } from '../../core/practice/registry/intervention.ts';
import { hostOf, registryWorld, type RegistryWorld } from './host-registries.ts';
import { mirrorHere, type HostRun } from './host-world.ts';
import { registrySourceOf } from './registry-source.ts';

export const index = 'registry.redhat.io/redhat/redhat-operator-index';
export const indexRepository = 'redhat/redhat-operator-index';

/** The sample catalogue's registry, of which single requests may be made to fail, and a machine that mirrors from it. */
export interface OperatorWorld extends RegistryWorld {
  readonly content: PracticeContent;
  /** What happens to the next requests at the registry of the catalogue. */
  disturb(before: BeforeHook | undefined): void;
  /** `host:port` of a new, empty registry. */
  target(): Promise<string>;
  /** `sluice mirror` with these lines under `mirror.operators`, from the sample registry or from a folder. */
  mirror(operators: string, run: Omit<HostRun, 'config'>): ReturnType<typeof mirrorHere>;
  /** The catalogue that a registry serves, read as a stranger would. */
  served(host: string, reference: string): Promise<CatalogModel>;
}

export async function operatorWorld(): Promise<OperatorWorld> {
  const world = await registryWorld();
  const content = await buildPracticeContent({ scale: 'tiny' });
  let hook: BeforeHook | undefined;
  const upstream = createUpstream(content, {
    clock: systemClock,
    random: systemRandom,
    before: (request) => hook?.(request),
  });
  const server = await listenOnLoopback(upstream.listener, 'upstream');
  const mirror = new URL(server.url).host;
  const conf = join(world.directory, 'registries.conf');
  await writeFile(
    conf,
    ['registry.redhat.io', 'quay.io']
      .map(
        (host) =>
          `[[registry]]\nlocation="${host}"\n[[registry.mirror]]\nlocation="${mirror}"\ninsecure=true\n`,
      )
      .join('\n'),
  );
  let files = 0;
  return {
    ...world,
    content,
    disturb: (before) => (hook = before),
    target: async () => hostOf(await world.registry()),
    mirror: async (operators, { more, ...run }) => {
      const config = join(world.directory, `operators-${++files}.yaml`);
      const head =
        'apiVersion: mirror.openshift.io/v2alpha1\nkind: ImageSetConfiguration\nmirror:\n  operators:\n';
      await writeFile(config, head + operators.replace(/^/gm, '    ').trimEnd());
      const network = { registriesConf: conf, retryTimes: 0, destinationTlsVerify: false };
      return mirrorHere(world, { ...run, config, more: { ...network, ...more } });
    },
    served: async (host, reference) => {
      const source = registrySourceOf(host);
      const [repository = '', tag = ''] = reference.split(':');
      const found = await source.resolveTag(`${host}/${repository}`, tag);
      if (found === undefined) throw new Error(`${reference} is not there`);
      const catalog = await openCatalog({
        fs: systemFileSystem,
        stateDirectory: await mkdtemp(join(world.directory, 'stranger-')),
        source,
        repository: `${host}/${repository}`,
        digest: found.digest,
      });
      await catalog.close();
      return catalog.model;
    },
    close: async () => {
      await server.close();
      await world.close();
    },
  };
}

/** `package/channel: entries` of a catalogue. */
export function shapeOf({ packages }: CatalogModel): string[] {
  return [...packages.values()].flatMap(({ name, channels }) =>
    channels.map(
      (channel) => `${name}/${channel.name}: ${channel.entries.map((entry) => entry.name).join(' ')}`,
    ),
  );
}
