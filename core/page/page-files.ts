import { join } from 'node:path';
import { cspNoncePlaceholder, SluiceError } from '../contract/index.ts';
import type { FileSystem } from '../ports/index.ts';
import { mediaTypeOf } from './media-types.ts';

export interface PageFile {
  readonly type: string;
  readonly body: Buffer;
  /** Its name changes with its content: it may be kept forever. */
  readonly immutable: boolean;
}

/** The built page. */
export interface Page {
  /**
   * The file at exactly this path of an address (`/`, `/assets/x-1a2b3c4d.js`), undecoded; undefined: there is
   * none. The nonce goes into the place that index.html has for it.
   */
  find(path: string, nonce: string): Promise<PageFile | undefined>;
}

const deepest = 4;
const most = 5000;
/** Neither hidden nor encoded, so that an address and a name are the same text. */
const servedName = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;
/** How the builder names what changes its name with its content. */
const hashedName = /^\/assets\/[A-Za-z0-9_.-]+-[A-Za-z0-9_-]{8}\.[a-z0-9]+$/;

/**
 * Serves the files that are in `folder` now, by a closed list: an address is looked up in it and never turned
 * into a path, so there is nothing to break out of. Links are not followed. After a new build, asking for the
 * page itself makes a new list.
 * Throws BRIDGE_PAGE_NOT_BUILT.
 */
export async function openPage(
  folder: string,
  fs: Pick<FileSystem, 'readdir' | 'readFile' | 'stat'>,
): Promise<Page> {
  const index = join(folder, 'index.html');
  const stampOf = async (): Promise<string> => {
    const { mtimeMs, size } = await fs.stat(index);
    return `${mtimeMs} ${size}`;
  };
  let stamp = '';
  let files: ReadonlyMap<string, string> = new Map();
  const readIndex = async (): Promise<string> => {
    try {
      const now = await stampOf();
      if (now !== stamp) files = await listFiles(folder, fs);
      stamp = now;
      return await fs.readFile(index, 'utf8');
    } catch (cause) {
      throw new SluiceError('BRIDGE_PAGE_NOT_BUILT', { params: { folder }, stage: 'application', cause });
    }
  };
  await readIndex();
  return {
    find: async (path, nonce) => {
      if (path === '/' || path === '/index.html') {
        const text = (await readIndex()).replaceAll(cspNoncePlaceholder, nonce);
        return { type: 'text/html; charset=utf-8', body: Buffer.from(text), immutable: false };
      }
      const file = files.get(path);
      const type = mediaTypeOf(path);
      if (file === undefined || type === undefined) return undefined;
      // Gone since it was listed: a new build is being made.
      const body = await fs.readFile(file).catch(() => undefined);
      return body === undefined ? undefined : { type, body, immutable: hashedName.test(path) };
    },
  };
}

/** Path of the address to path of the file, for all that may be served. */
async function listFiles(
  folder: string,
  fs: Pick<FileSystem, 'readdir'>,
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  const walk = async (directory: string, address: string, depth: number): Promise<void> => {
    for (const entry of await fs.readdir(directory, { withFileTypes: true })) {
      if (!servedName.test(entry.name) || files.size >= most) continue;
      const path = join(directory, entry.name);
      const here = `${address}/${entry.name}`;
      if (entry.isDirectory() && depth < deepest) await walk(path, here, depth + 1);
      else if (entry.isFile() && mediaTypeOf(entry.name) !== undefined) files.set(here, path);
    }
  };
  await walk(folder, '', 1);
  return files;
}
