import type { BlobPlace, OpenedCatalog } from '../../catalog/index.ts';

/** The part of an opened catalogue that gives the texts of its blobs. */
export type Blobs = Pick<OpenedCatalog, 'readBlobs'>;

export type JsonObject = Readonly<Record<string, unknown>>;

/** A blob's fields. Throws CATALOG_INDEX_DAMAGED. */
export async function readBlob(catalog: Blobs, place: BlobPlace): Promise<JsonObject> {
  for await (const text of catalog.readBlobs([place])) {
    const blob: unknown = JSON.parse(text.toString('utf8'));
    return isObject(blob) ? blob : {};
  }
  return {};
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
