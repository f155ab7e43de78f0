import { SluiceError } from '../../contract/index.ts';
import { displayText } from './display.ts';

/** Names that mean devices on Windows, with or without an extension. */
const reserved = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/i;
/** Bytes: what ext4, XFS, exFAT and NTFS all take. */
const mostBytes = 255;

/**
 * Checks a name for a new folder or file, so that it means the same on every system a medium may be read on: one step of a
 * path, nothing hidden in it. Throws NAME_EMPTY, NAME_TOO_LONG, NAME_CHARACTER, NAME_DOTS, NAME_RESERVED.
 */
export function requirePlainName(name: string): void {
  const shown = displayText(name).slice(0, 100);
  if (name.trim() === '') throw new SluiceError('NAME_EMPTY');
  const length = Buffer.byteLength(name);
  if (length > mostBytes) throw new SluiceError('NAME_TOO_LONG', { params: { length, limit: mostBytes } });
  const character = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}/\\:*?"<>|]/u.exec(name)?.[0];
  if (character !== undefined) {
    const visible = /^[!-~]$/.test(character)
      ? character
      : `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    throw new SluiceError('NAME_CHARACTER', { params: { name: shown, character: visible } });
  }
  if (/^[.\s]|[.\s]$/.test(name)) throw new SluiceError('NAME_DOTS', { params: { name: shown } });
  if (reserved.test(name)) throw new SluiceError('NAME_RESERVED', { params: { name: shown } });
}
