import type { z } from 'zod';
import type { BlobPlace, CatalogBundle, CatalogChannel, CatalogPackage, Deprecations } from '../../model.ts';
import { bundleFacts } from './bundle-facts.ts';
import { providesOf, requiresOf } from './requirements.ts';
import { bundleSchema, channelSchema, deprecationsSchema, packageSchema, type Property } from './schemas.ts';

/** A blob with a field that is not what it has to be. */
export class FieldFault extends Error {
  override readonly name = 'FieldFault';
  /** `entries.3.name`. */
  readonly field: string;

  constructor(error: z.ZodError) {
    super(error.message, { cause: error });
    this.field = error.issues[0]?.path.join('.') || '-';
  }
}

/** What an `olm.package` says itself. */
export type PackageBlob = Pick<CatalogPackage, 'name' | 'defaultChannel' | 'description' | 'icon' | 'place'>;

const longestDescription = 4000;
const longestVersion = 255;

/** Throws FieldFault. */
export function readPackage(value: unknown, place: BlobPlace): PackageBlob {
  const { name, defaultChannel, description, icon } = checked(packageSchema, value);
  const data = icon?.base64data ?? '';
  return {
    name,
    ...(defaultChannel !== undefined && defaultChannel !== '' && { defaultChannel }),
    ...(description !== undefined && { description: description.slice(0, longestDescription) }),
    ...(data !== '' && {
      icon: { mediaType: (icon?.mediatype ?? '').slice(0, 100), bytes: Buffer.byteLength(data, 'base64') },
    }),
    place,
  };
}

/** Throws FieldFault. */
export function readChannel(value: unknown, place: BlobPlace): CatalogChannel {
  const { name, package: ofPackage, entries } = checked(channelSchema, value);
  return {
    name,
    package: ofPackage,
    entries: entries.map(({ name: bundle, replaces, skips, skipRange }) => ({
      name: bundle,
      ...(replaces !== undefined && replaces !== '' && { replaces }),
      skips,
      ...(skipRange !== undefined && skipRange !== '' && { skipRange }),
    })),
    place,
  };
}

/** Throws FieldFault. */
export function readBundle(value: unknown, place: BlobPlace): CatalogBundle {
  const { name, package: ofPackage, image, properties, relatedImages } = checked(bundleSchema, value);
  const version = versionOf(properties);
  return {
    name,
    package: ofPackage,
    ...(version !== undefined && { version }),
    image: image ?? '',
    relatedImages: relatedImages.map((related) => ({ name: related.name ?? '', image: related.image ?? '' })),
    provides: providesOf(properties),
    requires: requiresOf(properties),
    facts: bundleFacts(properties),
    place,
  };
}

function versionOf(properties: readonly Property[]): string | undefined {
  const value = properties.find(({ type }) => type === 'olm.package')?.value;
  if (typeof value !== 'object' || value === null || !('version' in value)) return undefined;
  return typeof value.version === 'string' ? value.version.slice(0, longestVersion) : undefined;
}

/** Throws FieldFault. */
export function readDeprecations(
  value: unknown,
  place: BlobPlace,
): Deprecations & { readonly package: string } {
  const { package: ofPackage, entries } = checked(deprecationsSchema, value);
  return {
    package: ofPackage,
    place,
    entries: entries.map(({ reference, message }) => ({
      schema: reference.schema,
      ...(reference.name !== undefined && reference.name !== '' && { name: reference.name }),
      message: (message ?? '').slice(0, longestDescription),
    })),
  };
}

function checked<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const { success, data, error } = schema.safeParse(value);
  if (!success) throw new FieldFault(error);
  return data;
}
