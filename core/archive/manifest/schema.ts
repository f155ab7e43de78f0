import { z } from 'zod';
import { listUntilFault, setSignerSchema, SluiceError } from '../../contract/index.ts';
import { isDigest, type Digest } from '../../reference/index.ts';
import { imageTypes, parseJsonStrict } from '../../image/index.ts';
import { chunkNumber, mostParts, partNumbers } from '../layout/paths.ts';
import { isIntact } from './checksum.ts';

/** The set manifest: `sluice-set.json`, format version 1. DESIGN section 5, registry-client.md 3.4. */
export const manifestName = 'sluice-set.json';
export const signatureName = 'sluice-set.json.sig';
export const indexName = 'sluice-index.jsonl';
export const manifestVersion = 1;

const digest = z.custom<Digest>(isDigestValue, 'not a digest');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().nonnegative();
const text = z.string().max(4096);

function areClosures(value: unknown): value is Record<string, Digest[]> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([key, children]) => isDigest(key) && Array.isArray(children) && children.every(isDigestValue),
  );
}

function isDigestValue(value: unknown): value is Digest {
  return typeof value === 'string' && isDigest(value);
}

/** How a release or image signature was found when the set was made. */
export const signatureStatuses = ['verified', 'unverified', 'absent', 'ignored'] as const;
const signature = z.object({ status: z.enum(signatureStatuses), keyId: text.optional() });

const imageSchema = z.object({
  type: z.enum(imageTypes),
  /** As the user, catalogue or release named it. */
  origin: text,
  /** Name at the target, below its root. */
  repository: text,
  tag: text.optional(),
  digest,
  mediaType: text,
  /** Bytes of the image's own manifest. */
  size: count,
  platforms: z.array(text).optional(),
  release: z.object({ version: text, component: text.optional() }).optional(),
  signature: signature.optional(),
  /** Set on a signature, attestation, SBOM or other referrer: the image it speaks of. */
  accessoryOf: digest.optional(),
});

const fileSchema = z.object({ name: text, size: count, sha256 });

/** Bytes at the beginning of a part that have a sum of their own: so parts are told apart without reading them whole. */
export const partHead = 64 * 1024;

const partSchema = z.object({
  name: text,
  size: z.int().positive(),
  sha256,
  /** Sum of its first `partHead` bytes, or of all when it has fewer. */
  head: sha256,
});

/**
 * Who answered while the content was fetched: registries, and the services that they sent us to. `sha256` is that of
 * the certificate that was shown, as `openssl x509 -fingerprint -sha256` prints it; absent: plain http.
 */
export const setHostSchema = z.object({
  host: z.string().min(1).max(300),
  sha256: z
    .string()
    .regex(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/)
    .optional(),
  /** Whether the certificate was checked and good. */
  verified: z.boolean(),
  /** When it was first seen. */
  since: z.iso.datetime(),
});
export type SetHost = z.infer<typeof setHostSchema>;

const chunkSchema = z
  .object({
    name: z.string().regex(/^mirror_(?!000000)[0-9]{6}\.tar$/),
    size: count,
    sha256,
    entries: count,
    /** The files that it is laid down in, in their order, where the medium takes no file of its size. */
    parts: z.array(partSchema).min(2).max(mostParts).optional(),
  })
  .refine(({ name, size, parts }) => parts === undefined || areParts(name, size, parts), 'not its parts');

/** Whether parts follow each other without a gap and are, together, as large as their chunk. */
function areParts(chunk: string, size: number, parts: readonly z.infer<typeof partSchema>[]): boolean {
  const number = chunkNumber(chunk);
  const inOrder = parts.every(({ name }, index) => {
    const numbers = partNumbers(name);
    return numbers?.chunk === number && numbers?.part === index + 1;
  });
  return inOrder && parts.reduce((sum, part) => sum + part.size, 0) === size;
}

/** What fills the gaps of a code's sentence. */
const reasonSchema = z
  .record(text, z.union([text, z.number()]))
  .refine((params) => Object.keys(params).length <= 32, 'too many');

