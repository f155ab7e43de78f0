import { SluiceError } from '../contract/index.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Refuses one field of a manifest: `field` is its path, such as `layers[2].size`. */
export function badField(manifest: string, field: string): SluiceError {
  return new SluiceError('MANIFEST_FIELD_INVALID', { params: { manifest, field } });
}

/** The text at `key`; undefined when absent or null. Throws MANIFEST_FIELD_INVALID for anything else. */
export function optionalText(
  owner: JsonObject,
  key: string,
  manifest: string,
  field: string,
): string | undefined {
  const value = owner[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw badField(manifest, field);
  return value;
}

/** A map of texts; undefined when absent or null. Throws MANIFEST_FIELD_INVALID for anything else. */
export function optionalTexts(
  owner: JsonObject,
  key: string,
  manifest: string,
  field: string,
): Readonly<Record<string, string>> | undefined {
  const value = owner[key];
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) throw badField(manifest, field);
  const entries = Object.entries(value);
  if (!entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')) {
    throw badField(manifest, field);
  }
  return Object.fromEntries(entries);
}

/** A list; empty when null (Go writes an empty list so). Throws MANIFEST_FIELD_INVALID for anything else. */
export function listOf(value: unknown, manifest: string, field: string): readonly unknown[] {
  if (value === null) return [];
  if (!Array.isArray(value)) throw badField(manifest, field);
  return value;
}
