import { describe, expect, it } from 'vitest';
import { SluiceError } from '../../../core/contract/index.ts';
import {
  blobsOf,
  childrenOf,
  formatPlatform,
  type ImageIndex,
  isNonDistributable,
  mediaTypes,
  type ParsedManifest,
  parseManifest,
  platformMatches,
  platformsOf,
  selectInstances,
} from '../../../core/image/index.ts';
import { digestOf } from '../../../core/reference/index.ts';
import {
  attestationOf,
  describeContent,
  imageDocument,
  indexDocument,
  indexEntry,
  jsonBytes,
  type Json,
} from '../../support/image-manifests.ts';

const parse = (document: Json): ParsedManifest =>
  parseManifest({ bytes: jsonBytes(document), contentType: '' });

function indexOf(entries: readonly Json[]): ImageIndex {
  const parsed = parse(indexDocument(entries));
  if (parsed.kind !== 'index') throw new Error('not an index');
  return parsed;
}

const amd64 = { os: 'linux', architecture: 'amd64' };
const arm64 = { os: 'linux', architecture: 'arm64' };

describe('when platforms are compared', () => {
  it.each([
    ['linux/amd64', 'linux/amd64', true],
    ['linux/arm64/v8', 'linux/arm64', true],
    ['linux/arm64', 'linux/arm64/v8', true],
    ['linux/arm/v6', 'linux/arm', true],
    ['linux/arm/v6', 'linux/arm/v7', false],
    ['linux/arm', 'linux/arm/v7', true],
    ['linux/amd64', 'linux/amd64/v3', false],
    ['windows/amd64', 'linux/amd64', false],
    ['linux/arm64', 'linux/amd64', false],
  ])('an instance for %s serves %s: %s', (available, wanted, expected) => {
    const platform = (text: string): { os: string; architecture: string; variant?: string } => {
      const [os = '', architecture = '', variant] = text.split('/');
      return { os, architecture, ...(variant !== undefined && { variant }) };
    };
    expect(platformMatches(platform(available), platform(wanted))).toBe(expected);
    expect(formatPlatform(platform(available))).toBe(available);
  });
});

describe('when only some platforms of an index are wanted', () => {
  const forAmd = indexEntry('linux/amd64');
  const forArm = indexEntry('linux/arm64/v8');
  const attestations = [attestationOf(forAmd), attestationOf(forArm)];
  const index = indexOf([forAmd, forArm, ...attestations]);

  it('takes their instances and the attestations of those, in the order of the index', () => {
    const chosen = selectInstances(index, [arm64]);
    expect(chosen.map((entry) => entry.digest)).toEqual([forArm['digest'], attestations[1]?.['digest']]);
    expect(selectInstances(index, [arm64, amd64])).toHaveLength(4);
  });

  it('takes everything when nothing is asked for', () => {
    expect(selectInstances(index, undefined)).toHaveLength(4);
    expect(selectInstances(index, [])).toHaveLength(4);
  });

  it('takes every variant of a processor', () => {
    const arms = indexOf([indexEntry('linux/arm/v6'), indexEntry('linux/arm/v7')]);
    expect(selectInstances(arms, [{ os: 'linux', architecture: 'arm' }])).toHaveLength(2);
  });

  it('refuses when one of them is absent, and says what there is', () => {
    let error: unknown;
    try {
      selectInstances(index, [amd64, { os: 'linux', architecture: 's390x' }]);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(SluiceError);
    expect(error).toMatchObject({
      code: 'PLATFORM_ABSENT',
      params: { platform: 'linux/s390x', available: 'linux/amd64, linux/arm64/v8' },
    });
  });

  it('never takes an attestation for the platform it is filed under', () => {
    expect(() => selectInstances(index, [{ os: 'unknown', architecture: 'unknown' }])).toThrow(
      'PLATFORM_ABSENT',
    );
    expect(platformsOf(index).map(formatPlatform)).toEqual(['linux/amd64', 'linux/arm64/v8']);
  });

  it('refuses an index whose entries name no platform', () => {
    const nameless = indexOf([describeContent('x', mediaTypes.ociManifest)]);
    expect(() => selectInstances(nameless, [amd64])).toThrow('PLATFORM_ABSENT');
  });
});

describe('when the content of a manifest is listed', () => {
  it('gives each child of an index once', () => {
    const entry = indexEntry('linux/amd64');
    expect(childrenOf(indexOf([entry, indexEntry('linux/arm64'), entry]))).toHaveLength(2);
    expect(childrenOf(parse(imageDocument()))).toEqual([]);
  });

  it('gives the configuration and each layer once', () => {
    const layer = describeContent('layer one', mediaTypes.ociLayerGzip);
    const blobs = blobsOf(parse(imageDocument({ layers: [layer, layer, describeContent('two', 'x/y')] })));
    expect(blobs.map((blob) => [blob.role, blob.descriptor.digest])).toEqual([
      ['config', digestOf('{}')],
      ['layer', digestOf('layer one')],
      ['layer', digestOf('two')],
    ]);
    expect(blobsOf(indexOf([]))).toEqual([]);
  });

  it('marks layers that may not be copied', () => {
    const foreign = describeContent('a', 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip');
    const oci = describeContent('b', 'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip');
    const elsewhere = describeContent('c', mediaTypes.ociLayerGzip, { urls: ['https://example.com/c'] });
    const plain = describeContent('d', mediaTypes.ociLayerGzip, { urls: [] });
    const blobs = blobsOf(parse(imageDocument({ layers: [foreign, oci, elsewhere, plain] })));
    expect(blobs.map((blob) => blob.distributable)).toEqual([true, false, false, false, true]);
    expect(isNonDistributable({ mediaType: mediaTypes.dockerLayer })).toBe(false);
  });

  it('counts a layer as ordinary when it is named so once', () => {
    const layer = describeContent('a', mediaTypes.ociLayerGzip);
    const blobs = blobsOf(parse(imageDocument({ layers: [{ ...layer, urls: ['https://e.com'] }, layer] })));
    expect(blobs.at(1)).toMatchObject({ distributable: true, role: 'layer' });
  });

  it('lists the blobs of an old artifact manifest', () => {
    const document = { mediaType: mediaTypes.ociArtifact, blobs: [describeContent('b', 'x/y')] };
    expect(blobsOf(parse(document))).toHaveLength(1);
  });
});
