/** One entry of a sample layer. Paths have no leading slash. */
export interface TarEntry {
  readonly path: string;
  /** Absent: a directory. */
  readonly content?: string | Buffer;
}

const blockBytes = 512;
/** 1 March 2024: sample content is dated, never stamped with the day it was made. */
const modified = 1_709_251_200;

/** The ustar header of one entry: owner root, fixed time, so that equal content has equal bytes. */
export function tarHeader(path: string, size: number, directory = false): Buffer {
  const header = Buffer.alloc(blockBytes);
  const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, '0')}\0`;
  const { name, prefix } = splitPath(directory ? `${path}/` : path);
  header.write(name, 0);
  header.write(octal(directory ? 0o755 : 0o644, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(size, 12), 124);
  header.write(octal(modified, 12), 136);
  header.write(' '.repeat(8), 148);
  header.write(directory ? '5' : '0', 156);
  header.write('ustar\u000000', 257);
  header.write('root', 265);
  header.write('root', 297);
  header.write(prefix, 345);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** Zeros up to the next block, after `size` bytes of content. */
export function tarPadding(size: number): number {
  return (blockBytes - (size % blockBytes)) % blockBytes;
}

/** The two zero blocks that end an archive. */
export const tarEnd = 2 * blockBytes;

/** A whole archive; parent directories are added where missing. */
export function tarOf(entries: readonly TarEntry[]): Buffer {
  const parts: Buffer[] = [];
  const made = new Set<string>();
  for (const { path, content } of entries) {
    const steps = path.split('/');
    for (let depth = 1; depth < steps.length + (content === undefined ? 1 : 0); depth += 1) {
      const directory = steps.slice(0, depth).join('/');
      if (made.has(directory)) continue;
      made.add(directory);
      parts.push(tarHeader(directory, 0, true));
    }
    if (content === undefined) continue;
    const bytes = Buffer.from(content);
    parts.push(tarHeader(path, bytes.length), bytes, Buffer.alloc(tarPadding(bytes.length)));
  }
  return Buffer.concat([...parts, Buffer.alloc(tarEnd)]);
}

// ustar: at most 100 bytes of name, and 155 of prefix before a slash.
function splitPath(path: string): { readonly name: string; readonly prefix: string } {
  if (path.length <= 100) return { name: path, prefix: '' };
  const cut = path.indexOf('/', path.length - 101);
  return { name: path.slice(cut + 1), prefix: path.slice(0, cut) };
}
