import { join } from 'node:path';
import { z } from 'zod';
import { SluiceError } from '../../contract/index.ts';
import { parseJsonStrict } from '../../image/index.ts';
import { readBounded, writeDurably, type FileSystem } from '../../ports/index.ts';
import { encodeWithChecksum, isIntact } from '../manifest/checksum.ts';
import { manifestName } from '../manifest/schema.ts';
import { isRepairName } from '../repair/names.ts';
import { isProtectable } from '../repair/table.ts';
import { errno } from '../storage-fault.ts';

/** Comes last into a drop folder: what it names was whole when it was written. */
export const markerName = 'sluice-drop.json';
/** Files of this prefix are not whole yet. */
export const partPrefix = '.sluice-drop-part-';

const markerLimit = 32 * 1024 * 1024;
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const setIdForm = /^[A-Za-z0-9-]{8,64}$/;

const markerSchema = z
  .strictObject({
    format: z.literal('sluice-drop'),
    version: z.literal(1),
    setId: z.string().regex(setIdForm),
    generation: z.int().positive(),
    manifestSha256: sha256,
    /** In the order in which they were sent; the manifest comes last. */
    files: z
      .array(z.strictObject({ name: z.string().refine(isDropName), size: z.int().nonnegative(), sha256 }))
      .min(1)
      .max(200_000),
    checksum: sha256,
  })
  .refine(({ files }) => new Set(files.map(({ name }) => name)).size === files.length)
  .refine(({ files, manifestSha256 }) => {
    const last = files.at(-1);
    return last?.name === manifestName && last.sha256 === manifestSha256;
  });

export type DropMarker = z.infer<typeof markerSchema>;
export type DropFile = DropMarker['files'][number];

/** Plain names of files that belong to a set; no path, nothing hidden, not the marker itself. */
export function isDropName(name: string): boolean {
  return name !== markerName && (isProtectable(name) || isRepairName(name));
}

/** The marker in `folder`; undefined when there is none. Throws DROP_MARKER_INVALID, and the system's error. */
export async function readMarker(fs: FileSystem, folder: string): Promise<DropMarker | undefined> {
  const invalid = (cause?: unknown): SluiceError =>
    new SluiceError('DROP_MARKER_INVALID', { params: { folder }, affected: [markerName], cause });
  let bytes: Buffer;
  try {
    const path = join(folder, markerName);
    if (!(await fs.lstat(path)).isFile()) throw invalid();
    bytes = await readBounded(fs, path, markerLimit);
  } catch (error) {
    if (errno(error) === 'ENOENT' || errno(error) === 'ENOTDIR') return undefined;
    throw error instanceof RangeError ? invalid(error) : error;
  }
  let value: unknown;
  try {
    value = parseJsonStrict(bytes.toString('utf8'), { what: markerName });
  } catch (error) {
    throw invalid(error);
  }
  const parsed = markerSchema.safeParse(value);
  if (!parsed.success || !isIntact(bytes, value)) throw invalid(parsed.error);
  return parsed.data;
}

export async function writeMarker(
  fs: FileSystem,
  folder: string,
  marker: Omit<DropMarker, 'format' | 'version' | 'checksum'>,
): Promise<void> {
  const { bytes } = encodeWithChecksum({ format: 'sluice-drop', version: 1, ...marker });
  await writeDurably(fs, join(folder, markerName), bytes);
}
