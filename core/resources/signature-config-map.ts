import { type Digest, digestAlgorithm, digestHex } from '../reference/index.ts';
import { emitYaml, type ResourceFile, type YamlObject } from './file.ts';

export const signatureFileNames = {
  json: 'signature-configmap.json',
  yaml: 'signature-configmap.yaml',
} as const;

/** A verified signature message of a release payload. */
export interface ReleaseSignature {
  readonly digest: Digest;
  readonly content: Uint8Array;
}

/** One key and value of the ConfigMap's binaryData. */
export type SignatureData = Readonly<Record<string, string>>;

const keyForm = /^([a-z0-9]+-[a-f0-9]{64,128})-(\d+)$/;

/**
 * Adds signatures to what is there: keys `sha256-<hex>-<n>` with n counted over all entries
 * (oc-mirror-v2.md 8.5). What is there keeps its key; the same signature is not added twice.
 */
export function addSignatures(existing: SignatureData, added: readonly ReleaseSignature[]): SignatureData {
  const entries = added
    .map(({ digest, content }) => ({
      digest: `${digestAlgorithm(digest)}-${digestHex(digest)}`,
      value: Buffer.from(content).toString('base64'),
    }))
    .sort((a, b) => compare(a.digest, b.digest) || compare(a.value, b.value));
  return uniteSignatures(existing, entries);
}

/** Unites two binaryData fields: keys of `existing` stay, what is new gets the next numbers. */
export function mergeSignatureData(existing: SignatureData, added: SignatureData): SignatureData {
  const entries = Object.entries(added)
    .sort(([a], [b]) => compare(a, b))
    .map(([key, value]) => ({ digest: keyForm.exec(key)?.[1] ?? key, value }));
  return uniteSignatures(existing, entries);
}

function uniteSignatures(
  existing: SignatureData,
  entries: readonly { readonly digest: string; readonly value: string }[],
): SignatureData {
  const data = new Map(Object.entries(existing));
  const known = new Set([...data].map(([key, value]) => `${keyForm.exec(key)?.[1] ?? key} ${value}`));
  let last = Math.max(0, ...[...data.keys()].map((key) => Number(keyForm.exec(key)?.[2] ?? 0)));
  for (const { digest, value } of entries) {
    if (known.has(`${digest} ${value}`)) continue;
    known.add(`${digest} ${value}`);
    last += 1;
    data.set(`${digest}-${last}`, value);
  }
  return Object.fromEntries([...data].sort(([a], [b]) => compare(a, b)));
}

/** Both forms of the ConfigMap; nothing without signatures. */
export function signatureFiles(data: SignatureData, annotations: YamlObject): readonly ResourceFile[] {
  if (Object.keys(data).length === 0) return [];
  // oc-mirror's key order in the compact JSON.
  const object = {
    kind: 'ConfigMap',
    apiVersion: 'v1',
    metadata: {
      name: 'mirrored-release-signatures',
      namespace: 'openshift-config-managed',
      labels: { 'release.openshift.io/verification-signatures': '' },
      annotations,
    },
    binaryData: data,
  };
  return [
    { fileName: signatureFileNames.json, text: JSON.stringify(object) },
    { fileName: signatureFileNames.yaml, text: emitYaml(object) },
  ];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
