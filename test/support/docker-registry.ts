import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** A `docker-registry` process of its own, with its storage in a folder. */
export interface DockerRegistry {
  /** `127.0.0.1:port`. */
  readonly host: string;
  readonly storage: string;
  stop(): Promise<void>;
}

/** Starts Debian's docker-registry on a loopback port, by default a free one; `storage` may hold content already. */
export async function startDockerRegistry(
  directory: string,
  storage = join(directory, 'storage'),
  on?: number,
): Promise<DockerRegistry> {
  const port = on ?? (await freePort());
  await mkdir(storage, { recursive: true });
  const config = join(directory, 'config.yml');
  await mkdir(directory, { recursive: true });
  await writeFile(
    config,
    [
      'version: 0.1',
      'log: {level: error, accesslog: {disabled: true}}',
      `storage: {filesystem: {rootdirectory: ${storage}}, delete: {enabled: true}}`,
      `http: {addr: "127.0.0.1:${port}"}`,
      '',
    ].join('\n'),
  );
  const child = spawn('docker-registry', ['serve', config], {
    stdio: 'ignore',
    // A stray REGISTRY_* variable would change its configuration.
    env: { PATH: process.env['PATH'], OTEL_TRACES_EXPORTER: 'none' },
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const host = `127.0.0.1:${port}`;
  await waitFor(`http://${host}/v2/`);
  return {
    host,
    storage,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function waitFor(url: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} does not answer`);
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** Every `repository:tag digest` of a registry, sorted: what a registry holds, in one value to compare. */
export async function listContent(host: string): Promise<string[]> {
  const catalog = (await (await fetch(`http://${host}/v2/_catalog?n=1000`)).json()) as {
    repositories: string[];
  };
  const lines: string[] = [];
  for (const repository of catalog.repositories) {
    const answer = await fetch(`http://${host}/v2/${repository}/tags/list`);
    const { tags } = (await answer.json()) as { tags: string[] | null };
    for (const tag of tags ?? []) {
      const head = await fetch(`http://${host}/v2/${repository}/manifests/${tag}`, {
        method: 'HEAD',
        headers: { accept: manifestTypes },
      });
      lines.push(`${repository}:${tag} ${head.headers.get('docker-content-digest')}`);
    }
  }
  return lines.sort();
}
