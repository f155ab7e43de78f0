import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findCatalogs } from '../../../core/host/catalogs/holdings/held-catalogs.ts';
import { heldImages, mostRepositories } from '../../../core/host/catalogs/holdings/held-images.ts';
import { heldReleases } from '../../../core/host/catalogs/holdings/held-releases.ts';
import {
  isDigestTag,
  lookAtRegistry,
  type RegistryLook,
} from '../../../core/host/catalogs/holdings/registry-look.ts';
import { rememberedNames } from '../../../core/host/catalogs/holdings/remembered-names.ts';
import { systemServices, type HostServices } from '../../../core/host/index.ts';
import { rememberedResourcesFolder } from '../../../core/host/mirror/remembered-resources.ts';
import type { Network } from '../../../core/host/network.ts';

const place = { host: 'registry.example:5000', namespace: 'ocp' };
const hex = 'a'.repeat(64);

/** A registry that has these tags. */
function look(tags: Readonly<Record<string, readonly string[]>>, isListed = true): RegistryLook {
  return {
    place,
    tags: (repository) => Promise.resolve(tags[repository] ?? []),
    repositories: isListed ? Object.keys(tags) : undefined,
  };
}

let directory: string;
let services: HostServices;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sluice-holdings-'));
  const system = systemServices();
  services = {
    ...system,
    environment: { ...system.environment, variables: { SLUICE_STATE_DIR: join(directory, 'state') } },
  };
});
afterAll(() => rm(directory, { recursive: true }));

describe('releases by their tags', () => {
  it('are read in both layouts, each once, oldest first; what is no release is left out', async () => {
    const releases = await heldReleases(
      services,
      look({
        'openshift/release-images': [
          '4.16.0-rc.1-x86_64',
          '4.9.10-x86_64',
          '4.15.2-aarch64',
          '4.15.2-multi',
          'latest',
          `sha256-${hex}.sig`,
          '4.15-x86_64',
          '4.15.2',
        ],
        'openshift-release-dev/ocp-release': ['4.9.10-x86_64', '4.14.1-s390x'],
      }),
    );
    expect(
      releases.map(({ version, architecture, channel }) => `${version} ${architecture} ${channel}`),
    ).toEqual([
      '4.9.10 amd64 stable-4.9',
      '4.14.1 s390x stable-4.14',
      '4.15.2 arm64 stable-4.15',
      '4.15.2 multi stable-4.15',
      '4.16.0-rc.1 amd64 stable-4.16',
    ]);
  });
});

describe('catalogues in a registry', () => {
  it('have the names of their publishers, those by which they were opened here, or those of the registry', async () => {
    const found = await findCatalogs(
      look({
        'redhat/redhat-operator-index': ['v4.15', `sha256-${hex}`],
        'mine/tool-operator-index': ['v1'],
        'other/odd-operator-index': ['v2'],
        'mine/index-of-books': ['v3'],
      }),
      [{ repository: 'mine/catalog', tag: 'v9' }],
      ['quay.io/mine/tool-operator-index:v1', 'nonsense:::', `${place.host}/mine/catalog:v9`],
    );
    expect(found.map(({ catalog }) => catalog)).toEqual([
      `${place.host}/ocp/mine/catalog:v9`,
      'quay.io/mine/tool-operator-index:v1',
      `${place.host}/ocp/other/odd-operator-index:v2`,
      'registry.redhat.io/redhat/redhat-operator-index:v4.15',
    ]);
  });
});

