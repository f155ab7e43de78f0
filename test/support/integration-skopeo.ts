import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { run } from './integration-process.ts';

/** `repository:tag` or `repository@digest` at a registry without TLS. */
const docker = (host: string, reference: string): string => `docker://${host}/${reference}`;

/** Digest of the manifest bytes that skopeo is served. */
export async function rawDigest(host: string, reference: string): Promise<string> {
  const bytes = await skopeo('inspect', '--raw', '--tls-verify=false', docker(host, reference));
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** What `skopeo inspect` says of an image: it reads manifest and configuration. */
export async function inspectImage(
  host: string,
  reference: string,
): Promise<{ readonly Digest: string; readonly Layers: readonly string[] }> {
  const bytes = await skopeo('inspect', '--no-tags', '--tls-verify=false', docker(host, reference));
  return JSON.parse(bytes.toString('utf8')) as { Digest: string; Layers: string[] };
}

/** Pulls an image with every instance and layer; skopeo checks each digest. Throws with its words. */
export async function pullWhole(host: string, reference: string, directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  await skopeo(
    'copy',
    '--all',
    '--preserve-digests',
    '--src-tls-verify=false',
    docker(host, reference),
    `dir:${directory}`,
  );
}

/** Puts an image into a registry or a layout, all instances, digests kept. */
export async function copyImage(source: string, destination: string): Promise<void> {
  await skopeo(
    'copy',
    '--all',
    '--preserve-digests',
    '--src-tls-verify=false',
    '--dest-tls-verify=false',
    source,
    destination,
  );
}

/** No policy of this machine decides what the tests may copy. */
function skopeo(...args: string[]): Promise<Buffer> {
  return run('skopeo', ['--insecure-policy', ...args]);
}
