import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemFileSystem } from '../../../core/ports/index.ts';
import {
  maximumManifestBytes,
  mediaTypes,
  openOciLayout,
  parseManifest,
  verified,
  type Descriptor,
} from '../../../core/image/index.ts';
import { digestHex, digestOf, parseDigest } from '../../../core/reference/index.ts';
import {
  describeContent,
  imageDocument,
  indexDocument,
  jsonBytes,
  type Json,
} from '../../support/image-manifests.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sluice-layout-'));
  await mkdir(join(directory, 'blobs', 'sha256'), { recursive: true });
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function store(content: string | Buffer): Promise<string> {
  const digest = digestOf(content);
  await writeFile(join(directory, 'blobs', 'sha256', digestHex(digest)), content);
  return digest;
}

async function writeIndex(manifests: readonly Json[]): Promise<Buffer> {
  const { mediaType: _dropped, ...index } = indexDocument(manifests);
  const bytes = jsonBytes(index);
  await writeFile(join(directory, 'index.json'), bytes);
  return bytes;
}

/** Stores an image with its content and returns its entry for an index. */
async function storeImage(layer: string, more: Json = {}): Promise<Json> {
  await store('{}');
  await store(layer);
  const text = JSON.stringify(imageDocument({ layers: [describeContent(layer, mediaTypes.ociLayerGzip)] }));
  await store(text);
  return describeContent(text, mediaTypes.ociManifest, more);
}

const named = (name: string): Json => ({ annotations: { 'org.opencontainers.image.ref.name': name } });

async function read(chunks: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString();
}

describe('when a layout holds one image', () => {
  it('finds it under any tag, and reads it down to its layers', async () => {
    const entry = await storeImage('layer one', named('v1'));
    await writeIndex([entry]);
    const source = await openOciLayout(systemFileSystem, directory);
    const found = await source.resolveTag('any/name', 'latest');
    expect(found?.digest).toBe(entry['digest']);
    const raw = await source.fetchManifest('any/name', found?.digest ?? digestOf(''));
    const manifest = parseManifest(raw);
    if (manifest.kind !== 'image') throw new Error('not an image');
    const [layer] = manifest.layers as [Descriptor];
    expect(await read(verified((await source.openBlob('x', layer)) as AsyncIterable<Buffer>, layer))).toBe(
      'layer one',
    );
    expect(await read(await source.openBlob('x', layer, { offset: 6 }))).toBe('one');
  });

  it('does not take the image for its own signature', async () => {
    const entry = await storeImage('layer one', named('v1'));
    await writeIndex([entry]);
    const source = await openOciLayout(systemFileSystem, directory);
    const subject = parseDigest(String(entry['digest']));
    const tag = `sha256-${digestHex(subject)}.sig`;
    expect(await source.resolveAccessory('x', subject, tag)).toBeUndefined();
    const signature = await storeImage('signature', named(tag));
    await writeIndex([entry, signature]);
    const signed = await openOciLayout(systemFileSystem, directory);
    expect((await signed.resolveAccessory('x', subject, tag))?.digest).toBe(signature['digest']);
    // Several entries and none of that name: absent, not ambiguous.
    expect(await signed.resolveAccessory('x', subject, tag.replace('.sig', '.att'))).toBeUndefined();
  });

  it('passes an index of platforms on', async () => {
    const child = await storeImage('layer one', { platform: { os: 'linux', architecture: 'amd64' } });
    const text = JSON.stringify(indexDocument([child]));
    await store(text);
    await writeIndex([describeContent(text, mediaTypes.ociIndex)]);
    const source = await openOciLayout(systemFileSystem, directory);
    const found = await source.resolveTag('x', 'latest');
    expect(found?.mediaType).toBe(mediaTypes.ociIndex);
    expect(parseManifest(await source.fetchManifest('x', found?.digest ?? digestOf(''))).kind).toBe('index');
  });
});

describe('when a layout holds several entries', () => {
  it('takes the one of the tag’s name, short or whole', async () => {
    const one = await storeImage('one', named('v1'));
    const two = await storeImage('two', named('quay.io/a/b:v2'));
    await writeIndex([one, two]);
    const source = await openOciLayout(systemFileSystem, directory);
    expect((await source.resolveTag('x', 'v1'))?.digest).toBe(one['digest']);
    expect((await source.resolveTag('x', 'v2'))?.digest).toBe(two['digest']);
    await expect(source.resolveTag('x', 'v3')).rejects.toMatchObject({ code: 'OCI_LAYOUT_AMBIGUOUS' });
  });

  it('takes index.json itself for the image when its entries are platforms', async () => {
    const one = await storeImage('one', { platform: { os: 'linux', architecture: 'amd64' } });
    const two = await storeImage('two', { platform: { os: 'linux', architecture: 'arm64' } });
    const bytes = await writeIndex([one, two]);
    const source = await openOciLayout(systemFileSystem, directory);
    const found = await source.resolveTag('x', 'latest');
    expect(found).toMatchObject({ digest: digestOf(bytes), mediaType: mediaTypes.ociIndex });
    const raw = await source.fetchManifest('x', digestOf(bytes));
    expect(raw.bytes).toEqual(bytes);
  });

  it('knows no tag in an empty layout', async () => {
    await writeIndex([]);
    const source = await openOciLayout(systemFileSystem, directory);
    expect(await source.resolveTag('x', 'latest')).toBeUndefined();
  });
});

describe('when a layout is broken', () => {
  const open = (): Promise<unknown> => openOciLayout(systemFileSystem, directory);

  it('refuses a directory without a readable index.json', async () => {
    await expect(open()).rejects.toMatchObject({ code: 'OCI_LAYOUT_INVALID', params: { directory } });
    await writeFile(join(directory, 'index.json'), '{');
    await expect(open()).rejects.toMatchObject({ code: 'OCI_LAYOUT_INVALID' });
    await writeFile(join(directory, 'index.json'), jsonBytes(imageDocument()));
    await expect(open()).rejects.toMatchObject({ code: 'OCI_LAYOUT_INVALID' });
    await writeFile(join(directory, 'index.json'), Buffer.alloc(maximumManifestBytes + 1));
    await expect(open()).rejects.toMatchObject({ code: 'OCI_LAYOUT_INVALID' });
  });

  it('refuses an index.json with a digest that would leave the directory', async () => {
    await writeIndex([
      describeContent('x', mediaTypes.ociManifest, { digest: 'sha256:../../../etc/passwd' }),
    ]);
    await expect(open()).rejects.toMatchObject({ code: 'OCI_LAYOUT_INVALID' });
  });

  it('notices a manifest that was changed, and content that is missing', async () => {
    const entry = await storeImage('layer one');
    await writeIndex([entry]);
    const source = await openOciLayout(systemFileSystem, directory);
    const digest = parseDigest(String(entry['digest']));
    await writeFile(
      join(directory, 'blobs', 'sha256', digestHex(digest)),
      jsonBytes(imageDocument({ x: 1 })),
    );
    await expect(source.fetchManifest('x', digest)).rejects.toMatchObject({
      code: 'OCI_LAYOUT_CONTENT_CHANGED',
    });
    const missing = { mediaType: 'x/y', digest: digestOf('nowhere'), size: 7 };
    await expect(source.openBlob('x', missing)).rejects.toMatchObject({ code: 'OCI_LAYOUT_CONTENT_MISSING' });
    await expect(source.fetchManifest('x', missing.digest)).rejects.toMatchObject({
      code: 'OCI_LAYOUT_CONTENT_MISSING',
    });
  });
});
