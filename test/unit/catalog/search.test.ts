import { describe, expect, it } from 'vitest';
import { createPackageSearch, type BundleFacts, type CatalogModel } from '../../../core/catalog/index.ts';

const place = { offset: 0, length: 0 };

function model(
  packages: Readonly<Record<string, { description?: string; facts?: readonly BundleFacts[] }>>,
): CatalogModel {
  return {
    others: [],
    packages: new Map(
      Object.entries(packages).map(([name, { description, facts = [] }]) => [
        name,
        {
          name,
          ...(description !== undefined && { description }),
          channels: [],
          deprecations: [],
          others: [],
          bundles: facts.map((one, index) => ({
            name: `${name}.v${index}`,
            package: name,
            image: '',
            relatedImages: [],
            provides: [],
            requires: [],
            facts: one,
            place,
          })),
        },
      ]),
    ),
  };
}

const search = createPackageSearch(
  model({
    'odf-operator': { facts: [{ displayName: 'OpenShift Data Foundation', provider: 'Red Hat' }] },
    'local-storage-operator': {
      facts: [{ displayName: 'Local Storage' }, { displayName: 'Local Storage (old)' }],
    },
    storage: { description: 'Keeps data.' },
    mystorage: {},
    lvms: { facts: [{ displayName: 'LVM Storage', summary: 'Logical volumes for OpenShift.' }] },
    Quay: { facts: [{ displayName: 'Red Hat Quay', summary: 'A registry.' }] },
  }),
);

describe('when packages are searched', () => {
  it.each<[string, [string, string][]]>([
    [
      'storage',
      [
        ['storage', 'name'],
        ['local-storage-operator', 'name'],
        ['lvms', 'display-name'],
        ['mystorage', 'name'],
      ],
    ],
    ['  DATA  foundation ', [['odf-operator', 'display-name']]],
    [
      'lo',
      [
        ['local-storage-operator', 'name'],
        ['lvms', 'description'],
      ],
    ],
    [
      'red hat',
      [
        ['Quay', 'display-name'],
        ['odf-operator', 'provider'],
      ],
    ],
    ['quay', [['Quay', 'name']]],
    ['keeps', [['storage', 'description']]],
    ['storage nowhere', []],
    ['.*', []],
  ])('finds for %j', (text, expected) => {
    expect(search(text).map((hit) => [hit.package, hit.in])).toEqual(expected);
  });

  it.each(['', '  '])('finds all by name for %j', (text) => {
    expect(search(text).map((hit) => hit.package)).toEqual([
      'local-storage-operator',
      'lvms',
      'mystorage',
      'odf-operator',
      'Quay',
      'storage',
    ]);
  });
});
