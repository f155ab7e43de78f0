import { createHash } from 'node:crypto';
import { digestAlgorithm, digestHex, type Digest } from '../reference/index.ts';
import type { ContentGroup, ReportAccessory, ReportImage, SetReport } from './model.ts';
import { ociPurl, repositoryOf, tagOf } from './purl.ts';

/**
 * What a set carries as a bill of materials: CycloneDX 1.6 JSON (ECMA-424 first edition). Images are components of type
 * `container`; a release and an operator are components that depend on their images. Licences are left out: the set
 * does not know them. What travels with an image is an external reference of it.
 */
export function cycloneDx(report: SetReport): string {
  const { identity, contents } = report;
  const root = `urn:sluice:set:${identity.setId}`;
  const components = new Map<string, Component>();
  const dependencies = new Map<string, ReadonlySet<string>>();
  const top = new Set<string>();
  for (const group of contents.groups) {
    const images = new Set<string>();
    for (const image of group.images) {
      const component = imageComponent(image);
      components.set(component['bom-ref'], component);
      images.add(component['bom-ref']);
    }
    const grouping = groupComponent(group);
    if (grouping === undefined) {
      for (const reference of images) top.add(reference);
      continue;
    }
    components.set(grouping['bom-ref'], grouping);
    dependencies.set(grouping['bom-ref'], images);
    top.add(grouping['bom-ref']);
  }
  dependencies.set(root, top);
  const bom = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(`sluice-bom ${identity.setId}`)}`,
    version: 1,
    metadata: {
      // When the content was put together, not when this file was made: the same set gives the same bytes.
      timestamp: identity.createdAt,
      tools: { components: [toolComponent(report.madeBy.tool)] },
      component: {
        type: 'file',
        'bom-ref': root,
        name: `sluice-set ${identity.setId}`,
        version: `generation ${identity.generation}`,
      },
    },
    components: sortedBy([...components.values()], (component) => component['bom-ref']),
    dependencies: sortedBy(
      [...components.keys(), root].map((ref) => {
        const needs = dependencies.get(ref);
        return { ref, ...(needs !== undefined && { dependsOn: [...needs].sort() }) };
      }),
      ({ ref }) => ref,
    ),
  };
  return `${JSON.stringify(bom, undefined, 2)}\n`;
}

interface Component {
  readonly type: 'container' | 'platform' | 'application';
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version?: string;
  readonly purl?: string;
  readonly hashes?: readonly Hash[];
  readonly externalReferences?: readonly ExternalReference[];
  readonly properties?: readonly Property[];
}

interface Hash {
  readonly alg: 'SHA-256' | 'SHA-384' | 'SHA-512';
  readonly content: string;
}

interface ExternalReference {
  readonly type: 'bom' | 'attestation' | 'digital-signature' | 'other';
  readonly url: string;
  readonly hashes: readonly Hash[];
}

interface Property {
  readonly name: string;
  readonly value: string;
}

function imageComponent(image: ReportImage): Component {
  const { origin, digest, repository, platforms, bytes, mediaType, accessories } = image;
  const name = repositoryOf(origin);
  // Its tag where it comes from; the one at the receiver may be made from the digest.
  const tag = tagOf(origin);
  const purl = ociPurl({ repository: name, digest, ...(tag !== undefined && { tag }) });
  const facts: readonly Property[] = [
    ...(bytes === undefined ? [] : [{ name: 'sluice:bytes', value: String(bytes) }]),
    { name: 'sluice:mediaType', value: mediaType },
    ...platforms.map((value) => ({ name: 'sluice:platform', value })),
    { name: 'sluice:repositoryAtTarget', value: repository },
  ];
  return {
    type: 'container',
    'bom-ref': purl,
    name,
    version: tag ?? digest,
    purl,
    hashes: [hashOf(digest)],
    ...(accessories.length > 0 && {
      externalReferences: sortedBy(
        accessories.map((accessory) => referenceTo(accessory, name)),
        ({ url }) => url,
      ),
    }),
    properties: facts,
  };
}

const referenceTypes = {
  sbom: 'bom',
  attestation: 'attestation',
  signature: 'digital-signature',
  referrer: 'other',
} as const;

function referenceTo({ kind, digest, tag }: ReportAccessory, repository: string): ExternalReference {
  // A referrer has no tag where it comes from; cosign's accessories have one.
  const named = tag !== undefined && kind !== 'referrer' && /\.(?:sig|att|sbom)$/.test(tag);
  const url = ociPurl({ repository, digest, ...(named && { tag }) });
  return { type: referenceTypes[kind], url, hashes: [hashOf(digest)] };
}

function groupComponent({ kind, name, catalog, versions }: ContentGroup): Component | undefined {
  if (name === undefined) return undefined;
  if (kind === 'release') {
    return {
      type: 'platform',
      'bom-ref': `urn:sluice:release:${encodeURIComponent(name)}`,
      name: 'OpenShift Container Platform',
      version: name,
    };
  }
  if (kind !== 'operator') return undefined;
  const place = [catalog ?? '', name].map(encodeURIComponent).join(':');
  return {
    type: 'application',
    'bom-ref': `urn:sluice:operator:${place}`,
    name,
    ...(versions !== undefined && versions.length > 0 && { version: versions.join(', ') }),
    ...(catalog !== undefined && { properties: [{ name: 'sluice:catalog', value: catalog }] }),
  };
}

function toolComponent(tool: string): { type: 'application'; name: string; version?: string } {
  const [name = tool, version] = tool.split(' ');
  return { type: 'application', name, ...(version !== undefined && { version }) };
}

const algorithms: Readonly<Record<string, Hash['alg']>> = {
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
};

function hashOf(digest: Digest): Hash {
  return { alg: algorithms[digestAlgorithm(digest)] ?? 'SHA-256', content: digestHex(digest) };
}

/** A name-based UUID (RFC 9562, version 8): the same text always gives the same one. */
function uuidOf(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** By code units: no locale decides the order of a file. */
function sortedBy<Value>(values: readonly Value[], key: (value: Value) => string): Value[] {
  return values.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
