import { z } from 'zod';
import { SluiceError } from '../contract/index.ts';
import {
  maximumConfigBytes,
  parseJsonStrict,
  verified,
  type Descriptor,
  type RepositoryName,
  type Source,
} from '../image/index.ts';

const configSchema = z.looseObject({
  config: z.looseObject({ Labels: z.record(z.string(), z.string()).nullish() }).nullish(),
  history: z.array(z.looseObject({})).nullish(),
  rootfs: z.looseObject({ diff_ids: z.array(z.string()) }),
});

/** An image's configuration, with every field that it has (OCI image specification, configuration). */
export type ImageConfig = z.infer<typeof configSchema>;

/**
 * Reads an image's configuration, verified. `image` names the image in errors. Throws IMAGE_CONFIG_INVALID, and
 * what the source throws.
 */
export async function readImageConfig(
  source: Source,
  repository: RepositoryName,
  descriptor: Descriptor,
  options: { readonly image: string; readonly signal?: AbortSignal | undefined },
): Promise<ImageConfig> {
  const { image, signal } = options;
  const invalid = (cause?: unknown): SluiceError =>
    new SluiceError('IMAGE_CONFIG_INVALID', { params: { image, digest: descriptor.digest }, cause });
  if (descriptor.size > maximumConfigBytes) throw invalid();
  const opened = await source.openBlob(repository, descriptor, signal === undefined ? {} : { signal });
  const chunks: Buffer[] = [];
  for await (const chunk of verified(opened, descriptor)) chunks.push(chunk);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
    const document = parseJsonStrict(text, { what: image });
    configSchema.parse(document);
    // As it stands, and not as the schema orders it: it is written again.
    return document as ImageConfig;
  } catch (error) {
    throw invalid(error);
  }
}