describe('additional images in a registry', () => {
  const pairs = [
    { source: 'quay.io', mirror: '' },
    { source: 'quay.io/team', mirror: 'team' },
    { source: 'docker.io/library/single', mirror: 'renamed/single' },
  ];
  const question = {
    pairs: pairs.slice(1),
    others: new Set(['team/index']),
    ofOperators: new Set([`sha256:${hex}`]),
  };

  it('get their names back, by the longest rule that fits', async () => {
    const there = look({
      'team/a': ['1.0', '2.0'],
      'team/deep/b': [`sha256-${hex}`, `sha256-${'b'.repeat(64)}`, `sha256-${'b'.repeat(64)}.sig`],
      'team/index': ['v1'],
      'renamed/single': ['latest'],
      teams: ['1'],
      'openshift/release': ['x'],
    });
    expect(await heldImages(there, question)).toEqual({
      images: [
        'docker.io/library/single:latest',
        'quay.io/team/a:1.0',
        'quay.io/team/a:2.0',
        `quay.io/team/deep/b@sha256:${'b'.repeat(64)}`,
      ],
    });
    const { images: all } = await heldImages(there, { ...question, pairs });
    expect(all).toContain('quay.io/teams:1');
    expect(all.some((name) => name.includes('openshift'))).toBe(false);
  });

  it('are those of single repositories where the registry does not list what it has', async () => {
    const there = look({ 'renamed/single': ['latest'], 'team/a': ['1'] }, false);
    expect(await heldImages(there, question)).toEqual({ images: ['docker.io/library/single:latest'] });
  });

  it('are read of as many repositories as is bearable, and what is left out is told', async () => {
    const names = (count: number): readonly string[] =>
      Array.from({ length: count }, (_one, at) => `team/r${at}`);
    const tagged = (count: number) => look(Object.fromEntries(names(count).map((name) => [name, ['1']])));
    const all = await heldImages(tagged(mostRepositories), question);
    expect([all.images.length, all.truncated]).toEqual([mostRepositories, undefined]);
    const cut = await heldImages(tagged(mostRepositories + 7), question);
    expect([cut.images.length, cut.truncated]).toEqual([
      mostRepositories,
      { read: mostRepositories, of: mostRepositories + 7 },
    ]);
  });
});

describe('what this machine remembers of a registry', () => {
  it('is read from the cluster resources that it wrote; others and damaged ones are passed over', async () => {
    const folder = rememberedResourcesFolder(services, place);
    await mkdir(folder, { recursive: true });
    const set = (name: string, source: string, mirror: string): string =>
      JSON.stringify({
        kind: 'ImageTagMirrorSet',
        metadata: { name },
        spec: { imageTagMirrors: [{ source, mirrors: [mirror, 7] }, 'x'] },
      });
    const files = {
      'itms-oc-mirror.yaml': [
        set('itms-generic-0', 'quay.io/team', 'registry.example:5000/ocp/team'),
        set('itms-generic-0', 'quay.io/other', 'registry.example:5000/elsewhere/other'),
        set('itms-operator-0', 'quay.io/op', 'registry.example:5000/ocp/op'),
      ].join('\n---\n'),
      'cs-a.yaml': 'kind: CatalogSource\nspec:\n  image: registry.example:5000/ocp/redhat/an-index:v4.15\n',
      'cs-b.yaml': 'kind: CatalogSource\nspec: 7\n',
      'cs-c.yaml': 'kind: [\n',
    };
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    expect(await rememberedNames(services, place)).toEqual({
      catalogs: [{ repository: 'redhat/an-index', tag: 'v4.15' }],
      additional: [{ source: 'quay.io/team', mirror: 'team' }],
    });
    expect(await rememberedNames(services, { ...place, namespace: 'never' })).toEqual({
      catalogs: [],
      additional: [],
    });
  });
});

describe('a look at a registry', () => {
  const signal = new AbortController().signal;
  const client = (changes: object): Pick<Network, 'target'> => ({
    target: () =>
      ({
        ping: () => Promise.resolve(),
        listTags: (repository: string) => Promise.resolve([repository]),
        listRepositories: () => Promise.resolve(['ocp/a/b', 'ocpx/c', 'd']),
        ...changes,
      }) as unknown as ReturnType<Network['target']>,
  });

  it('sees what is below the namespace, by names from there', async () => {
    const seen = await lookAtRegistry(client({}), place, signal);
    expect(seen.repositories).toEqual(['a/b']);
    expect(await seen.tags('a/b')).toEqual(['ocp/a/b']);
  });

  it('is not hindered by a registry that keeps its list to itself, but by one that cannot be read', async () => {
    const refuse = () => Promise.reject(new Error('denied'));
    const seen = await lookAtRegistry(client({ listRepositories: refuse }), place, signal);
    expect(seen.repositories).toBeUndefined();
    await expect(lookAtRegistry(client({ listTags: refuse }), place, signal)).rejects.toThrow('denied');
  });

  it('knows tags that are no names', () => {
    for (const tag of [`sha256-${hex}`, hex, `sha256-${hex}.sig`, `sha512-${'0'.repeat(120)}`]) {
      expect(isDigestTag(tag)).toBe(true);
    }
    for (const tag of ['v4.15', 'latest', 'sha256-short', `${hex}-x86_64`])
      expect(isDigestTag(tag)).toBe(false);
  });
});
