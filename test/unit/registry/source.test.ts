import { describe, expect, it } from 'vitest';
import type { SluiceError } from '../../../core/contract/index.ts';
import { mediaTypes } from '../../../core/image/index.ts';
import { digestOf } from '../../../core/reference/index.ts';
import {
  blob,
  content,
  document,
  found,
  manifest,
  manifestDigest,
  name,
  over,
  path,
  read,
  serveRegistry,
  whole,
} from '../../support/mirrored-registries.ts';
import type { Conversation, Exchange } from '../../support/registry-exchanges.ts';
import { blobOf, codeOf, collect } from '../../support/registry-world.ts';

describe('when a tag is resolved', () => {
  it('asks the mirrors in order, then the registry itself', async () => {
    const [mirror, primary] = [
      await serveRegistry(manifest('4.18', { status: 404 })),
      await serveRegistry(manifest('4.18', found)),
    ];
    const { source, asked } = over([mirror, primary]);
    expect((await source.resolveTag(name, '4.18'))?.digest).toBe(manifestDigest);
    expect(asked).toEqual([`${name}:4.18`]);
    mirror.verify();
    primary.verify();
  });

  it('is undefined when no endpoint has it', async () => {
    const mirror = await serveRegistry(manifest('none', { status: 404 }));
    const primary = await serveRegistry(manifest('none', { status: 404 }));
    expect(await over([mirror, primary]).source.resolveTag(name, 'none')).toBeUndefined();
  });

  it('is undefined when the mirrors do not have it and the registry is blocked', async () => {
    const mirror = await serveRegistry(manifest('none', { status: 404 }));
    const { source } = over([mirror, { host: '127.0.0.1:9', blocked: true }]);
    expect(await source.resolveTag(name, 'none')).toBeUndefined();
  });

  it('is undefined when a mirror denies access and the registry does not have it', async () => {
    const mirror = await serveRegistry(manifest('none', { status: 403 }));
    const primary = await serveRegistry(manifest('none', { status: 404 }));
    const { source, events } = over([mirror, primary]);
    expect(await source.resolveTag(name, 'none')).toBeUndefined();
    expect(events).toMatchObject([
      { kind: 'endpoint-passed-over', error: { code: 'REGISTRY_ACCESS_DENIED' } },
    ]);
  });

  it('lists what each endpoint said when that leaves it open', async () => {
    const mirror = await serveRegistry(manifest('4.18', { status: 404 }));
    const primary = await serveRegistry(manifest('4.18', { status: 500 }, 'any'));
    const error = await over([mirror, primary])
      .source.resolveTag(name, '4.18')
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'ALL_ENDPOINTS_FAILED', retryable: true });
    expect((error as SluiceError).params['outcomes']).toBe(
      `${mirror.host}/${path}: <absent>; ${primary.host}/${path}: <REGISTRY_UNAVAILABLE>`,
    );
  });

  it('refuses without a request when the only endpoint is blocked', async () => {
    const { source } = over([{ host: '127.0.0.1:9', blocked: true }]);
    expect(await codeOf(source.resolveTag(name, '4.18'))).toBe('HOST_BLOCKED');
  });

  it('does not read the manifest a second time when it is then fetched', async () => {
    const registry = await serveRegistry(manifest('4.18', found));
    const { source } = over([registry]);
    await source.resolveTag(name, '4.18');
    expect((await source.fetchManifest(name, manifestDigest)).bytes.toString()).toBe(document);
    registry.verify();
  });
});

