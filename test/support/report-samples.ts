import type { SetManifest } from '../../core/archive/index.ts';
import { digestOf, type Digest } from '../../core/reference/index.ts';
import { buildSetReport, type SetReport, type SetReportInput } from '../../core/report/index.ts';

type Image = SetManifest['images'][number];

/** A digest that `text` gives. */
export function digestFor(text: string): Digest {
  return digestOf(Buffer.from(text));
}

export function image(changes: Partial<Image> & Pick<Image, 'repository'>): Image {
  const { repository, tag = '1.0' } = changes;
  return {
    type: 'generic',
    origin: `quay.io/${repository}:${tag}`,
    tag,
    digest: digestFor(`${repository}:${tag}`),
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    size: 500,
    ...changes,
  };
}

/** A component or, without one, the payload of a release. */
export function releaseImage(version: string, component?: string, content?: string): Image {
  const tag = component === undefined ? `${version}-x86_64` : `${version}-x86_64-${component}`;
  const digest = digestFor(content ?? `${component ?? 'payload'} ${version}`);
  return image({
    type: component === undefined ? 'ocpRelease' : 'ocpReleaseContent',
    repository: component === undefined ? 'openshift/release-images' : 'openshift/release',
    origin:
      component === undefined
        ? `quay.io/openshift-release-dev/ocp-release:${tag}`
        : `quay.io/openshift-release-dev/ocp-v4.0-art-dev@${digest}`,
    tag,
    digest,
    release: { version, ...(component !== undefined && { component }) },
  });
}

export function setManifest(changes: Partial<SetManifest> = {}): SetManifest {
  const images = changes.images ?? [];
  return {
    format: 'sluice-set',
    formatVersion: 1,
    setId: '11111111-2222-4333-8444-555555555555',
    generation: 2,
    parent: { setId: '00000000-2222-4333-8444-555555555555', generation: 1 },
    createdAt: '2026-03-04T05:06:07.000Z',
    tool: { name: 'sluice', version: '0.1.0' },
    target: 'enclave-1',
    configuration: { sha256: 'c'.repeat(64) },
    layout: 'oc-mirror',
    closures: Object.fromEntries(images.map(({ digest }) => [digest, []])),
    expected: [],
    releases: [],
    chunks: [{ name: 'mirror_000001.tar', size: 10_240, sha256: 'a'.repeat(64), entries: 12 }],
    index: { name: 'sluice-index.jsonl', size: 900, sha256: 'b'.repeat(64) },
    files: [{ name: 'imageset-config.yaml', size: 40, sha256: 'd'.repeat(64) }],
    totals: { entries: 12, blobs: 6, blobBytes: 8000, files: 6, fileBytes: 600, bytes: 10_240 },
    complete: 'complete',
    missing: [],
    ...changes,
    images,
  };
}

export const madeBy = { tool: 'sluice 0.1.0', host: 'station-7', person: 'operator' };
export const now = new Date('2026-03-05T10:00:00Z');

/** A report of a set; `changes` say what matters to the test. */
export function setReport(changes: Partial<SetReportInput> = {}): SetReport {
  return buildSetReport({ manifest: setManifest(), now, madeBy, ...changes });
}

/** A reading of the sample set that found it whole. */
export const soundReading: NonNullable<SetReportInput['verifications']>[number] = {
  time: '2026-03-05T09:00:00.000Z',
  by: madeBy,
  pastCache: true,
  chunks: [{ name: 'mirror_000001.tar', bytes: 10_240, sha256: 'a'.repeat(64), state: 'verified', blobs: 6 }],
  problems: [],
};
