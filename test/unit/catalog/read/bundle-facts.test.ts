import { describe, expect, it } from 'vitest';
import { bundleFacts } from '../../../../core/catalog/read/blobs/bundle-facts.ts';

const metadata = (value: object): { type: string; value: unknown } => ({ type: 'olm.csv.metadata', value });
const object = (value: unknown): { type: string; value: unknown } => ({
  type: 'olm.bundle.object',
  value: { data: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64') },
});
const csv = (annotations: object, spec: object): object => ({
  kind: 'ClusterServiceVersion',
  metadata: { annotations },
  spec,
});

const full = {
  displayName: ' Storage ',
  provider: { name: 'Example', url: 'https://example.com' },
  minKubeVersion: '1.27.0',
  description: '# Storage\n\nKeeps\nfiles.\n\nAnd more.',
};
const notes = {
  capabilities: 'Full Lifecycle',
  'features.operators.openshift.io/disconnected': 'true',
  'features.operators.openshift.io/fips-compliant': 'false',
};
const expected = {
  displayName: 'Storage',
  provider: 'Example',
  summary: 'Keeps files.',
  minKubeVersion: '1.27.0',
  disconnected: true,
  fips: false,
  capabilities: 'Full Lifecycle',
};

describe('when the facts of a bundle are read', () => {
  it('takes them from the metadata', () => {
    expect(bundleFacts([metadata({ ...full, annotations: notes })])).toEqual(expected);
  });

  it('takes them from the ClusterServiceVersion among its objects', () => {
    expect(bundleFacts([object({ kind: 'Service' }), object(csv(notes, full))])).toEqual(expected);
  });

  it('prefers the metadata, and the short description', () => {
    const properties = [
      object(csv(notes, { displayName: 'Old' })),
      metadata({ displayName: 'New', annotations: { description: 'Short.' }, description: 'Long.' }),
    ];
    expect(bundleFacts(properties)).toEqual({ displayName: 'New', summary: 'Short.' });
  });

  it.each<[string, unknown, object]>([
    [
      'a list of features, as catalogues before 4.14 have it',
      '["Disconnected", "fips"]',
      { disconnected: true, fips: true },
    ],
    ['a list without them', '["proxy-aware"]', { disconnected: false, fips: false }],
    ['a list that is none', 'disconnected', {}],
    ['nothing', undefined, {}],
  ])('understands %s', (_what, value, facts) => {
    const annotations = { 'operators.openshift.io/infrastructure-features': value };
    expect(bundleFacts([metadata({ annotations })])).toEqual(facts);
  });

  it.each([
    ['4.15', '4.15'],
    [4.9, '4.9'],
  ])('tells the highest OpenShift version %j', (value, text) => {
    expect(bundleFacts([{ type: 'olm.maxOpenShiftVersion', value }])).toEqual({ maxOpenShiftVersion: text });
  });

  it.each<[string, { type: string; value: unknown }[]]>([
    ['no properties', []],
    ['metadata of another form', [metadata([])]],
    [
      'metadata whose fields have other forms',
      [metadata({ displayName: 1, provider: 'x', annotations: [], description: {} })],
    ],
    ['an object that is not base64', [{ type: 'olm.bundle.object', value: { data: '%%%' } }]],
    ['an object that is not JSON', [object('"ClusterServiceVersion" {')]],
    ['an object that only speaks of one', [object({ kind: 'Service', text: 'ClusterServiceVersion' })]],
    ['an object without data', [{ type: 'olm.bundle.object', value: { ref: 'objects/csv.yaml' } }]],
    ['a version of another form', [{ type: 'olm.maxOpenShiftVersion', value: {} }]],
  ])('finds none in %s', (_what, properties) => {
    expect(bundleFacts(properties)).toEqual({});
  });

  it('keeps no long texts', () => {
    const long = 'word '.repeat(10_000);
    const { summary, displayName } = bundleFacts([metadata({ displayName: long, description: long })]);
    expect([summary?.length, displayName?.length]).toEqual([500, 200]);
  });
});
