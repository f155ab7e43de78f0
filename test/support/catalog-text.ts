import type {
  BlobPlace,
  CatalogBundle,
  CatalogPackage,
  ChannelEntry,
  DeprecationEntry,
  ReadBlobs,
} from '../../core/catalog/index.ts';
import { bundleOf } from './catalog-model.ts';

/** The text of a catalogue in memory, with spaces that nobody would write again in the same way. */
export class CatalogText {
  readonly #chunks: Buffer[] = [];
  #length = 0;

  add(document: object): BlobPlace {
    const text = Buffer.from(JSON.stringify(document, null, 3).replaceAll('": ', '" :  '));
    const place = { offset: this.#length, length: text.length };
    this.#chunks.push(text);
    this.#length += text.length;
    return place;
  }

  at({ offset, length }: BlobPlace): string {
    return Buffer.concat(this.#chunks).toString('utf8', offset, offset + length);
  }

  readonly readBlobs: ReadBlobs = async function* (this: CatalogText, places: readonly BlobPlace[]) {
    const all = Buffer.concat(this.#chunks);
    for (const { offset, length } of places) yield all.subarray(offset, offset + length);
  }.bind(this);
}

export interface PackageText {
  readonly name: string;
  readonly defaultChannel: string;
  readonly channels: Readonly<Record<string, readonly ChannelEntry[]>>;
  readonly versions: readonly string[];
  readonly deprecations?: readonly DeprecationEntry[];
  readonly others?: readonly string[];
  /** Bytes that every bundle has besides. */
  readonly padding?: string;
}

/** A package whose blobs are in the text. */
export function packageIn(text: CatalogText, wanted: PackageText): CatalogPackage {
  const { name, defaultChannel, deprecations = [], padding = '' } = wanted;
  const bundles = wanted.versions.map((version): CatalogBundle => {
    const bundle = bundleOf(name, version);
    const properties = [{ type: 'olm.package', value: { packageName: name, version } }];
    const document = {
      schema: 'olm.bundle',
      name: bundle.name,
      package: name,
      image: bundle.image,
      properties,
    };
    return { ...bundle, place: text.add({ ...document, padding }) };
  });
  return {
    name,
    defaultChannel,
    place: text.add({ schema: 'olm.package', name, defaultChannel, icon: { base64data: 'aWNvbg==' } }),
    channels: Object.entries(wanted.channels).map(([channel, entries]) => ({
      name: channel,
      package: name,
      entries,
      place: text.add({ schema: 'olm.channel', name: channel, package: name, entries, note: 'kept' }),
    })),
    bundles,
    deprecations:
      deprecations.length === 0
        ? []
        : [
            {
              entries: deprecations,
              place: text.add({
                schema: 'olm.deprecations',
                package: name,
                entries: deprecations.map(({ schema, name: referred, message }) => ({
                  reference: { schema, ...(referred !== undefined && { name: referred }) },
                  message,
                })),
              }),
            },
          ],
    others: (wanted.others ?? []).map((schema) => ({ schema, place: text.add({ schema, package: name }) })),
  };
}
