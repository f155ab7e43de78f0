import { failed } from '../fault.ts';
import { formatValue, quoted } from '../print.ts';
import { isList, type List, type Value } from '../value.ts';
import { fixed, type FunctionContext, type FunctionTable, variadic } from './define.ts';

/** A value as the text functions see it. */
export function textOf(value: Value, context: FunctionContext): string {
  return typeof value === 'string' ? value : formatValue(value, context.budget);
}

/** Lists as texts, without what is nothing; anything else as one text. */
export function textsOf(value: Value, context: FunctionContext): string[] {
  if (value === null) return [];
  const items: List = isList(value) ? value : [value];
  return items.filter((item) => item !== null).map((item) => textOf(item, context));
}

/** The first bytes of a text, or for a negative count the last ones. */
function truncated(count: bigint, text: string): string {
  const bytes = Buffer.from(text);
  const size = Number(count < 0n ? -count : count);
  if (size >= bytes.length) return text;
  return (count < 0n ? bytes.subarray(bytes.length - size) : bytes.subarray(0, size)).toString();
}

function indented(spaces: bigint, text: string, context: FunctionContext): string {
  if (spaces < 0n) throw failed('strings: negative Repeat count');
  const lines = text.split('\n');
  context.budget.characters(Number(spaces) * lines.length);
  const margin = ' '.repeat(Number(spaces));
  return margin + lines.join(`\n${margin}`);
}

/** Cuts what belongs to `set` from one or both ends. */
function trimmedOf(text: string, set: string): string {
  let [start, end] = [0, text.length];
  while (start < end && set.includes(text[start] ?? '')) start++;
  while (end > start && set.includes(text[end - 1] ?? '')) end--;
  return text.slice(start, end);
}

/** Text with all occurrences replaced. The size is counted before it is made. */
function replaced(text: string, old: string, by: string, context: FunctionContext): string {
  const pieces = text.split(old);
  context.budget.step(pieces.length);
  context.budget.characters(pieces.length * by.length);
  if (old !== '') return pieces.join(by);
  const letters = Array.from(text);
  context.budget.characters(letters.length * by.length);
  return by + letters.map((letter) => letter + by).join('');
}

/** Pieces as a map with the keys `_0`, `_1` and so on. */
function numbered(pieces: readonly string[]): Value {
  return new Map(pieces.map((piece, at) => [`_${at}`, piece]));
}

function splitTimes(text: string, separator: string, count: bigint): string[] {
  const pieces = text.split(separator);
  const most = Number(count);
  if (most < 0 || pieces.length <= most) return pieces;
  return most === 0 ? [] : [...pieces.slice(0, most - 1), pieces.slice(most - 1).join(separator)];
}

/** Text with a line break at the first space after `width` characters. */
function wrappedAt(width: bigint, text: string, separator: string): string {
  const words = text.split(' ');
  const lines: string[] = [];
  let line = '';
  for (const [at, word] of words.entries()) {
    const longer = at === 0 ? word : `${line} ${word}`;
    if (at > 0 && BigInt(longer.length) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line].join(separator);
}

/** The functions of the sprig library for text. */
export const textFunctions: FunctionTable = {
  quote: variadic([], 'any', (_, values, context) =>
    values
      .filter((value) => value !== null)
      .map((value) => quoted(textOf(value, context)))
      .join(' '),
  ),
  squote: variadic([], 'any', (_, values, context) =>
    values
      .filter((value) => value !== null)
      .map((value) => `'${textOf(value, context)}'`)
      .join(' '),
  ),
  trunc: fixed(['int', 'string'], ([count, text]) => truncated(count, text)),
  trim: fixed(['string'], ([text]) => text.trim()),
  trimAll: fixed(['string', 'string'], ([set, text]) => trimmedOf(text, set)),
  trimall: fixed(['string', 'string'], ([set, text]) => trimmedOf(text, set)),
  trimSuffix: fixed(['string', 'string'], ([suffix, text]) =>
    suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text,
  ),
  trimPrefix: fixed(['string', 'string'], ([prefix, text]) =>
    text.startsWith(prefix) ? text.slice(prefix.length) : text,
  ),
  nospace: fixed(['string'], ([text]) => text.replaceAll(/\s/g, '')),
  contains: fixed(['string', 'string'], ([part, text]) => text.includes(part)),
  hasPrefix: fixed(['string', 'string'], ([part, text]) => text.startsWith(part)),
  hasSuffix: fixed(['string', 'string'], ([part, text]) => text.endsWith(part)),
  replace: fixed(['string', 'string', 'string'], ([old, by, text], context) =>
    replaced(text, old, by, context),
  ),
  repeat: fixed(['int', 'string'], ([count, text], { budget }) => {
    if (count < 0n) throw failed('strings: negative Repeat count');
    budget.characters(Number(count) * text.length);
    return text.repeat(Number(count));
  }),
  substr: fixed(['int', 'int', 'string'], ([start, end, text]) => {
    const bytes = Buffer.from(text);
    if (start < 0n) return bytes.subarray(0, Math.max(0, Number(end))).toString();
    const stop = end < 0n || end > BigInt(bytes.length) ? bytes.length : Number(end);
    if (Number(start) > stop) throw failed('slice bounds out of range');
    return bytes.subarray(Number(start), stop).toString();
  }),
  indent: fixed(['int', 'string'], ([spaces, text], context) => indented(spaces, text, context)),
  nindent: fixed(['int', 'string'], ([spaces, text], context) => `\n${indented(spaces, text, context)}`),
  cat: variadic([], 'any', (_, values, context) =>
    values
      .filter((value) => value !== null)
      .map((value) => textOf(value, context))
      .join(' '),
  ),
  join: fixed(['string', 'any'], ([separator, value], context) => {
    const texts = textsOf(value, context);
    context.budget.characters(texts.length * separator.length);
    return texts.join(separator);
  }),
  split: fixed(['string', 'string'], ([separator, text], { budget }) => {
    budget.step(text.length);
    return numbered(text.split(separator));
  }),
  splitn: fixed(['string', 'int', 'string'], ([separator, count, text], { budget }) => {
    budget.step(text.length);
    return numbered(splitTimes(text, separator, count));
  }),
  splitList: fixed(['string', 'string'], ([separator, text], { budget }) => {
    budget.step(text.length);
    return text.split(separator);
  }),
  sortAlpha: fixed(['any'], ([value], context) => {
    const texts = textsOf(value, context);
    context.budget.step(texts.length * 20);
    return texts.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  }),
  toString: fixed(['any'], ([value], context) => textOf(value, context)),
  toStrings: fixed(['any'], ([value], context) => textsOf(value, context)),
  wrap: fixed(['int', 'string'], ([width, text]) => wrappedAt(width, text, '\n')),
  wrapWith: fixed(['int', 'string', 'string'], ([width, separator, text], context) => {
    context.budget.characters(text.length * separator.length);
    return wrappedAt(width, text, separator);
  }),
  plural: fixed(['string', 'string', 'int'], ([one, many, count]) => (count === 1n ? one : many)),
  abbrev: fixed(['int', 'string'], ([width, text]) =>
    width < 4n || BigInt(text.length) <= width ? text : `${text.slice(0, Number(width) - 3)}...`,
  ),
  regexQuoteMeta: fixed(['string'], ([text]) => text.replaceAll(/[\\.+*?()|[\]{}^$]/g, '\\$&')),
};
