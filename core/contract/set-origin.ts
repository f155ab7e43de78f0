import { z } from 'zod';
import { count, hostText } from './scalars.ts';

/**
 * What is known of an image's signature. `by-release`: a signed release names it by its digest; `carried`: a signature
 * travels with it and was not checked by this program; `none`: none travels with it.
 */
export const imageSignatureResults = [
  'verified',
  'by-release',
  'carried',
  'none',
  'ignored',
  'absent',
  'unverified',
] as const;
export type ImageSignatureResult = (typeof imageSignatureResults)[number];

/** Where a set's content is from: what vouches for its images, and who answered while it was fetched. */
export const setOriginSchema = z.strictObject({
  /** How many images have which result. */
  images: z.record(z.enum(imageSignatureResults), count),
  /** Absent: the set does not record it. */
  hosts: z
    .array(
      z.strictObject({
        host: hostText,
        /** SHA-256 of the certificate that was shown; absent: plain http. */
        sha256: hostText.optional(),
        verified: z.boolean(),
        /** RFC 3339: when it was first seen. */
        since: hostText,
      }),
    )
    .optional(),
});
export type SetOriginView = z.infer<typeof setOriginSchema>;
