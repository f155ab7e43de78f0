import { showName, tarFault, type TarPlace } from './faults.ts';
import type { TarLimits } from './limits.ts';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const plain = /^[\x21-\x5b\x5d-\x7e]+$/;

/** The text of a name field. Throws ARCHIVE_NAME_ENCODING when it is not UTF-8. */
export function decodeName(bytes: Buffer, place: TarPlace): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    throw tarFault('ARCHIVE_NAME_ENCODING', place, { entry: showName(bytes.toString('latin1')) });
  }
}

/**
 * Checks an entry's name and returns it without a leading `./` (GNU tar writes one when it packs
 * `.`) and, for a directory, without the closing slash. An empty answer is the root directory.
 * registry-client.md 4.2 rule 4. Throws an ARCHIVE_NAME_ code.
 */
export function checkName(raw: string, directory: boolean, limits: TarLimits, place: TarPlace): string {
  const refuse = (code: Parameters<typeof tarFault>[0]) => tarFault(code, place, { entry: showName(raw) });
  let name = raw.startsWith('./') ? raw.slice(2) : raw;
  if (directory) {
    if (name.endsWith('/')) name = name.slice(0, -1);
    if (name === '' || name === '.') return '';
  }
  if (name === '') throw refuse('ARCHIVE_NAME_MALFORMED');
  if (Buffer.byteLength(raw) > limits.nameBytes) throw refuse('ARCHIVE_NAME_TOO_LONG');
  if (name.startsWith('/')) throw refuse('ARCHIVE_NAME_ABSOLUTE');
  if (/^[A-Za-z]:/.test(name) || name.includes('\\')) throw refuse('ARCHIVE_NAME_CHARACTERS');
  if (!plain.test(name)) {
    if (/\p{Cc}/u.test(name)) throw refuse('ARCHIVE_NAME_CHARACTERS');
    // A name in another normalisation would be a second name for the same file on some systems.
    if (name.normalize('NFC') !== name) throw refuse('ARCHIVE_NAME_ENCODING');
  }
  const components = name.split('/');
  if (components.length > limits.depth) throw refuse('ARCHIVE_NAME_TOO_LONG');
  for (const component of components) {
    if (component === '..') throw refuse('ARCHIVE_NAME_TRAVERSAL');
    // Windows drops a closing dot or space, and thereby makes two names one.
    if (component === '' || component.endsWith('.') || component.endsWith(' ')) {
      throw refuse('ARCHIVE_NAME_MALFORMED');
    }
    if (Buffer.byteLength(component) > limits.componentBytes) throw refuse('ARCHIVE_NAME_TOO_LONG');
  }
  return name;
}

/** Remembers names and refuses a second use of one, also as file here and directory there. */
export interface NameRegister {
  /** Throws ARCHIVE_NAME_DUPLICATE or ARCHIVE_NAME_CONFLICT. */
  addFile(name: string, place: TarPlace): void;
  /** Directories may repeat. Throws ARCHIVE_NAME_CONFLICT. */
  addDirectory(name: string, place: TarPlace): void;
  readonly count: number;
}

export function createNameRegister(): NameRegister {
  const files = new Set<string>();
  const directories = new Set<string>();
  const conflict = (name: string, place: TarPlace) =>
    tarFault('ARCHIVE_NAME_CONFLICT', place, { entry: showName(name) });
  const addDirectory = (name: string, place: TarPlace): void => {
    let rest = name;
    while (rest !== '' && !directories.has(rest)) {
      if (files.has(rest)) throw conflict(rest, place);
      directories.add(rest);
      rest = rest.slice(0, Math.max(0, rest.lastIndexOf('/')));
    }
  };
  return {
    addDirectory,
    addFile: (name, place) => {
      if (files.has(name)) throw tarFault('ARCHIVE_NAME_DUPLICATE', place, { entry: showName(name) });
      if (directories.has(name)) throw conflict(name, place);
      addDirectory(name.slice(0, Math.max(0, name.lastIndexOf('/'))), place);
      files.add(name);
    },
    get count() {
      return files.size;
    },
  };
}
