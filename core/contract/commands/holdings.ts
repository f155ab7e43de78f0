import { z } from 'zod';
import { messageSchema } from '../events.ts';
import { registryPlaceSchema } from '../run-request.ts';
import { count, hostText } from '../scalars.ts';
import { siteSchema } from '../site.ts';

const limitSchema = z.strictObject({ read: count, of: count });

/** What a registry holds of that which can be cut for an enclave, under the names that a configuration uses. */
export const holdingsSchema = z.strictObject({
  /** Oldest first. */
  releases: z.array(
    z.strictObject({
      version: hostText,
      architecture: hostText,
      tag: hostText,
      /** The channel to name for it, such as `stable-4.15`; from the carried update graphs where they are there. */
      channel: hostText,
    }),
  ),
  catalogs: z.array(
    z.strictObject({
      /** As a configuration names it. */
      catalog: hostText,
      digest: hostText,
      /** Packages of which at least one bundle is there whole. */
      packages: z.array(
        z.strictObject({
          name: hostText,
          displayName: hostText,
          defaultChannel: hostText.optional(),
          channels: z.array(
            z.strictObject({
              name: hostText,
              /** Bundles that are there, highest version first. */
              bundles: z.array(z.strictObject({ name: hostText, version: hostText.optional() })),
            }),
          ),
        }),
      ),
    }),
  ),
  /** Additional images by their references; only those whose first name is known on this machine. */
  images: z.array(hostText),
  /** There: the registry has more than is looked at, so that what is not named may be there all the same. */
  truncated: z
    .strictObject({
      /** Catalogues that were opened, of those that were found. */
      catalogs: limitSchema.optional(),
      /** Repositories that were asked for additional images, of those that may have some. */
      images: limitSchema.optional(),
    })
    .optional(),
  /** What could not be looked at. */
  findings: z.array(z.strictObject({ level: z.enum(['error', 'warning', 'note']), message: messageSchema })),
});
export type Holdings = z.infer<typeof holdingsSchema>;

export const holdingsCommands = {
  /** Looks at the registry itself; what it is asked depends on what this machine knows. May be aborted. */
  'holdings.list': {
    input: z.strictObject({ site: siteSchema, registry: registryPlaceSchema }),
    output: holdingsSchema,
  },
} as const;
