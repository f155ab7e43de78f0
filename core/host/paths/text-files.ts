import { constants } from 'node:fs';
import { basename, join } from 'node:path';
import { formatBytes, maximumYamlLength, SluiceError } from '../../contract/index.ts';
import { writeDurably, type FileSystem } from '../../ports/index.ts';
import { isOfKernel } from './browse.ts';
import { displayText } from './display.ts';
import { pathFault, reasonOf } from './path-faults.ts';
import { requirePlainName } from './plain-name.ts';

/** Text that no configuration holds and that must not reach a page: credentials files, private keys. */
const secretMarks = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /"(?:auths|credHelpers)"\s*:/,
  /"(?:identitytoken|registrytoken)"\s*:/,
  /^\s*client-key-data\s*:/m,
];

/**
 * A text file for a page: a plain file of at most 5 MiB in UTF-8, without secrets. Throws PATH_NOT_FILE, FILE_TOO_LARGE,
 * FILE_NOT_TEXT, FILE_HOLDS_SECRETS, PATH_GONE, PATH_NO_PERMISSION, PATH_READ_FAILED.
 */
export async function readTextFile(
  fs: FileSystem,
  path: string,
): Promise<{ readonly name: string; readonly text: string }> {
  const shown = displayText(path);
  const details = { params: { path: shown }, affected: [shown] };
  if (isOfKernel(path)) throw new SluiceError('PATH_NOT_FILE', details);
  const bytes = await readPlain(fs, path, shown);
  let text: string;
  try {
    // The byte order mark of Windows editors is no part of the text.
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new SluiceError('FILE_NOT_TEXT', { ...details, cause: error });
  }
  if (text.includes('\0')) throw new SluiceError('FILE_NOT_TEXT', details);
  if (secretMarks.some((mark) => mark.test(text))) throw new SluiceError('FILE_HOLDS_SECRETS', details);
  return { name: displayText(basename(path)), text };
}

async function readPlain(fs: FileSystem, path: string, shown: string): Promise<Buffer> {
  try {
    // Not waiting for a writer, should it be a pipe by now; not following a link that took its place.
    const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);
    const handle = await fs.open(path, flags);
    try {
      const stat = await handle.stat();
      if (!stat.isFile())
        throw new SluiceError('PATH_NOT_FILE', { params: { path: shown }, affected: [shown] });
      if (stat.size > maximumYamlLength) {
        const params = { path: shown, size: formatBytes(stat.size), limit: formatBytes(maximumYamlLength) };
        throw new SluiceError('FILE_TOO_LARGE', { params, affected: [shown] });
      }
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (reasonOf(error) === 'ELOOP') {
      throw new SluiceError('PATH_CHANGED', { params: { path: shown }, affected: [shown], cause: error });
    }
    throw pathFault(error, shown);
  }
}

/**
 * Writes a text file durably into a folder: at every instant the old file or the new one is there. Gives its path for people.
 * Throws FILE_EXISTS unless `replace`, PATH_NOT_FILE for a name that is a folder or link, FILE_NOT_WRITTEN, and the
 * NAME_ codes.
 */
export async function writeTextFile(
  fs: FileSystem,
  folder: string,
  file: { readonly name: string; readonly text: string; readonly replace: boolean },
): Promise<string> {
  requirePlainName(file.name);
  const path = join(folder, file.name);
  const shown = displayText(path);
  const there = await fs.lstat(path).catch(() => undefined);
  if (there !== undefined && !there.isFile()) {
    throw new SluiceError('PATH_NOT_FILE', { params: { path: shown }, affected: [shown] });
  }
  if (there !== undefined && !file.replace) {
    const params = { name: file.name, place: displayText(folder) };
    throw new SluiceError('FILE_EXISTS', { params, affected: [shown] });
  }
  try {
    await writeDurably(fs, path, file.text);
  } catch (error) {
    throw new SluiceError('FILE_NOT_WRITTEN', {
      params: { path: shown, reason: reasonOf(error) },
      affected: [shown],
      cause: error,
    });
  }
  return shown;
}
