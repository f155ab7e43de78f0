import { createHash } from 'node:crypto';
import { systemClock, systemRandom } from '../../core/ports/index.ts';
import {
  createPracticeRegistry,
  listenOnLoopback,
  type LoopbackServer,
  type PracticeRegistry,
  type PracticeRegistryOptions,
} from '../../core/practice/index.ts';
import { digestOf, type Digest } from '../../core/reference/index.ts';

/** A registry that listens, with the few requests that tests repeat. */
export interface RunningRegistry extends PracticeRegistry, LoopbackServer {
  call(path: string, init?: RequestInit): Promise<Response>;
  /** Pushes one blob in one request pair; answers its digest. */
  pushBlob(repository: string, bytes: Buffer): Promise<Digest>;
  pushManifest(repository: string, reference: string, manifest: object): Promise<Response>;
}

export const ociImage = 'application/vnd.oci.image.manifest.v1+json';
export const ociIndex = 'application/vnd.oci.image.index.v1+json';

export async function runRegistry(
  options: Partial<PracticeRegistryOptions> & Pick<PracticeRegistryOptions, 'store'>,
): Promise<RunningRegistry> {
  const registry = createPracticeRegistry({ clock: systemClock, random: systemRandom, ...options });
  const server = await listenOnLoopback(registry.listener, 'registry');
  const call = (path: string, init?: RequestInit): Promise<Response> => fetch(server.url + path, init);
  return {
    ...registry,
    ...server,
    call,
    async pushBlob(repository, bytes) {
      const digest = digestOf(bytes);
      const response = await call(`/v2/${repository}/blobs/uploads/?digest=${digest}`, {
        method: 'POST',
        body: new Uint8Array(bytes),
      });
      if (response.status !== 201) throw new Error(`blob refused: ${await response.text()}`);
      return digest;
    },
    pushManifest: (repository, reference, manifest) =>
      call(`/v2/${repository}/manifests/${reference}`, {
        method: 'PUT',
        headers: { 'content-type': (manifest as { mediaType: string }).mediaType },
        body: JSON.stringify(manifest),
      }),
  };
}

/** Bytes that differ by `seed`, the same in every run. */
export function sampleBytes(size: number, seed = 'sample'): Buffer {
  const block = createHash('sha512').update(seed).digest();
  const bytes = Buffer.alloc(size);
  for (let at = 0; at < size; at += block.length) block.copy(bytes, at);
  for (let at = 0; at + 8 <= size; at += 4096) bytes.writeUInt32LE(at, at);
  return bytes;
}

export interface SampleImage {
  readonly manifest: { readonly mediaType: string; readonly layers: readonly { readonly digest: Digest }[] };
  readonly digest: Digest;
}

/** Pushes a small OCI image's blobs; answers its manifest, which is not pushed. */
export async function sampleImage(
  registry: RunningRegistry,
  repository: string,
  seed: string,
  extra: object = {},
): Promise<SampleImage> {
  const config = Buffer.from(JSON.stringify({ architecture: 'amd64', os: 'linux', seed }));
  const layer = sampleBytes(2000, seed);
  const manifest = {
    schemaVersion: 2,
    mediaType: ociImage,
    config: {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      size: config.length,
      digest: await registry.pushBlob(repository, config),
    },
    layers: [
      {
        mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
        size: layer.length,
        digest: await registry.pushBlob(repository, layer),
      },
    ],
    ...extra,
  };
  return { manifest, digest: digestOf(JSON.stringify(manifest)) };
}

export async function errorCode(response: Response): Promise<string> {
  const body = (await response.json()) as { errors: { code: string }[] };
  return body.errors[0]?.code ?? '';
}
