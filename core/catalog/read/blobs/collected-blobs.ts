import type { ErrorCode, ErrorParameters, Finding } from '../../../contract/index.ts';
import type {
  BlobPlace,
  CatalogBundle,
  CatalogChannel,
  CatalogPackage,
  Deprecations,
  OtherBlob,
} from '../../model.ts';
import { readBundle, readChannel, readDeprecations, readPackage, type PackageBlob } from './known-blobs.ts';

/** A package while its blobs come in. */
interface OpenPackage {
  readonly name: string;
  blob: PackageBlob | undefined;
  readonly channels: Map<string, CatalogChannel>;
  readonly bundles: Map<string, CatalogBundle>;
  readonly deprecations: Deprecations[];
  readonly others: OtherBlob[];
}

/** What every blob has to say of itself. */
export interface BlobHead {
  readonly schema: string;
  readonly package?: string | undefined;
  readonly name?: string | undefined;
}

/** Puts blobs together to a catalogue: of two with one name the first is kept, and the second told. */
export class CollectedBlobs {
  readonly findings: Finding[] = [];
  readonly others: OtherBlob[] = [];
  readonly #packages = new Map<string, OpenPackage>();
  readonly #mostFindings: number;
  #unkept = 0;

  constructor(mostFindings: number) {
    this.#mostFindings = mostFindings;
  }

  /** Findings that were not kept because there are too many. */
  get unkeptFindings(): number {
    return this.#unkept;
  }

  /** By name. */
  packages(): CatalogPackage[] {
    return [...this.#packages.values()]
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, blob, channels, bundles, deprecations, others }) => ({
        ...blob,
        name,
        channels: [...channels.values()],
        bundles: [...bundles.values()],
        deprecations,
        others,
      }));
  }

  /** Throws FieldFault for a blob that is not what its schema says. */
  add(head: BlobHead, value: unknown, place: BlobPlace, file: string): void {
    switch (head.schema) {
      case 'olm.package': {
        const blob = readPackage(value, place);
        const into = this.#open(blob.name);
        if (into.blob !== undefined)
          return this.#duplicate('CATALOG_PACKAGE_TWICE', { package: blob.name, file });
        into.blob = blob;
        return;
      }
      case 'olm.channel': {
        const channel = readChannel(value, place);
        const { channels, name } = this.#open(channel.package);
        if (channels.has(channel.name)) {
          return this.#duplicate('CATALOG_CHANNEL_TWICE', { package: name, channel: channel.name, file });
        }
        channels.set(channel.name, channel);
        return;
      }
      case 'olm.bundle': {
        const bundle = readBundle(value, place);
        const { bundles, name } = this.#open(bundle.package);
        if (bundles.has(bundle.name)) {
          return this.#duplicate('CATALOG_BUNDLE_TWICE', { package: name, bundle: bundle.name, file });
        }
        bundles.set(bundle.name, bundle);
        return;
      }
      case 'olm.deprecations': {
        const { package: name, ...deprecations } = readDeprecations(value, place);
        this.#open(name).deprecations.push(deprecations);
        return;
      }
      default: {
        const { schema, name, package: ofPackage } = head;
        const blob = { schema, ...(name !== undefined && name !== '' && { name }), place };
        const isFree = ofPackage === undefined || ofPackage === '';
        (isFree ? this.others : this.#open(ofPackage).others).push(blob);
      }
    }
  }

  note(
    code: ErrorCode,
    params: ErrorParameters,
    affected: readonly string[],
    level: Finding['level'] = 'error',
  ): void {
    if (this.findings.length < this.#mostFindings) this.findings.push({ level, code, params, affected });
    else this.#unkept += 1;
  }

  #duplicate(code: ErrorCode, params: ErrorParameters & { readonly package: string }): void {
    this.note(code, params, [params.package], 'warning');
  }

  #open(name: string): OpenPackage {
    const known = this.#packages.get(name);
    if (known !== undefined) return known;
    const made: OpenPackage = {
      name,
      blob: undefined,
      channels: new Map(),
      bundles: new Map(),
      deprecations: [],
      others: [],
    };
    this.#packages.set(name, made);
    return made;
  }
}
