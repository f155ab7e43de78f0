import { describe, expect, it } from 'vitest';
import type { ImageRecord } from '../../../core/image/index.ts';
import { mappingLine, mappingLines, resolveImages } from '../../../core/plan/index.ts';
import { digestOf } from '../../../core/reference/index.ts';
import { genericRecord, layerBytes, memorySource } from '../../support/memory-source.ts';

const digest = digestOf(Buffer.from('payload'));
const signal = new AbortController().signal;

describe('when a mapping line is written', () => {
  it('names an image as it was asked for, and its name at the target', () => {
    const record = genericRecord('quay.io/lab/multi', '1.0');
    expect(mappingLine(record, 'docker://reg:5000/ns')).toBe(
      `docker://quay.io/lab/multi:1.0=docker://reg:5000/ns/${record.destination.repository}:${record.destination.tag}`,
    );
  });

  it('names an image with tag and digest by its digest, as oc-mirror does', () => {
    const record: ImageRecord = {
      ...genericRecord('quay.io/lab/multi', '1.0'),
      source: { repository: 'quay.io/lab/multi', tag: '1.0', digest },
    };
    expect(mappingLine(record, 'file://disk')).toContain(`docker://quay.io/lab/multi@${digest}=`);
  });

  it('names a release payload by its signed tag, although it is read by digest', () => {
    const record: ImageRecord = {
      type: 'ocpRelease',
      origin: 'quay.io/openshift-release-dev/ocp-release:4.15.0-x86_64',
      source: { repository: 'quay.io/openshift-release-dev/ocp-release', tag: '4.15.0-x86_64', digest },
      destination: { repository: 'openshift/release-images', tag: '4.15.0-x86_64' },
    };
    expect(mappingLine(record, 'docker://reg')).toBe(
      'docker://quay.io/openshift-release-dev/ocp-release:4.15.0-x86_64=docker://reg/openshift/release-images:4.15.0-x86_64',
    );
    // Its signature was not looked at: there is no tag.
    const origin = `quay.io/openshift-release-dev/ocp-release@${digest}`;
    expect(mappingLine({ ...record, origin }, 'docker://reg')).toContain(`docker://${origin}=`);
  });

  it('names a layout on disk by its folder', () => {
    const record: ImageRecord = {
      ...genericRecord('x/y', '1'),
      source: { ociLayout: '/images/tool' },
    };
    expect(mappingLine(record, 'docker://reg')).toMatch(/^oci:\/\/\/images\/tool=docker:\/\/reg\//);
  });
});

describe('when the instances of lists are wanted too', () => {
  it('adds a line for each instance after the list itself', async () => {
    const source = memorySource();
    const amd = source.addImage('q.io/m', 'amd', [layerBytes('1', 10)]);
    const arm = source.addImage('q.io/m', 'arm', [layerBytes('2', 10)]);
    source.addIndex('q.io/m', '1', [amd, arm]);
    const record = genericRecord('q.io/m', '1');
    const { images } = await resolveImages({
      records: [record],
      accessories: [],
      signal,
      locate: () => Promise.resolve({ source, repository: 'q.io/m', tag: '1' }),
    });
    const target = `docker://reg/${record.destination.repository}`;
    expect(mappingLines(images, 'docker://reg', true).split('\n')).toEqual([
      `docker://q.io/m:1=${target}:${record.destination.tag}`,
      `docker://q.io/m@${amd.digest}=${target}@${amd.digest}`,
      `docker://q.io/m@${arm.digest}=${target}@${arm.digest}`,
      '',
    ]);
    expect(mappingLines(images, 'docker://reg', false).trim().split('\n')).toHaveLength(1);
  });
});