describe('when a manifest is fetched by digest', () => {
  it('names repository, digest and endpoints when none has it', async () => {
    const mirror = await serveRegistry(manifest(manifestDigest, { status: 404 }));
    const primary = await serveRegistry(manifest(manifestDigest, { status: 404 }));
    const work = over([mirror, primary]).source.fetchManifest(name, manifestDigest);
    await expect(work).rejects.toMatchObject({
      code: 'MANIFEST_NOT_FOUND',
      params: {
        repository: name,
        reference: manifestDigest,
        endpoints: `${mirror.host}/${path}: <absent>; ${primary.host}/${path}: <absent>`,
      },
    });
  });

  it('passes over a mirror that serves other bytes', async () => {
    const mirror = await serveRegistry(manifest(manifestDigest, { ...found, body: `${document} ` }, 2));
    const primary = await serveRegistry(manifest(manifestDigest, found));
    const { source, events } = over([mirror, primary]);
    expect((await source.fetchManifest(name, manifestDigest)).descriptor.digest).toBe(manifestDigest);
    expect(events).toMatchObject([{ error: { code: 'MANIFEST_DIGEST_MISMATCH' } }]);
  });

  it('asks a mirror that is down last for a while', async () => {
    const second = digestOf(`${document}\n`);
    const mirror = await serveRegistry(manifest(manifestDigest, { status: 502 }, 'any'));
    const primary = await serveRegistry(
      manifest(manifestDigest, found),
      manifest(second, { ...found, body: `${document}\n` }),
    );
    const { source } = over([mirror, primary]);
    await source.fetchManifest(name, manifestDigest);
    const before = mirror.received.length;
    await source.fetchManifest(name, second);
    expect(mirror.received.length).toBe(before);
  });
});

describe('when the endpoints hold different things', () => {
  const image = JSON.stringify({
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    config: { mediaType: mediaTypes.ociConfig, digest: digestOf('{}'), size: 2 },
    layers: [content.descriptor],
  });
  const imageDigest = digestOf(image);
  const index = JSON.stringify({
    schemaVersion: 2,
    mediaType: mediaTypes.ociIndex,
    manifests: [{ mediaType: mediaTypes.ociManifest, digest: imageDigest, size: image.length }],
  });
  const given = (body: string, mediaType: string): Exchange =>
    manifest(digestOf(body), { status: 200, headers: { 'content-type': mediaType }, body });
  const lacking = (body: string): Exchange => manifest(digestOf(body), { status: 404 });
  const requestsOf = (server: Conversation): string[] => server.log.filter((entry) => entry !== 'ping');

  it('looks for each image in the configured order, wherever the one before was found', async () => {
    const mirror = await serveRegistry(lacking(document), given(image, mediaTypes.ociManifest));
    const primary = await serveRegistry(given(document, mediaTypes.ociIndex));
    const { source } = over([mirror, primary]);
    await source.fetchManifest(name, manifestDigest);
    await source.fetchManifest(name, imageDigest);
    mirror.verify();
    primary.verify();
  });

  it('asks for what an image consists of where the image was found', async () => {
    const mirror = await serveRegistry(lacking(index));
    const primary = await serveRegistry(
      given(index, mediaTypes.ociIndex),
      given(image, mediaTypes.ociManifest),
      blob(null, whole),
    );
    const { source } = over([mirror, primary]);
    await source.fetchManifest(name, digestOf(index));
    await source.fetchManifest(name, imageDigest);
    await read(source);
    expect(requestsOf(mirror)).toHaveLength(1);
    primary.verify();
  });

  it('looks elsewhere for the one blob that a mirror lacks, and for nothing else (D5)', async () => {
    const other = blobOf('another layer');
    const mirror = await serveRegistry(
      given(image, mediaTypes.ociManifest),
      blob(null, { status: 404 }),
      given(document, mediaTypes.ociIndex),
      {
        name: 'another blob',
        expect: { method: 'GET', path: `/v2/${path}/blobs/${other.descriptor.digest}` },
        reply: { status: 200, body: other.bytes },
      },
      manifest('sig', found),
    );
    const primary = await serveRegistry(blob(null, whole));
    const { source } = over([mirror, primary]);
    await source.fetchManifest(name, imageDigest);
    await read(source);
    await source.fetchManifest(name, manifestDigest);
    await collect(await source.openBlob(name, other.descriptor));
    expect((await source.resolveAccessory(name, imageDigest, 'sig'))?.digest).toBe(manifestDigest);
    mirror.verify();
    primary.verify();
  });

  it('looks for a signature where its image was found, whatever was read since', async () => {
    const mirror = await serveRegistry(lacking(image), given(document, mediaTypes.ociIndex));
    const primary = await serveRegistry(given(image, mediaTypes.ociManifest), manifest('sig', found));
    const { source } = over([mirror, primary]);
    await source.fetchManifest(name, imageDigest);
    await source.fetchManifest(name, manifestDigest);
    expect((await source.resolveAccessory(name, imageDigest, 'sig'))?.digest).toBe(manifestDigest);
    mirror.verify();
    primary.verify();
  });
});
