import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { ImageType } from '../../../core/image/index.ts';
import {
  buildResources,
  type CopiedImage,
  mergeResources,
  type ResourceFile,
  rulesFromResources,
} from '../../../core/resources/index.ts';
import { copied, resourceOptions } from '../../support/resources-images.ts';

const shared = process.env['SLUICE_SHARED'] ?? join(import.meta.dirname, '../../../../shared');
const samples = join(shared, 'samples/cluster-resources');
const golden = join(shared, 'golden');
const mapping = join(golden, '11-dryrun/11-dryrun-m2d.wd/dry-run/mapping.txt');

const additional = ['registry.redhat.io/ubi8/', 'quay.io/lab/'];

/** The images of the recorded runs, with the names that oc-mirror 4.17 gave them. */
function recordedImages(): readonly CopiedImage[] {
  const lines = readFileSync(mapping, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [origin = '', destination = ''] = line.split('=').map((side) => side.replace('docker://', ''));
    const [, repository = '', tag = ''] = /^[^/]+\/(.+):([^:]+)$/.exec(destination) ?? [];
    return copied(typeOf(origin), origin, { repository, tag }, 'oc-mirror-4.17');
  });
}

function typeOf(origin: string): ImageType {
  if (origin.includes('/ocp-release')) return 'ocpRelease';
  if (origin.includes('/ocp-v4.0-art-dev')) return 'ocpReleaseContent';
  if (origin.includes('-operator-index')) return 'operatorCatalog';
  return additional.some((prefix) => origin.startsWith(prefix)) ? 'generic' : 'operatorRelatedImage';
}

interface MirrorSet {
  readonly metadata: { readonly name: string };
  readonly spec: Readonly<
    Record<string, readonly { readonly source: string; readonly mirrors: readonly string[] }[]>
  >;
}

/** `object name: source -> mirrors` of every entry, sorted: what oc-mirror orders at random. */
function entriesOf(text: string): readonly string[] {
  const documents = parseAllDocuments(text).map((document) => document.toJS() as MirrorSet);
  return documents
    .flatMap(({ metadata, spec }) =>
      Object.values(spec).flatMap((entries) =>
        entries.map(({ source, mirrors }) => `${metadata.name}: ${source} -> ${mirrors.toSorted().join()}`),
      ),
    )
    .sort();
}

describe.skipIf(!existsSync(mapping))(
  'when the same images are described as by a real oc-mirror 4.17 (skipped when the recordings are absent)',
  () => {
    it.each([
      ['05-d2m-enterprise/05-d2m-ent.wd', '127.0.0.1:5002'],
      ['09-m2m/09-m2m.wd', '127.0.0.1:5006'],
    ])('writes the mirrors of %s, object by object', (run, registry) => {
      const folder = join(golden, run, 'cluster-resources');
      const { files, findings } = buildResources(
        recordedImages(),
        { registry },
        { ...resourceOptions, layout: 'oc-mirror-4.17' },
      );
      expect(findings).toEqual([]);
      expect(files.map((file) => file.fileName)).toEqual(readdirSync(folder).sort());
      for (const { fileName, text } of files) {
        const recorded = readFileSync(join(folder, fileName), 'utf8');
        if (fileName.startsWith('cs-')) {
          const withoutNotes = text.replace(/ {2}annotations:\n(?: {4}.*\n)+/, '');
          expect(withoutNotes).toBe(recorded.replace('status: {}\n', ''));
        } else {
          expect(entriesOf(text)).toEqual(entriesOf(recorded));
        }
      }
    });

    it('adds nothing to a folder that oc-mirror wrote for the same images', () => {
      const folder = join(golden, '05-d2m-enterprise/05-d2m-ent.wd/cluster-resources');
      const previous = readdirSync(folder).map((fileName) => ({
        fileName,
        text: readFileSync(join(folder, fileName), 'utf8'),
      }));
      const next = buildResources(
        recordedImages(),
        { registry: '127.0.0.1:5002' },
        { ...resourceOptions, layout: 'oc-mirror-4.17' },
      );
      const { files, changes } = mergeResources(previous, next.files);
      expect([changes.added, changes.removed, changes.changed, changes.rebootsNodes]).toEqual([
        [],
        [],
        [],
        false,
      ]);
      expect(files).toEqual(previous.toSorted((a, b) => (a.fileName < b.fileName ? -1 : 1)));
    });
  },
);

describe.skipIf(!existsSync(samples))(
  'when cluster resources come from the field (skipped when the samples are absent)',
  () => {
    const sample = (start: string): ResourceFile => {
      const fileName = readdirSync(samples).find((name) => name.startsWith(start)) ?? '';
      return { fileName, text: readFileSync(join(samples, fileName), 'utf8') };
    };

    it.each([
      ['01', 5, 'quay.io/openshift-release-dev/ocp-v4.0-art-dev', 'digest-only'],
      ['02', 4, 'quay.io/openshift-release-dev/ocp-release', 'tag-only'],
      ['10', 7, 'registry.redhat.io/migration-toolkit-virtualization', 'digest-only'],
    ])('reads every document of sample %s', (start, count, first, pull) => {
      const rules = rulesFromResources([sample(start)]);
      expect(rules).toHaveLength(count);
      expect(rules[0]).toMatchObject({ source: first, pull });
    });

    it('combines digest and tag rules of one source', () => {
      const rules = rulesFromResources([sample('09')]);
      const pulls = new Map(rules.map(({ source, pull }) => [source, pull]));
      expect(pulls.get('registry.redhat.io/openshift4')).toBe('all');
      expect(pulls.get('registry.redhat.io/ubi8')).toBe('tag-only');
      expect(pulls.get('registry.redhat.io/odf4')).toBe('digest-only');
      expect(rulesFromResources([sample('01'), sample('02')])).toContainEqual({
        source: 'quay.io/openshift-release-dev/ocp-release',
        mirrors: ['quay.lab.kuberox.net:8443/openshift/release-images'],
        pull: 'all',
        neverContactSource: false,
      });
    });

    it.each(['05', '06', '07', '08'])(
      'finds no mirrors in sample %s, and says so instead of failing on it',
      (start) => {
        expect(() => rulesFromResources([sample(start)])).toThrow(
          expect.objectContaining({ code: 'RESOURCES_WITHOUT_MIRRORS' }),
        );
      },
    );

    it('takes the CatalogSource that a user completed by hand as a template', () => {
      const origin = 'registry.redhat.io/redhat/redhat-operator-index:v4.19';
      const { files, findings } = buildResources(
        [copied('operatorCatalog', origin)],
        { registry: 'reg:5000' },
        {
          ...resourceOptions,
          catalogTemplates: new Map([[origin, sample('08').text]]),
        },
      );
      expect(findings).toEqual([]);
      const text = files.find((file) => file.fileName.startsWith('cs-'))?.text;
      for (const kept of [
        'displayName: Red Hat Operators',
        'interval: 30m',
        'securityContextConfig: restricted',
      ]) {
        expect(text).toContain(kept);
      }
      expect(text).toContain('image: reg:5000/redhat/redhat-operator-index:v4.19\n');
      expect(text).not.toContain('status');
    });
  },
);
