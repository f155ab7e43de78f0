import { SluiceError } from '../../contract/index.ts';
import type { ChannelEntry, DeprecationEntry } from '../model.ts';

type Document = Readonly<Record<string, unknown>>;

/** `olm.package` with another default channel. Throws CATALOG_BLOB_UNREADABLE. */
export function packageWith(text: Buffer, name: string, defaultChannel: string | undefined): Buffer {
  const document = read(text, name);
  // JSON leaves an undefined member out.
  return written({ ...document, defaultChannel });
}

/** `olm.channel` with these entries only; fields that are not known here stay. Throws CATALOG_BLOB_UNREADABLE. */
export function channelWith(text: Buffer, name: string, entries: readonly ChannelEntry[]): Buffer {
  const document = read(text, name);
  const listed = objectsIn(document['entries']);
  const kept = entries.map((entry) => listed.find((one) => isSameEntry(one, entry)) ?? entry);
  return written({ ...document, entries: kept });
}

/** `olm.deprecations` with these entries only. Throws CATALOG_BLOB_UNREADABLE. */
export function deprecationsWith(text: Buffer, name: string, entries: readonly DeprecationEntry[]): Buffer {
  const document = read(text, name);
  const kept = objectsIn(document['entries']).filter(({ reference }) => {
    const { schema, name: referred } = isDocument(reference) ? reference : {};
    return entries.some((entry) => entry.schema === schema && (entry.name ?? '') === (referred ?? ''));
  });
  return written({ ...document, entries: kept });
}

function isSameEntry(document: Document, entry: ChannelEntry): boolean {
  const skips = Array.isArray(document['skips']) ? document['skips'] : [];
  return (
    document['name'] === entry.name &&
    (document['replaces'] ?? '') === (entry.replaces ?? '') &&
    (document['skipRange'] ?? '') === (entry.skipRange ?? '') &&
    skips.length === entry.skips.length &&
    entry.skips.every((skip, at) => skip === skips[at])
  );
}

function read(text: Buffer, name: string): Document {
  try {
    const document: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text));
    if (isDocument(document)) return document;
  } catch (error) {
    throw unreadable(name, error);
  }
  throw unreadable(name);
}

function unreadable(name: string, cause?: unknown): SluiceError {
  return new SluiceError('CATALOG_BLOB_UNREADABLE', { params: { name }, stage: 'collect', cause });
}

function objectsIn(list: unknown): readonly Document[] {
  return Array.isArray(list) ? list.filter(isDocument) : [];
}

function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** As oc-mirror writes it (oc-mirror-v2.md 6.4, end). */
function written(document: Document): Buffer {
  return Buffer.from(JSON.stringify(document, null, 4));
}
