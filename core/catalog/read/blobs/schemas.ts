import { z } from 'zod';
import { listUntilFault } from '../../../contract/index.ts';

// What opm's declarative configuration says of the blobs it knows. Go reads null like an absent field. Nothing
// here is stricter than reading needs: contradictions are for those who choose from the catalogue.

/** Longest name that is used; every name of a real catalogue is below 253 characters. */
const longestName = 1000;

const name = z.string().min(1).max(longestName);
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);
const list = <Item>(item: z.ZodType<Item>): z.ZodType<Item[]> =>
  listUntilFault(item)
    .nullish()
    .transform((items) => items ?? []);

export const anySchema = z.looseObject({
  schema: z.string().min(1).max(longestName),
  package: text,
  name: text,
});

export const packageSchema = z.looseObject({
  name,
  defaultChannel: text,
  description: text,
  icon: z
    .looseObject({ base64data: text, mediatype: text })
    .nullish()
    .transform((icon) => icon ?? undefined),
});

export const channelSchema = z.looseObject({
  name,
  package: name,
  entries: list(z.looseObject({ name, replaces: text, skips: list(z.string()), skipRange: text })),
});

export const propertySchema = z.looseObject({ type: z.string(), value: z.unknown() });
export type Property = z.infer<typeof propertySchema>;

export const bundleSchema = z.looseObject({
  name,
  package: name,
  image: text,
  properties: list(propertySchema),
  relatedImages: list(z.looseObject({ name: text, image: text })),
});

export const deprecationsSchema = z.looseObject({
  package: name,
  entries: list(
    z.looseObject({ reference: z.looseObject({ schema: z.string(), name: text }), message: text }),
  ),
});
