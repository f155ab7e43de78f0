import { describe, expect, it } from 'vitest';
import { accessoryTag } from '../../../core/plan/accessories.ts';
import { buildPlan } from '../../../core/plan/build.ts';
import { distinctRecords, separateCollisions, withoutBlocked } from '../../../core/plan/distinct.ts';
import { resolveImages } from '../../../core/plan/resolve.ts';
import { mediaTypes, type Descriptor, type ImageRecord } from '../../../core/image/index.ts';
import { genericRecord, layerBytes, memorySource, type MemorySource } from '../../support/memory-source.ts';

const signal = new AbortController().signal;

const resolve = (source: MemorySource, records: readonly ImageRecord[], accessories: readonly 'sig'[] = []) =>
  resolveImages({
    records,
    accessories,
    signal,
    locate: (record) =>
      Promise.resolve(
        'repository' in record.source ? { source, ...record.source } : { source, repository: '' },
      ),
  });

describe('when images are resolved', () => {
  it('pins a tag and lists manifests children first, blobs once', async () => {
    const source = memorySource();
    const base = layerBytes('base', 500);
    const amd = source.addImage('quay.io/lab/multi', 'amd', [base, layerBytes('amd', 10)]);
    const arm = source.addImage('quay.io/lab/multi', 'arm', [base, layerBytes('arm', 20)]);
    const index = source.addIndex('quay.io/lab/multi', '1.0', [amd, arm]);
    const { images } = await resolve(source, [genericRecord('quay.io/lab/multi', '1.0')]);
    const [image] = images;
    expect(image?.root.digest).toBe(index.digest);
    expect(image?.manifests.map((manifest) => manifest.descriptor.digest)).toEqual([
      amd.digest,
      arm.digest,
      index.digest,
    ]);
    expect(image?.blobs).toHaveLength(5);
  });

  it('keeps an index whole but its instances sparse when platforms are asked for', async () => {
    const source = memorySource();
    const amd = source.addImage('q.io/m', 'a', [layerBytes('1', 10)]);
    const arm = source.addImage('q.io/m', 'b', [layerBytes('2', 10)]);
    source.addIndex('q.io/m', '1', [
      { ...amd, platform: { os: 'linux', architecture: 'amd64' } },
      { ...arm, platform: { os: 'linux', architecture: 'arm64' } },
    ]);
    const record = { ...genericRecord('q.io/m', '1'), platforms: [{ os: 'linux', architecture: 'amd64' }] };
    const { images } = await resolve(source, [record]);
    expect(images[0]?.omitted).toEqual([arm.digest]);
    expect(images[0]?.manifests).toHaveLength(2);
  });

  it('fetches a manifest once that several images name at the same time', async () => {
    const source = memorySource();
    const { digest } = source.addImage('q.io/a', '1', [layerBytes('x', 5)]);
    let fetched = 0;
    const counting: MemorySource = {
      ...source,
      fetchManifest: (...wanted) => {
        fetched++;
        return source.fetchManifest(...wanted);
      },
    };
    const records = ['1', '2', '3'].map((tag) => genericRecord('q.io/a', tag, digest));
    const { images } = await resolve(counting, records);
    expect([images.length, fetched]).toEqual([3, 1]);
  });

  it('reports what is absent and goes on with the others', async () => {
    const source = memorySource();
    source.addImage('q.io/a', '1', [layerBytes('x', 5)]);
    const { images, unplanned } = await resolve(source, [
      genericRecord('q.io/gone', '1'),
      genericRecord('q.io/a', '1'),
    ]);
    expect(images).toHaveLength(1);
    expect(unplanned[0]?.error).toMatchObject({
      code: 'IMAGE_NOT_FOUND',
      stage: 'resolve',
      affected: ['q.io/gone:1'],
    });
  });

  it('refuses a manifest that is not what its index says', async () => {
    const source = memorySource();
    const image = source.addImage('q.io/a', 'image', [layerBytes('x', 5)]);
    const index = source.addIndex('q.io/a', 'index', [image]);
    const lists = (tag: string, child: Descriptor, change: Partial<Descriptor>): string =>
      source.addIndex('q.io/a', tag, [{ ...child, ...change }]).digest;
    const longer = lists('longer', image, { size: image.size + 1 });
    lists('docker', image, { mediaType: mediaTypes.dockerManifest });
    lists('index as image', index, { mediaType: mediaTypes.ociManifest });
    lists('no type', image, { mediaType: 'application/octet-stream' });
    const tags = ['longer', 'docker', 'index as image', 'no type'];
    const { images, unplanned } = await resolve(
      source,
      tags.map((tag) => genericRecord('q.io/a', tag)),
    );
    expect(unplanned.map(({ record, error }) => [record.destination.tag, error.code])).toEqual([
      ['longer', 'MANIFEST_SIZE_MISMATCH'],
      ['docker', 'MANIFEST_TYPE_MISMATCH'],
      ['index as image', 'MANIFEST_TYPE_MISMATCH'],
    ]);
    expect(unplanned[0]?.error).toMatchObject({
      params: { index: longer, manifest: image.digest, listed: image.size + 1, size: image.size },
      affected: ['q.io/a:longer'],
    });
    expect(images.map(({ record }) => record.destination.tag)).toEqual(['no type']);
  });

  it('reads eight indexes within each other and no more', async () => {
    const source = memorySource();
    let child = source.addImage('q.io/deep', '0', [layerBytes('x', 5)]);
    for (let indexes = 1; indexes <= 9; indexes++) {
      child = source.addIndex('q.io/deep', `${indexes}`, [child]);
    }
    const { images, unplanned } = await resolve(source, [
      genericRecord('q.io/deep', '8'),
      genericRecord('q.io/deep', '9'),
    ]);
    expect(images.map(({ record, manifests }) => [record.destination.tag, manifests.length])).toEqual([
      ['8', 9],
    ]);
    expect(unplanned.map(({ record, error }) => [record.destination.tag, error.code])).toEqual([
      ['9', 'MANIFEST_NESTED_TOO_DEEP'],
    ]);
  });

  it('takes signatures of the image along, under cosign’s tag', async () => {
    const source = memorySource();
    const image = source.addImage('q.io/signed', '1', [layerBytes('x', 5)]);
    const tag = accessoryTag(image.digest, 'sig');
    source.addImage('q.io/signed', tag, [layerBytes('signature', 30)]);
    const { images } = await resolve(source, [genericRecord('q.io/signed', '1')], ['sig']);
    expect(images.map((planned) => planned.record.destination.tag)).toEqual(['1', tag]);
    expect(images[1]?.accessoryOf).toBe(image.digest);
  });
});

