import { SluiceError } from '../contract/index.ts';

const powers: Readonly<Record<string, number>> = { '': 0, k: 1, m: 2, g: 3, t: 4 };

/** Bytes as people type them: `1000`, `64MiB`, `8G`; units are binary. Throws CLI_VALUE_INVALID naming `flag`. */
export function parseByteCount(flag: string, typed: string): number {
  const [, number = '', unit = ''] = /^(\d{1,15})\s*([kmgt]?)(?:i?b)?$/i.exec(typed) ?? [];
  const value = Number(number) * 1024 ** (powers[unit.toLowerCase()] ?? 0);
  if (number === '' || value < 1 || !Number.isSafeInteger(value)) {
    throw new SluiceError('CLI_VALUE_INVALID', { params: { flag, message: `"${typed}" (8GiB)` } });
  }
  return value;
}
