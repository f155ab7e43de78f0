import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Finding } from '../../../contract/index.ts';
import { parseDigest } from '../../../reference/index.ts';
import type { CatalogModel, CatalogPackage, OtherBlob } from '../../model.ts';

/** Changes whenever the body's form or what is read into it changes: other versions are read anew. */
const format = 1;

const headSchema = z.strictObject({
  what: z.literal('sluice-catalogue'),
  format: z.literal(format),
  digest: z.string().transform((text) => parseDigest(text)),
  repository: z.string(),
  label: z.string(),
  /** Counts, for lists of catalogues. */
  packages: z.number(),
  bundles: z.number(),
  /** Length of the content file. */
  contentBytes: z.number(),
  bodySha256: z.string(),
});

/** The first line of an index. */
export type IndexHead = Readonly<Omit<z.infer<typeof headSchema>, 'what' | 'format' | 'bodySha256'>>;

/** The rest of it. */
export interface IndexBody {
  readonly packages: readonly CatalogPackage[];
  readonly others: readonly OtherBlob[];
  readonly findings: readonly Finding[];
  /** Offset and CRC-32 of every blob, in turn. */
  readonly checksums: readonly number[];
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The bytes of an index: its head on a line of its own, then its body, whose sum the head holds. */
export function encodeIndex(head: IndexHead, body: IndexBody): Buffer {
  const rest = Buffer.from(JSON.stringify(body));
  const first = { what: 'sluice-catalogue', format, ...head, bodySha256: sha256(rest) };
  return Buffer.concat([Buffer.from(`${JSON.stringify(first)}\n`), rest]);
}

/** The head of an index that begins with these bytes; undefined for anything else, another format included. */
export function decodeHead(bytes: Buffer): (IndexHead & { readonly bodySha256: string }) | undefined {
  try {
    const line = bytes.subarray(0, bytes.indexOf('\n')).toString('utf8');
    const { what: _what, format: _format, ...head } = headSchema.parse(JSON.parse(line));
    return head;
  } catch {
    return undefined;
  }
}

/** An index; undefined when it is damaged, or was written by another version. */
export function decodeIndex(
  bytes: Buffer,
): { readonly head: IndexHead; readonly body: IndexBody } | undefined {
  const found = decodeHead(bytes);
  if (found === undefined) return undefined;
  const { bodySha256, ...head } = found;
  const rest = bytes.subarray(bytes.indexOf('\n') + 1);
  // Only this program writes bodies with such a head: what has the right sum has the right form.
  return sha256(rest) === bodySha256
    ? { head, body: JSON.parse(rest.toString('utf8')) as IndexBody }
    : undefined;
}

export function modelOf({ packages, others }: IndexBody): CatalogModel {
  return { packages: new Map(packages.map((entry) => [entry.name, entry])), others };
}