export const manifestSchema = z.object({
  format: z.literal('sluice-set'),
  formatVersion: z.literal(manifestVersion),
  setId: z.string().regex(/^[A-Za-z0-9-]{8,64}$/),
  generation: z.int().positive(),
  parent: z.object({ setId: text, generation: z.int().positive() }).optional(),
  createdAt: z.iso.datetime(),
  tool: z.object({ name: text, version: text }),
  target: text,
  /** Sum of the image set configuration as it was given. */
  configuration: z.object({ sha256 }),
  /** Who signed this manifest; absent: nobody. So a signature file that was taken away is missed. */
  signer: setSignerSchema.optional(),
  /** Which oc-mirror generation's names the archive uses. */
  layout: text,
  images: listUntilFault(imageSchema),
  /**
   * What each manifest refers to directly: configuration and layers, or the wanted members of an
   * index. An image's closure is reached from its digest through this table, so content that many
   * images share is written once. `closureOf` walks it.
   */
  closures: z.custom<Record<string, Digest[]>>(areClosures, 'not lists of digests by digest'),
  /** Content of the closures that this archive does not hold because the target has it. */
  expected: listUntilFault(z.object({ digest, size: count })),
  /**
   * Blobs in this archive that an earlier set carried and the target's registry has lost since: an import asks for each
   * of them, whatever the registry says of the images. Absent: none.
   */
  restores: listUntilFault(digest).optional(),
  releases: listUntilFault(z.object({ version: text, tag: text, digest, signature: signature.optional() })),
  /** Absent: not recorded, as in sets of earlier versions, and in reproducible ones: certificates are renewed. */
  hosts: z.array(setHostSchema).max(4096).optional(),
  chunks: listUntilFault(chunkSchema),
  index: fileSchema,
  /** Other files beside the chunks, such as `imageset-config.yaml`. */
  files: listUntilFault(fileSchema),
  totals: z.object({
    entries: count,
    blobs: count,
    blobBytes: count,
    files: count,
    fileBytes: count,
    /** Bytes of all chunks. */
    bytes: count,
  }),
  /** See checksum.ts; absent in manifests of versions that had none. */
  checksum: sha256.optional(),
  complete: z.enum(['complete', 'complete-with-exceptions', 'incomplete']),
  /** What was asked for and is not here, with the error code that tells why, and what it says of an image held back. */
  missing: listUntilFault(z.object({ origin: text, code: text, params: reasonSchema.optional() })),
});

export type SetManifest = z.infer<typeof manifestSchema>;
export type SetImage = SetManifest['images'][number];

export type SetPart = z.infer<typeof partSchema>;

/** A file of a set, by the manifest. */
export interface SetFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
}

/** The files that hold a set's chunks, in their order: each chunk whole, or its parts. */
export function chunkFilesOf({ chunks }: Pick<SetManifest, 'chunks'>): SetFile[] {
  return chunks
    .flatMap(({ parts, ...chunk }): readonly SetFile[] => parts ?? [chunk])
    .map(({ name, size, sha256: sum }) => ({ name, size, sha256: sum }));
}

/** The part of the manifest that the caller knows; the writer adds what it wrote. */
export type SetManifestInput = Omit<
  SetManifest,
  'format' | 'formatVersion' | 'checksum' | 'chunks' | 'index' | 'files' | 'totals'
>;

/** Reads a manifest. Throws ARCHIVE_MANIFEST_INVALID (naming the first wrong place) or ARCHIVE_MANIFEST_TOO_NEW. */
export function parseManifest(bytes: Buffer): SetManifest {
  const value = parseJson(bytes);
  const version = versionOf(value);
  if (version !== undefined && version > manifestVersion) {
    throw new SluiceError('ARCHIVE_MANIFEST_TOO_NEW', {
      params: { file: manifestName, found: version, supported: manifestVersion },
      affected: [manifestName],
    });
  }
  const parsed = manifestSchema.safeParse(value);
  if (parsed.success) {
    if (isIntact(bytes, value)) return parsed.data;
    throw invalidManifest('checksum', undefined);
  }
  const issue = parsed.error.issues[0];
  throw invalidManifest(issue?.path.join('.') ?? '', issue?.message);
}

function parseJson(bytes: Buffer): unknown {
  try {
    return parseJsonStrict(bytes.toString('utf8'), { what: manifestName });
  } catch (error) {
    throw invalidManifest('', String(error));
  }
}

function versionOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('formatVersion' in value)) return undefined;
  return typeof value.formatVersion === 'number' ? value.formatVersion : undefined;
}

function invalidManifest(place: string, detail: string | undefined): SluiceError {
  return new SluiceError('ARCHIVE_MANIFEST_INVALID', {
    params: { file: manifestName, place: place === '' ? '(root)' : place },
    affected: [manifestName],
    ...(detail !== undefined && { detail }),
  });
}

/** An image's content, split into what the archive holds and what it expects at the target. */
export interface ImageClosure {
  readonly included: readonly Digest[];
  readonly expected: readonly Digest[];
}

/** Everything that `root` needs, itself first; each digest once. Cycles cannot loop. */
export function closureOf(manifest: Pick<SetManifest, 'closures' | 'expected'>, root: Digest): ImageClosure {
  const assumed = new Set<Digest>(manifest.expected.map((item) => item.digest));
  return closureWith(manifest.closures, assumed, root);
}

/** The same for many roots, with the table of expected digests made once by the caller. */
export function closureWith(
  closures: Readonly<Record<string, readonly Digest[]>>,
  assumed: ReadonlySet<Digest>,
  root: Digest,
): ImageClosure {
  const seen = new Set<Digest>([root]);
  for (const digestOfNode of seen) {
    for (const child of closures[digestOfNode] ?? []) seen.add(child);
  }
  const all = [...seen];
  return {
    included: all.filter((item) => !assumed.has(item)),
    expected: all.filter((item) => assumed.has(item)),
  };
}
