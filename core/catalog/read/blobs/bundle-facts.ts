import { z } from 'zod';
import type { BundleFacts } from '../../model.ts';
import type { Property } from './schemas.ts';

const text = z.string().optional().catch(undefined);
const annotations = z.record(z.string(), z.unknown()).catch({});

const metadataSchema = z.looseObject({
  annotations,
  displayName: text,
  description: text,
  provider: z.looseObject({ name: text }).catch({}),
  minKubeVersion: text,
});
type Metadata = z.infer<typeof metadataSchema>;

const serviceVersionSchema = z.looseObject({
  kind: z.literal('ClusterServiceVersion'),
  metadata: z.looseObject({ annotations }).catch({ annotations: {} }),
  spec: z.looseObject({}),
});

/** Longest CSV that is looked into, characters of base64. */
const longestObject = 8 * 1024 * 1024;
const longestSummary = 500;
const longestWord = 200;

/**
 * What people choose a bundle by: from its `olm.csv.metadata`, else from the ClusterServiceVersion among its
 * `olm.bundle.object` properties. What cannot be understood is left out; nothing of it is needed to mirror.
 */
export function bundleFacts(properties: readonly Property[]): BundleFacts {
  const metadata = csvMetadata(properties) ?? csvObject(properties);
  const maxVersion = properties.find(({ type }) => type === 'olm.maxOpenShiftVersion')?.value;
  const facts = metadata === undefined ? {} : metadataFacts(metadata);
  const isText = typeof maxVersion === 'string' || typeof maxVersion === 'number';
  return { ...facts, ...(isText && { maxOpenShiftVersion: String(maxVersion).slice(0, longestWord) }) };
}

function csvMetadata(properties: readonly Property[]): Metadata | undefined {
  const value = properties.find(({ type }) => type === 'olm.csv.metadata')?.value;
  return value === undefined ? undefined : metadataSchema.safeParse(value).data;
}

const objectSchema = z.looseObject({ data: z.string().max(longestObject) });

function csvObject(properties: readonly Property[]): Metadata | undefined {
  for (const { type, value } of properties) {
    const object = type === 'olm.bundle.object' ? objectSchema.safeParse(value) : undefined;
    if (object?.success !== true) continue;
    const bytes = Buffer.from(object.data.data, 'base64');
    if (!bytes.includes('"ClusterServiceVersion"')) continue;
    const csv = serviceVersionSchema.safeParse(parsed(bytes));
    if (!csv.success) continue;
    const { metadata, spec } = csv.data;
    return metadataSchema.safeParse({ ...spec, annotations: metadata.annotations }).data;
  }
  return undefined;
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

function metadataFacts({
  annotations: notes,
  displayName,
  description,
  provider,
  minKubeVersion,
}: Metadata): BundleFacts {
  const features = listed(notes['operators.openshift.io/infrastructure-features']);
  const disconnected = flag(notes, 'disconnected') ?? features?.includes('disconnected');
  const fips = flag(notes, 'fips-compliant') ?? features?.includes('fips');
  const { capabilities } = notes;
  const summary = paragraph(notes['description']) ?? paragraph(description);
  return {
    ...word('displayName', displayName),
    ...word('provider', provider.name),
    ...(summary !== undefined && { summary }),
    ...word('minKubeVersion', minKubeVersion),
    ...(disconnected !== undefined && { disconnected }),
    ...(fips !== undefined && { fips }),
    ...word('capabilities', capabilities),
  };
}

function word<Name extends keyof BundleFacts>(name: Name, value: unknown): Partial<Record<Name, string>> {
  if (typeof value !== 'string' || value.trim() === '') return {};
  return { [name]: value.trim().slice(0, longestWord) } as Partial<Record<Name, string>>;
}

/** Since OpenShift 4.14: one annotation for each feature. */
function flag(notes: Readonly<Record<string, unknown>>, feature: string): boolean | undefined {
  const value = notes[`features.operators.openshift.io/${feature}`];
  return value === 'true' ? true : value === 'false' ? false : undefined;
}

/** Before that: one list, in JSON, of the features that there are. What is no text is no feature. */
function listed(value: unknown): readonly string[] | undefined {
  const features = typeof value === 'string' ? parsed(Buffer.from(value)) : undefined;
  if (!Array.isArray(features)) return undefined;
  return features.filter((feature) => typeof feature === 'string').map((feature) => feature.toLowerCase());
}

function paragraph(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const lines = value
    .slice(0, 20 * longestSummary)
    .split(/\n\s*\n/)
    .map((part) => part.replaceAll(/\s+/g, ' ').trim());
  // A heading says the name once more.
  const first = lines.find((part) => part !== '' && !part.startsWith('#'));
  return first?.slice(0, longestSummary);
}
