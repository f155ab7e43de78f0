import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { SluiceError } from '../../contract/index.ts';
import { readBounded, type FileSystem } from '../../ports/index.ts';
import { readSetManifest } from '../read/open-set.ts';
import {
  chunkFilesOf,
  manifestName,
  parseManifest,
  signatureName,
  type SetManifest,
} from '../manifest/schema.ts';
import { errno, storageFault } from '../storage-fault.ts';
import type { ProtectedFile } from './geometry.ts';
import { isProtectable, type RepairTable } from './table.ts';

/** The set that repair blocks are made for. */
export interface ProtectedSet {
  readonly manifest: SetManifest;
  readonly manifestSha256: string;
  readonly files: readonly ProtectedFile[];
}

const manifestLimit = 256 * 1024 * 1024;

/**
 * Names what repair blocks protect: chunks, index, side files, signature and manifest. The custody log is not among
 * them: it grows after the set is made. Throws REPAIR_SET_ABSENT when there is no set with a manifest, REPAIR_SET_DAMAGED
 * when a side file is not as the manifest says.
 */
export async function protectedSet(fs: FileSystem, directory: string): Promise<ProtectedSet> {
  const manifest = await readSetManifest(fs, directory);
  if (manifest === undefined) {
    throw new SluiceError('REPAIR_SET_ABSENT', { params: { directory }, affected: [directory] });
  }
  const bytes = await readBounded(fs, join(directory, manifestName), manifestLimit);
  const files: ProtectedFile[] = chunkFilesOf(manifest).map(({ name, size }) => ({ name, size }));
  for (const side of [manifest.index, ...manifest.files]) {
    await checkSideFile(fs, directory, side);
    files.push({ name: side.name, size: side.size });
  }
  const signature = await fs.lstat(join(directory, signatureName)).catch((error: unknown) => {
    if (errno(error) !== 'ENOENT') throw storageFault(error, signatureName, 'read');
  });
  if (signature !== undefined) files.push({ name: signatureName, size: signature.size });
  files.push({ name: manifestName, size: bytes.length });
  return { manifest, manifestSha256: sumOf(bytes), files };
}

async function checkSideFile(
  fs: FileSystem,
  directory: string,
  { name, size, sha256 }: SetManifest['index'],
): Promise<void> {
  const damaged = (): SluiceError =>
    new SluiceError('REPAIR_SET_DAMAGED', { params: { directory, files: name }, affected: [name] });
  if (!isProtectable(name)) throw damaged();
  const bytes = await readBounded(fs, join(directory, name), size).catch((error: unknown) => {
    if (error instanceof RangeError || errno(error) === 'ENOENT') throw damaged();
    throw storageFault(error, name, 'read');
  });
  if (bytes.length !== size || sumOf(bytes) !== sha256) throw damaged();
}

/**
 * Throws REPAIR_OTHER_SET when a whole manifest stands in `directory` that is not the one the repair blocks were made
 * for: mending would put an older set in its place. A damaged or missing manifest is what mending is for.
 */
export async function refuseOtherSet(fs: FileSystem, directory: string, table: RepairTable): Promise<void> {
  const bytes = await readBounded(fs, join(directory, manifestName), manifestLimit).catch(() => undefined);
  if (bytes === undefined || sumOf(bytes) === table.manifestSha256) return;
  let manifest: SetManifest;
  try {
    manifest = parseManifest(bytes);
  } catch {
    return;
  }
  throw new SluiceError('REPAIR_OTHER_SET', {
    params: { directory, found: manifest.setId, expected: table.setId },
    affected: [directory],
  });
}

function sumOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
