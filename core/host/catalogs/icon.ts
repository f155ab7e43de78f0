import type { CatalogPackage } from '../../catalog/index.ts';
import type { JsonObject } from './blob-json.ts';

/** Types that a page shows as an image; in an `img` element, SVG runs no scripts and loads nothing. */
const mediaTypes: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/svg+xml',
]);
const largestIcon = 256 * 1024;
const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Whether a package's icon is one that a page may show. */
export function isShown(icon: CatalogPackage['icon']): boolean {
  return icon !== undefined && icon.bytes > 0 && icon.bytes <= largestIcon && mediaTypes.has(icon.mediaType);
}

/** The icon in the blob of a package as a data address; undefined when it has none, or none that may be shown. */
export function iconAddress(blob: JsonObject): string | undefined {
  const { icon } = blob;
  if (typeof icon !== 'object' || icon === null) return undefined;
  const { base64data, mediatype } = icon as JsonObject;
  if (typeof base64data !== 'string' || typeof mediatype !== 'string') return undefined;
  const data = base64data.replaceAll(/\s/g, '');
  if (!mediaTypes.has(mediatype) || !base64.test(data)) return undefined;
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length === 0 || bytes.length > largestIcon) return undefined;
  return `data:${mediatype};base64,${bytes.toString('base64')}`;
}
