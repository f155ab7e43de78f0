import { describe, expect, it } from 'vitest';
import { providesOf, requiresOf } from '../../../../core/catalog/read/blobs/requirements.ts';

const gvk = { group: 'g.example.com', version: 'v1', kind: 'Thing' };
const versioned = { packageName: 'other', versionRange: '>=1.0.0' };
const needsPackage = { kind: 'package', package: 'other', versionRange: '>=1.0.0' };

describe('when the properties of a bundle are read', () => {
  it('knows the kinds that it gives', () => {
    const properties = [
      { type: 'olm.gvk', value: gvk },
      { type: 'olm.gvk', value: 'x' },
      { type: 'olm.gvk.required', value: { ...gvk, kind: 'Other' } },
    ];
    expect(providesOf(properties)).toEqual([gvk]);
  });

  it.each<[string, unknown, object]>([
    ['olm.package.required', versioned, needsPackage],
    ['olm.gvk.required', gvk, { kind: 'gvk', gvk }],
    ['olm.package.required', 'other', { kind: 'other', text: '"other"' }],
    ['olm.constraint', { failureMessage: 'm', package: versioned }, needsPackage],
    ['olm.constraint', { gvk }, { kind: 'gvk', gvk }],
    [
      'olm.constraint',
      {
        failureMessage: 'm',
        all: { constraints: [{ package: versioned }, { not: { constraints: [{ gvk }] } }] },
      },
      {
        kind: 'all',
        message: 'm',
        requirements: [needsPackage, { kind: 'not', requirements: [{ kind: 'gvk', gvk }] }],
      },
    ],
    ['olm.constraint', { any: { constraints: [] } }, { kind: 'any', requirements: [] }],
    [
      'olm.constraint',
      { failureMessage: 'm', cel: { rule: 'true' } },
      { kind: 'other', message: 'm', text: '{"failureMessage":"m","cel":{"rule":"true"}}' },
    ],
    ['olm.constraint', 12n, { kind: 'other', text: '"12"' }],
    ['olm.constraint', undefined, { kind: 'other', text: '' }],
  ])('knows what %s needs (%#)', (type, value, expected) => {
    expect(requiresOf([{ type, value }])).toEqual([expected]);
  });

  it('passes other properties over', () => {
    expect(
      requiresOf([
        { type: 'olm.package', value: versioned },
        { type: 'olm.csv.metadata', value: {} },
      ]),
    ).toEqual([]);
  });
});
