import { blockSize, paddedSize } from './format.ts';
import { decodeHeader, isZeroBlock, type RawHeader } from './decode.ts';
import { effectiveSize, parseLongName, parsePax, type Extensions } from './extensions.ts';
import { showName, tarFault, type TarPlace } from './faults.ts';
import { defaultTarLimits, type TarLimits } from './limits.ts';
import { checkName, createNameRegister, decodeName, type NameRegister } from './names.ts';
import { openWindow, type TarFile, type Window } from './window.ts';

/** A regular file in a tar archive. Offsets and sizes in bytes. */
export interface TarEntry {
  readonly name: string;
  readonly size: number;
  /** Where the entry begins, extension headers included. */
  readonly start: number;
  /** Where the body begins. */
  readonly offset: number;
  /** Where the next entry begins. */
  readonly end: number;
  /** The body, when it was asked for. */
  readonly body?: Buffer;
}

export interface ReadEntriesOptions {
  /** The file's name, for messages. */
  readonly file: string;
  readonly limits?: TarLimits;
  readonly signal?: AbortSignal;
  /** Bodies to hand out with their entry; they are read through the same window. */
  readonly wantBody?: (name: string, size: number) => boolean;
  /** Names that are already taken: share one register over the chunks of a set. */
  readonly names?: NameRegister;
  /** False for a file that is still being written: its end needs no mark. Default true. */
  readonly complete?: boolean;
}

/**
 * Lists the regular files of a tar file by hopping from header to header, strictly
 * (registry-client.md 4.2 rules 1, 2 and 4). Directories are checked and passed over. Throws for
 * anything else, for unsafe or repeated names, for damage, and for data after the end mark;
 * entries seen before a fault have been yielded. ARCHIVE_TRUNCATED (the file ends where an entry
 * could begin, so no end mark) and ARCHIVE_ENTRY_CUT (it ends inside an entry) are the two that
 * leave the yielded entries usable.
 */
export async function* readEntries(
  handle: TarFile,
  options: ReadEntriesOptions,
): AsyncGenerator<TarEntry, void, undefined> {
  const { file, limits = defaultTarLimits, signal } = options;
  const names = options.names ?? createNameRegister();
  const { size: fileSize } = await handle.stat();
  const window = openWindow(handle);
  let start = 0;
  let offset = 0;
  let seen = 0;
  let empty = 0;
  let pending: Extensions | undefined;
  if (fileSize === 0) {
    if (options.complete === false) return;
    throw tarFault('ARCHIVE_EMPTY', { file, offset });
  }
  await refuseCompressed(window, file);
  for (;;) {
    signal?.throwIfAborted();
    const place: TarPlace = { file, offset };
    const block = await window.read(offset, blockSize);
    if (block.length === 0 && start === offset) {
      if (options.complete === false) return;
      throw tarFault('ARCHIVE_TRUNCATED', place);
    }
    if (block.length < blockSize) throw tarFault('ARCHIVE_ENTRY_CUT', place, { size: fileSize });
    if (isZeroBlock(block)) {
      if (start !== offset) throw tarFault('ARCHIVE_EXTENSION_INVALID', place);
      await checkEnd(window, place, fileSize, limits);
      return;
    }
    const tooMany = (limit: number) => tarFault('ARCHIVE_TOO_MANY_ENTRIES', place, { limit });
    seen += 1;
    if (seen > limits.entries) throw tooMany(limits.entries);
    const header = decodeHeader(block, place);
    const body = offset + blockSize;
    if (isExtension(header.type)) {
      if (header.size > limits.extensionBytes) throw tarFault('ARCHIVE_EXTENSION_INVALID', place);
      const bytes = await window.read(body, header.size);
      if (bytes.length < header.size) throw tarFault('ARCHIVE_ENTRY_CUT', place, { size: fileSize });
      pending = applyExtension(pending, header.type, bytes, place);
      offset = body + paddedSize(header.size);
      if (pending === undefined) start = offset;
      continue;
    }
    const directory = header.type === '5';
    if (header.type !== '0' && !directory) {
      throw tarFault('ARCHIVE_ENTRY_KIND', place, {
        entry: showName(header.name.toString('latin1')),
        kind: header.type,
      });
    }
    const raw = pending?.path ?? decodeName(header.name, place);
    const name = checkName(raw, directory, limits, place);
    const size = effectiveSize(header.size, pending?.size, place);
    const end = body + paddedSize(size);
    if (directory) {
      if (size !== 0)
        throw tarFault('ARCHIVE_ENTRY_KIND', place, { entry: showName(raw), kind: 'directory with content' });
      names.addDirectory(name, place);
    } else {
      if (end > fileSize) throw tarFault('ARCHIVE_ENTRY_CUT', place, { size: fileSize });
      if (size === 0) empty += 1;
      if (empty > limits.emptyFiles) throw tooMany(limits.emptyFiles);
      names.addFile(name, place);
      const wanted = options.wantBody?.(name, size) === true;
      const content = wanted ? Buffer.from(await window.read(body, size)) : undefined;
      yield { name, size, start, offset: body, end, ...(content !== undefined && { body: content }) };
    }
    pending = undefined;
    offset = end;
    start = end;
  }
}

function isExtension(type: RawHeader['type']): boolean {
  return type === 'x' || type === 'g' || type === 'L';
}

/**
 * One extension header per file: of two, GNU tar believes the second alone and Python unites them, so one archive
 * would be two. A global header describes no file of its own.
 */
function applyExtension(
  pending: Extensions | undefined,
  type: string,
  bytes: Buffer,
  place: TarPlace,
): Extensions | undefined {
  const refuse = () => tarFault('ARCHIVE_EXTENSION_INVALID', place);
  // Not every reader finds the header behind one that says nothing.
  if (bytes.length === 0 || (pending !== undefined && type !== 'g')) throw refuse();
  if (type === 'L') return { path: parseLongName(bytes, place) };
  const found = parsePax(bytes, place);
  if (type === 'x') return found;
  // A global header that renames or resizes all entries has no honest use here.
  if (found.path !== undefined || found.size !== undefined) throw refuse();
  return pending;
}

/** Two zero blocks, and nothing but zeros after them: else one reader sees what another does not. */
async function checkEnd(window: Window, place: TarPlace, fileSize: number, limits: TarLimits): Promise<void> {
  let offset = place.offset + blockSize;
  if (offset + blockSize > fileSize) throw tarFault('ARCHIVE_TRUNCATED', { ...place, offset });
  if (fileSize - offset > limits.trailingZeros) throw tarFault('ARCHIVE_TRAILING_DATA', { ...place, offset });
  while (offset < fileSize) {
    const bytes = await window.read(offset, Math.min(64 * 1024, fileSize - offset));
    if (bytes.length === 0) return;
    if (bytes.some((byte) => byte !== 0)) throw tarFault('ARCHIVE_TRAILING_DATA', { ...place, offset });
    offset += bytes.length;
  }
}

const compressions: readonly (readonly [string, Buffer])[] = [
  ['gzip', Buffer.from([0x1f, 0x8b])],
  ['zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd])],
  ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])],
  ['bzip2', Buffer.from('BZh')],
];

async function refuseCompressed(window: Window, file: string): Promise<void> {
  const first = await window.read(0, 8);
  for (const [format, magic] of compressions) {
    if (first.subarray(0, magic.length).equals(magic)) {
      throw tarFault('ARCHIVE_COMPRESSED', { file, offset: 0 }, { format });
    }
  }
}
