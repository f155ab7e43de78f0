import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { startDockerRegistry, type DockerRegistry } from './docker-registry.ts';
import { run } from './integration-process.ts';
import type { World } from './integration-world.ts';

/** What a real oc-mirror 4.17 made from a small content set, and that content set. */
export const goldenFolder = join(
  process.env['SLUICE_SHARED'] ?? join(import.meta.dirname, '..', '..', '..', 'shared'),
  'golden',
);
export const goldenPresent = existsSync(join(goldenFolder, 'fixtures', 'isc.yaml'));

export const goldenFile = (...path: string[]): string => join(goldenFolder, ...path);

export const goldenKey = goldenFile('fixtures', 'lab-release.asc');

/** `fixtures/<name>`, without operators unless they are asked for. */
export async function goldenConfiguration(name: string, operators = false): Promise<string> {
  const document = parseDocument(await readFile(goldenFile('fixtures', name), 'utf8'));
  if (!operators) document.deleteIn(['mirror', 'operators']);
  return document.toString();
}

/** Lines of a recorded listing without those of the operators and their images. */
export async function recordedContent(...path: string[]): Promise<string[]> {
  const text = await readFile(goldenFile(...path), 'utf8');
  return text
    .trim()
    .split('\n')
    .filter((line) => isReleaseOrAdditional(line.split(':')[0] ?? ''))
    .sort();
}

const additional = ['lab/bydigest', 'lab/multi', 'lab/oci-index', 'lab/signed', 'ubi8/ubi'];

export function isReleaseOrAdditional(repository: string): boolean {
  return repository.startsWith('openshift-release-dev/') || additional.includes(repository);
}

export interface GoldenUpstream {
  readonly registry: DockerRegistry;
  readonly variables: Readonly<Record<string, string>>;
}

/** The recorded content in a docker-registry, with its update graph and its signatures. */
export async function startGoldenUpstream(world: World): Promise<GoldenUpstream> {
  const directory = join(world.directory, 'registries', 'golden');
  const storage = join(directory, 'storage');
  await mkdir(storage, { recursive: true });
  await run('tar', ['-xzf', goldenFile('fixtures', 'upstream-registry-tiny.tar.gz'), '-C', storage]);
  const registry = await startDockerRegistry(directory, storage);
  world.onClose(registry.stop);
  const graph = await readFile(goldenFile('fixtures', 'graph.json'));
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '/');
    if (path.startsWith('/graph?')) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(graph);
      return;
    }
    const name = /^\/sigs\/(sha256=[0-9a-f]{64}\/signature-1)$/.exec(path)?.[1];
    const reading =
      name === undefined ? Promise.reject(new Error(path)) : readFile(goldenFile('fixtures', 'sigs', name));
    reading.then(
      (bytes) => response.writeHead(200).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  world.onClose(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    registry,
    variables: { UPDATE_URL_OVERRIDE: `${url}/graph`, OCP_SIGNATURE_URL: `${url}/sigs/` },
  };
}
