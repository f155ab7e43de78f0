import { join } from 'node:path';
import type { MirrorReport, RunEvent } from '../../core/contract/index.ts';
import { readReceiptFile, type HostServices, type ReadOutcome } from '../../core/host/index.ts';
import { carriedBlobs, type Carried } from './carried-blobs.ts';
import { hostOf, pushImage, registryWorld, type RegistryWorld } from './host-registries.ts';
import { mirrorHere, servicesOf, type HostRun } from './host-world.ts';
import type { RunningRegistry } from './practice-client.ts';

/** A set as it was made. */
export interface MadeHere extends Carried {
  readonly directory: string;
  /** Codes of the findings that were told. */
  readonly told: readonly string[];
}

/** An enterprise with one registry, enclaves, and media in between. */
export interface ReceiptsWorld extends RegistryWorld {
  readonly services: HostServices;
  readonly source: RunningRegistry;
  /** Makes a set of `lab/<name>:1.0` for each name; each is pushed when it is named first. */
  make(target: string, names: readonly string[], more?: object): Promise<MadeHere>;
  /** Imports a set into a registry, with its own configuration or that of fewer names. */
  bring(
    set: MadeHere,
    to: RunningRegistry,
    more?: Partial<HostRun> & { readonly names?: readonly string[] },
  ): Promise<{ readonly report: MirrorReport; readonly events: readonly RunEvent[] }>;
  /** Reads the receipt that lies beside a set. */
  read(set: MadeHere, target?: string): Promise<ReadOutcome>;
}

const plain = { sourceTlsVerify: false, destinationTlsVerify: false };

export async function receiptsWorld(): Promise<ReceiptsWorld> {
  const world = await registryWorld();
  const services = servicesOf(world);
  const source = await world.registry();
  const pushed = new Set<string>();
  let media = 0;
  const configurationOf = async (names: readonly string[]): Promise<string> => {
    for (const name of names) if (!pushed.has(name)) await pushImage(source, `lab/${name}`, '1.0', name);
    for (const name of names) pushed.add(name);
    return world.configuration(...names.map((name) => `name: ${hostOf(source)}/lab/${name}:1.0`));
  };
  return {
    ...world,
    services,
    source,
    async make(target, names, more = {}) {
      const directory = join(world.directory, `medium-${++media}`);
      const config = await configurationOf(names);
      const { events } = await mirrorHere(world, {
        config,
        destination: `file://${directory}`,
        more: { ...plain, target, ...more },
      });
      return { directory, ...(await carriedBlobs(directory, services.fs)), told: toldIn(events) };
    },
    bring: async ({ directory }, to, { names, more, ...rest } = {}) =>
      mirrorHere(world, {
        config: names === undefined ? join(directory, 'imageset-config.yaml') : await configurationOf(names),
        from: directory,
        destination: `docker://${hostOf(to)}`,
        more: { ...plain, ...more },
        ...rest,
      }),
    read: ({ directory }, target) =>
      readReceiptFile(services, join(directory, 'sluice-receipt.json'), { target }),
  };
}

export function toldIn(events: readonly RunEvent[]): string[] {
  return events.flatMap((event) => (event.type === 'finding' ? [event.message.code] : []));
}
