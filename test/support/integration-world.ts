import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock, systemRandom } from '../../core/ports/index.ts';
import {
  buildPracticeContent,
  createUpstream,
  listenOnLoopback,
  type PracticeContent,
} from '../../core/practice/index.ts';
import { startDockerRegistry, type DockerRegistry } from './docker-registry.ts';
import { writeRegistryStorage } from './integration-storage.ts';

/** Something that is stopped when the tests are done. */
export interface World {
  readonly directory: string;
  /** An empty docker-registry of its own. */
  registry(name: string): Promise<DockerRegistry>;
  onClose(close: () => Promise<void>): void;
  close(): Promise<void>;
}

export async function createWorld(): Promise<World> {
  const directory = await mkdtemp(join(tmpdir(), 'sluice-integration-'));
  const closers: (() => Promise<void>)[] = [];
  return {
    directory,
    async registry(name) {
      const started = await startDockerRegistry(join(directory, 'registries', name));
      closers.push(started.stop);
      return started;
    },
    onClose: (close) => void closers.push(close),
    async close() {
      for (const close of closers.splice(0).toReversed()) await close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** The internet of the sample content: a real registry, an update service, signatures. */
export interface Upstream {
  readonly content: PracticeContent;
  readonly registry: DockerRegistry;
  /** `host:port` of the update service and the signature store. */
  readonly services: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Paths that were asked at the update service, in order. */
  readonly asked: string[];
}

export async function startUpstream(world: World): Promise<Upstream> {
  const content = await buildPracticeContent({ scale: 'tiny' });
  const storage = join(world.directory, 'registries', 'upstream', 'storage');
  await writeRegistryStorage(content, storage);
  const registry = await world.registry('upstream');
  const asked: string[] = [];
  const { listener } = createUpstream(content, { clock: systemClock, random: systemRandom });
  const server = await listenOnLoopback((request, response) => {
    asked.push(request.url ?? '');
    listener(request, response);
  }, 'update service');
  world.onClose(server.close);
  return {
    content,
    registry,
    services: new URL(server.url).host,
    asked,
    variables: {
      UPDATE_URL_OVERRIDE: `${server.url}/api/upgrades_info/v1/graph`,
      OCP_SIGNATURE_URL: `${server.url}/signatures/openshift/release/`,
    },
  };
}
