import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cycloneDx } from '../../../core/report/index.ts';
import { digestFor, image, releaseImage, setManifest, setReport } from '../../support/report-samples.ts';

/** The part of the CycloneDX 1.6 JSON schema that is used here, with its rules: nothing else may be there. */
const reference = z.string().min(1);
const hash = z.strictObject({
  alg: z.enum(['MD5', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512', 'SHA3-256', 'SHA3-384', 'SHA3-512']),
  content: z
    .string()
    .regex(/^([a-fA-F0-9]{32}|[a-fA-F0-9]{40}|[a-fA-F0-9]{64}|[a-fA-F0-9]{96}|[a-fA-F0-9]{128})$/),
});
const component = z.strictObject({
  type: z.enum(['application', 'container', 'platform', 'file']),
  'bom-ref': reference.optional(),
  name: z.string(),
  version: z.string().optional(),
  purl: z
    .string()
    .regex(/^pkg:oci\/[a-z0-9%._~-]+@sha256:[0-9a-f]{64}\?[A-Za-z0-9%._~:&=_-]+$/)
    .optional(),
  hashes: z.array(hash).optional(),
  externalReferences: z
    .array(
      z.strictObject({
        type: z.enum(['bom', 'attestation', 'digital-signature', 'other']),
        url: z.url(),
        hashes: z.array(hash).optional(),
      }),
    )
    .optional(),
  properties: z.array(z.strictObject({ name: z.string(), value: z.string() })).optional(),
});
const bomSchema = z.strictObject({
  $schema: z.literal('http://cyclonedx.org/schema/bom-1.6.schema.json'),
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.literal('1.6'),
  serialNumber: z.string().regex(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
  version: z.int().min(1),
  metadata: z.strictObject({
    timestamp: z.iso.datetime(),
    tools: z.strictObject({ components: z.array(component) }),
    component,
  }),
  components: z.array(component),
  dependencies: z.array(z.strictObject({ ref: reference, dependsOn: z.array(reference).optional() })),
});

const signed = image({ repository: 'a/signed' });
const tagFor = (suffix: string): string => `${signed.digest.replace(':', '-')}.${suffix}`;
const accessories = ['sig', 'sbom'].map((suffix) =>
  image({ repository: 'a/signed', tag: tagFor(suffix), accessoryOf: signed.digest }),
);
const controller = image({ type: 'operatorRelatedImage', repository: 'op/controller' });
const images = [releaseImage('4.15.0'), releaseImage('4.15.0', 'cli'), controller, signed, ...accessories];
const operators = [
  {
    catalog: 'op/index:v4.15',
    package: 'alpha',
    bundle: 'alpha.v1',
    version: '1.0.0',
    images: [controller.digest],
  },
];
const report = setReport({ manifest: setManifest({ images }), operators });
const parse = (text: string) => bomSchema.parse(JSON.parse(text));

describe('the bill of materials', () => {
  it('keeps to CycloneDX 1.6', () => {
    const bom = parse(cycloneDx(report));
    const references = [...bom.components.map((one) => one['bom-ref']), bom.metadata.component['bom-ref']];
    expect(new Set(references).size).toBe(references.length);
    for (const { ref, dependsOn = [] } of bom.dependencies) {
      expect(references).toContain(ref);
      for (const one of dependsOn) expect(references).toContain(one);
      expect(new Set(dependsOn).size).toBe(dependsOn.length);
    }
  });

  it('has one container for each image, under its release or operator', () => {
    const bom = parse(cycloneDx(report));
    const named = (type: string) => bom.components.filter((one) => one.type === type).map(({ name }) => name);
    expect(named('container')).toHaveLength(4);
    expect(named('platform')).toEqual(['OpenShift Container Platform']);
    expect(named('application')).toEqual(['alpha']);
    const needs = (part: string) => bom.dependencies.find(({ ref }) => ref.includes(part))?.dependsOn ?? [];
    expect(needs(':release:')).toHaveLength(2);
    expect(needs(':operator:')[0]).toContain('pkg:oci/controller@');
    expect(needs(':set:')).toHaveLength(3);
  });

  it('names the digest, and what travels with the image', () => {
    const [one] = parse(cycloneDx(report)).components.filter(({ name }) => name === 'quay.io/a/signed');
    expect(one?.hashes).toEqual([{ alg: 'SHA-256', content: signed.digest.slice(7) }]);
    expect(one?.externalReferences?.map(({ type }) => type).sort()).toEqual(['bom', 'digital-signature']);
    expect(one).not.toHaveProperty('licenses');
  });

  it('is the same for the same set, whenever it is made, and another for another set', () => {
    const later = { ...report, madeAt: '2030-01-01T00:00:00.000Z' };
    expect(cycloneDx(later)).toBe(cycloneDx(report));
    const other = setReport({ manifest: setManifest({ images, setId: 'another-set-id' }) });
    expect(parse(cycloneDx(other)).serialNumber).not.toBe(parse(cycloneDx(report)).serialNumber);
  });

  it('lists a referrer as an SBOM by its artifact type', () => {
    const referrer = image({
      repository: 'a/signed',
      tag: 'sha256-x',
      digest: digestFor('r'),
      accessoryOf: signed.digest,
    });
    const facts = new Map([
      [referrer.digest, { platforms: [], artifactType: 'application/vnd.cyclonedx+json' }],
    ]);
    const bom = parse(
      cycloneDx(setReport({ manifest: setManifest({ images: [signed, referrer] }), images: facts })),
    );
    expect(bom.components[0]?.externalReferences?.[0]?.type).toBe('bom');
  });
});
