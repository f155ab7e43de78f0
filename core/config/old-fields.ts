import type { ErrorCode } from '../contract/index.ts';

interface OldField {
  readonly code: ErrorCode;
  /** What took its place, when there is something. */
  readonly replacement?: string;
}

/**
 * Fields of the v1alpha1 and v1alpha2 formats that v2alpha1 does not know, by lower-case name.
 * oc-mirror says only "unknown field".
 */
const oldFields: Readonly<Record<string, OldField>> = {
  storageconfig: { code: 'CONFIG_STORAGE_CONFIG' },
  headsonly: { code: 'CONFIG_HEADS_ONLY' },
  ocp: { code: 'CONFIG_OLD_FIELD', replacement: 'platform' },
  targetname: { code: 'CONFIG_OLD_FIELD', replacement: 'targetCatalog' },
  originalref: { code: 'CONFIG_OLD_FIELD', replacement: 'catalog' },
  startingversion: { code: 'CONFIG_OLD_FIELD', replacement: 'minVersion' },
  versions: { code: 'CONFIG_OLD_FIELD', replacement: 'minVersion, maxVersion' },
  startingbundle: { code: 'CONFIG_OLD_FIELD', replacement: 'minVersion' },
  minbundle: { code: 'CONFIG_OLD_FIELD', replacement: 'minVersion' },
  bundles: { code: 'CONFIG_OLD_FIELD', replacement: 'minVersion, maxVersion' },
  selectedbundles: { code: 'CONFIG_OLD_FIELD', replacement: 'minVersion, maxVersion' },
};

export function oldField(key: string): OldField | undefined {
  const lower = key.toLowerCase();
  return Object.hasOwn(oldFields, lower) ? oldFields[lower] : undefined;
}