describe('when a plan is built', () => {
  it('counts each unique blob once and marks what was carried before', async () => {
    const source = memorySource();
    const shared = layerBytes('shared', 1000);
    source.addImage('q.io/a', '1', [shared, layerBytes('a', 10)]);
    source.addImage('q.io/b', '1', [shared, layerBytes('b', 20)]);
    const { images } = await resolve(source, [genericRecord('q.io/a', '1'), genericRecord('q.io/b', '1')]);
    const full = buildPlan({ images, unplanned: [], findings: [] });
    expect(full.totals.blobs).toBe(5);
    const sharedBlob = full.blobs.find((blob) => blob.descriptor.size === 1000);
    expect(sharedBlob?.repositories).toEqual(['a', 'b']);
    expect(sharedBlob?.origins.map((origin) => origin.repository)).toEqual(['q.io/a', 'q.io/b']);
    const carried = new Set(sharedBlob === undefined ? [] : [sharedBlob.descriptor.digest]);
    const delta = buildPlan({ images, unplanned: [], findings: [], carried });
    expect(delta.totals.expectedBytes).toBe(1000);
    expect(delta.blobs.filter((blob) => blob.expected)).toHaveLength(1);
  });

  it('separates two images that would get one name, and drops repetitions', async () => {
    const source = memorySource();
    source.addImage('q.io/x', '1', [layerBytes('one', 10)]);
    source.addImage('r.io/x', '1', [layerBytes('two', 10)]);
    const records = [
      genericRecord('q.io/x', '1'),
      genericRecord('q.io/x', '1'),
      genericRecord('r.io/x', '1'),
    ];
    expect(distinctRecords(records)).toHaveLength(2);
    const { images } = await resolve(source, distinctRecords(records));
    const separated = separateCollisions(images);
    expect(separated.images).toHaveLength(1);
    expect(separated.unplanned[0]?.error.code).toBe('DESTINATION_COLLISION');
  });

  it('leaves out what is blocked, with a note', () => {
    const records = [genericRecord('q.io/x', '1'), genericRecord('q.io/y', '1')];
    const rest = withoutBlocked(records, (record) => record.origin.includes('/y'));
    expect(rest.records.map((record) => record.origin)).toEqual(['q.io/x:1']);
    expect(rest.findings).toEqual([expect.objectContaining({ level: 'note', code: 'IMAGE_BLOCKED' })]);
  });
});
