import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock, systemRandom } from '../../core/ports/index.ts';
import { buildPracticeContent, createUpstream, type PracticeContent } from '../../core/practice/index.ts';
import type { DockerRegistry } from './docker-registry.ts';
import { openGate, type Gate } from './e2e-gate.ts';
import { createServedWorld, type ServedSluice, type ServedWorld } from './e2e-sluice.ts';
import { wholeHosts } from './integration-stage.ts';
import { createWorld } from './integration-world.ts';

/** A machine of one environment, with its own state and the variables that its administrator set. */
export interface Machine {
  readonly world: ServedWorld;
  start(): Promise<ServedSluice>;
}

/** An internet, two disconnected networks with real registries, and a folder that is carried between them. */
export interface RealWorld {
  readonly content: PracticeContent;
  /** Before the internet. */
  readonly upstream: Gate;
  readonly enterprise: DockerRegistry;
  readonly enclave: DockerRegistry;
  readonly machines: Readonly<Record<'connected' | 'enterprise' | 'enclave', Machine>>;
  /** The drive that is carried. */
  readonly medium: string;
  gateTo(registry: DockerRegistry, transfer: 'read' | 'write'): Promise<Gate>;
  close(): Promise<void>;
}

export async function createRealWorld(): Promise<RealWorld> {
  const world = await createWorld();
  const content = await buildPracticeContent({ scale: 'tiny' });
  const { listener } = createUpstream(content, { clock: systemClock, random: systemRandom });
  const upstream = await openGate(listener, 'read');
  world.onClose(upstream.close);
  const [enterprise, enclave] = [await world.registry('enterprise'), await world.registry('enclave')];
  const medium = join(world.directory, 'medium');
  await mkdir(medium);
  const key = join(world.directory, 'release-key.asc');
  await writeFile(key, Buffer.from(content.publicKey));
  const conf = join(world.directory, 'registries.conf');
  await writeFile(
    conf,
    wholeHosts(upstream.host, ['quay.io', 'registry.redhat.io', 'registry.access.redhat.com']),
  );
  const none = join(world.directory, 'no-registries.conf');
  await writeFile(none, '');
  const keyed = { OCP_SIGNATURE_VERIFICATION_PK: key };
  const machine = async (variables: Readonly<Record<string, string>>): Promise<Machine> => {
    const served = await createServedWorld();
    world.onClose(served.close);
    return { world: served, start: () => served.start({ ...keyed, ...variables }) };
  };
  return {
    content,
    upstream,
    enterprise,
    enclave,
    medium,
    machines: {
      connected: await machine({
        CONTAINERS_REGISTRIES_CONF: conf,
        UPDATE_URL_OVERRIDE: `${upstream.url}/api/upgrades_info/v1/graph`,
        OCP_SIGNATURE_URL: `${upstream.url}/signatures/openshift/release/`,
        SLUICE_GRAPH_DATA_URL: `${upstream.url}/api/upgrades_info/graph-data`,
      }),
      enterprise: await machine({ CONTAINERS_REGISTRIES_CONF: none }),
      enclave: await machine({ CONTAINERS_REGISTRIES_CONF: none }),
    },
    gateTo: async (registry, transfer) => {
      const gate = await openGate(registry.host, transfer);
      world.onClose(gate.close);
      return gate;
    },
    close: () => world.close(),
  };
}
