import { createHash } from 'node:crypto';
import { SluiceError } from '../../contract/index.ts';

/*
 * Bytes as text that a person can type: Crockford's base 32 (no I, L, O, U) in groups of five, four symbols of data and
 * one of check. The check is a linear code over GF(32) whose five weights differ and are not zero, so that it finds
 * every single wrong symbol and every two that changed places; the group's number is in it, so that groups that changed
 * places are found as well. The last group is a sum over all: 20 bits of SHA-256.
 */

const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const values = new Map([...symbols].map((symbol, value) => [symbol, value]));
const dataSymbols = 4;
const groupLength = 5;
const groupBits = 20;
/** Longer than any text of ours with any spacing. */
const longestText = 4096;

/** x⁵ + x² + 1. */
const field = 0x25;

function times(a: number, b: number): number {
  let product = 0;
  for (let bit = 0; bit < 5; bit++) if ((b >> bit) & 1) product ^= a << bit;
  for (let bit = 8; bit >= 5; bit--) if ((product >> bit) & 1) product ^= field << (bit - 5);
  return product;
}

/** Of the four data symbols; the check symbol has weight 1. */
const weights = [2, 4, 8, 16];

function checkOf(data: readonly number[], group: number): number {
  return data.reduce((sum, value, index) => sum ^ times(weights[index] ?? 0, value), group % 32);
}

/** How many groups `size` bytes take, the sum included. */
function groupCount(size: number): number {
  return Math.ceil((size * 8) / groupBits) + 1;
}

/** The groups for `bytes`, in order, the sum over all last. */
export function writeGroups(bytes: Uint8Array): readonly string[] {
  const count = groupCount(bytes.length) - 1;
  const bits = BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);
  const padded = bits << BigInt(count * groupBits - bytes.length * 8);
  const parts = Array.from({ length: count }, (_, index) =>
    Number((padded >> BigInt((count - 1 - index) * groupBits)) & 0xfffffn),
  );
  return [...parts, sumOver(bytes)].map(writeGroup);
}

function writeGroup(bits: number, group: number): string {
  const data = Array.from({ length: dataSymbols }, (_, index) => (bits >> (15 - 5 * index)) & 31);
  return [...data, checkOf(data, group)].map((value) => symbols[value]).join('');
}

function sumOver(bytes: Uint8Array): number {
  return createHash('sha256').update(bytes).digest().readUIntBE(0, 3) >> 4;
}

/**
 * The bytes of a text that was typed or scanned: upper and lower case, spaces and hyphens do not matter, O is 0, and I
 * and L are 1. `sizes` are the lengths in bytes that there can be. `first` is given the first two bytes as soon as they
 * can be read, before anything is said of the length: it throws for a version of its own. Throws RECEIPT_TEXT_DAMAGED
 * naming the first group (from 1) that is wrong.
 */
export function readGroups(
  text: string,
  sizes: readonly number[],
  first: (bytes: Buffer) => void = () => undefined,
): Buffer {
  const pieces = text
    .slice(0, longestText)
    .toUpperCase()
    .split(/[\s‐-―-]+/u)
    .filter((piece) => piece !== '');
  const typed = pieces.join('').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  const given = Math.ceil(typed.length / groupLength);
  const counts = sizes.map(groupCount);
  // What somebody most likely meant to type, for the message: the shortest form that is not too short.
  const meant = counts.find((count) => count >= given) ?? Math.max(...counts);
  const damaged = (group: number): SluiceError =>
    new SluiceError('RECEIPT_TEXT_DAMAGED', { params: { group: Math.max(1, group), count: meant } });

  const groups = Array.from({ length: given }, (_, index) =>
    readGroup(typed.slice(index * groupLength, (index + 1) * groupLength), index),
  );
  const head = groups[0];
  if (head !== undefined) first(Buffer.from([head >> 12, (head >> 4) & 0xff]));
  const wrong = groups.indexOf(undefined);
  const size = sizes.find((one) => typed.length === groupCount(one) * groupLength);
  if (size === undefined) {
    // A missing or doubled symbol moves all that follow: as long as the spaces stand, they tell where it was.
    const uneven = pieces.findIndex(({ length }) => length !== groupLength);
    const spaced = pieces.length > 1 && uneven >= 0;
    throw damaged((spaced ? uneven : wrong >= 0 ? wrong : groups.length) + 1);
  }
  if (wrong >= 0) throw damaged(wrong + 1);
  const good = groups.filter((group) => group !== undefined);
  const bits = good.slice(0, -1).reduce((all, group) => (all << BigInt(groupBits)) | BigInt(group), 0n);
  const surplus = BigInt((good.length - 1) * groupBits - size * 8);
  if (bits & ((1n << surplus) - 1n)) throw damaged(good.length - 1);
  const bytes = Buffer.from((bits >> surplus).toString(16).padStart(size * 2, '0'), 'hex');
  if (sumOver(bytes) !== good.at(-1)) throw damaged(good.length);
  return bytes;
}

/** The twenty bits of a group; undefined when a symbol is none of ours, is missing, or the check does not fit. */
function readGroup(text: string, group: number): number | undefined {
  const read = [...text].map((symbol) => values.get(symbol));
  const data = read.slice(0, dataSymbols).filter((value) => value !== undefined);
  if (read.length !== groupLength || data.length !== dataSymbols) return undefined;
  if (checkOf(data, group) !== read[dataSymbols]) return undefined;
  return data.reduce((bits, value) => (bits << 5) | value, 0);
}
