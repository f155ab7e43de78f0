import type { CatalogBundle, CatalogPackage } from '../../catalog/index.ts';
import { isObject, readBlob, type Blobs, type JsonObject } from './blob-json.ts';

/** Descriptions are pages of text at most; what is longer is no description. */
const longest = 50_000;

/**
 * The text that introduces a package: its own, else the one of the CSV of its head (`olm.csv.metadata`, or the
 * whole CSV in `olm.bundle.object`). Undefined when there is none. Throws CATALOG_INDEX_DAMAGED.
 */
export async function longDescription(
  catalog: Blobs,
  { description = '' }: Pick<CatalogPackage, 'description'>,
  head: CatalogBundle | undefined,
): Promise<string | undefined> {
  const own = description.trim();
  const found = own !== '' || head === undefined ? own : described(await readBlob(catalog, head.place));
  return found === '' ? undefined : found.slice(0, longest);
}

function described({ properties }: JsonObject): string {
  const all = Array.isArray(properties) ? properties.filter(isObject) : [];
  for (const { type, value } of all) {
    if (!isObject(value)) continue;
    if (type === 'olm.csv.metadata') return textIn(value);
    const { data } = value;
    if (type !== 'olm.bundle.object' || typeof data !== 'string') continue;
    const csv = parsed(data);
    if (csv?.['kind'] === 'ClusterServiceVersion') return textIn(csv['spec']);
  }
  return '';
}

function textIn(holder: unknown): string {
  const text = isObject(holder) ? holder['description'] : undefined;
  return typeof text === 'string' ? text.trim() : '';
}

function parsed(data: string): JsonObject | undefined {
  try {
    const object: unknown = JSON.parse(Buffer.from(data, 'base64').toString('utf8'));
    return isObject(object) ? object : undefined;
  } catch {
    return undefined;
  }
}
