import { isMap, isNode, type YAMLMap, type YAMLSeq } from 'yaml';
import { contentEnd, keyStart, pairEnd } from './extent.ts';
import { lineEnd, lineStart, startsLine, type Splice } from './lines.ts';
import type { FlowStyle } from './render.ts';
import { unclear, type OpenText, type Pair } from './open-text.ts';

type Collection = YAMLMap | YAMLSeq;

/** Adds to a list or mapping in brackets, in the manner of its last entry: in its line, or in one of its own. */
export function addToFlow(
  open: OpenText,
  collection: Collection,
  render: (flow: FlowStyle) => string,
): Splice[] {
  const { text, style } = open;
  const [start] = collection.range ?? [0];
  const count = collection.items.length;
  if (count === 0) {
    return [{ start: start + 1, end: start + 1, insert: render({ spaced: false, json: style.json }) }];
  }
  const [from, to] = spanOf(open, collection, count - 1);
  const shown = render({ spaced: isSpaced(open, collection), json: style.json });
  if (!startsLine(text, from)) return [{ start: to, end: to, insert: `, ${shown}` }];
  const comma = /^[ \t]*,/.exec(text.slice(to, lineEnd(text, to)));
  const line = `${style.eol}${text.slice(lineStart(text, from), from)}${shown}`;
  // A comma behind the last entry is a habit to be kept.
  if (comma === null) {
    const end = lineBreakAt(text, to);
    return [
      { start: to, end: to, insert: ',' },
      { start: end, end, insert: line },
    ];
  }
  const end = lineBreakAt(text, to + comma[0].length);
  return [{ start: end, end, insert: `${line},` }];
}

/** Takes an entry out of a list or mapping in brackets, with one comma. */
export function removeFromFlow(open: OpenText, collection: Collection, index: number): Splice[] {
  const { text } = open;
  const [start, end] = spanOf(open, collection, index);
  const comma = /^\s*,/.exec(text.slice(end));
  if (comma !== null) {
    const cut = end + comma[0].length;
    const rest = text.slice(cut, lineEnd(text, cut));
    if (startsLine(text, start) && rest.trim() === '') {
      return [{ start: lineStart(text, start), end: lineEnd(text, cut), insert: '' }];
    }
    const blanks = /^[ \t]*/.exec(rest)?.[0].length ?? 0;
    return [{ start, end: cut + blanks, insert: '' }];
  }
  if (index === 0) return [{ start, end, insert: '' }];
  const [, before] = spanOf(open, collection, index - 1);
  if (text.slice(before, start).includes('#')) throw unclear(open, start);
  return [{ start: before, end, insert: '' }];
}

function spanOf(open: OpenText, collection: Collection, index: number): readonly [number, number] {
  const item: unknown = collection.items[index];
  if (isNode(item)) {
    // An anchor or a tag before it would be left behind.
    if ('anchor' in item && item.anchor !== undefined) throw unclear(open, item.range?.[0] ?? 0);
    return [item.range?.[0] ?? 0, contentEnd(open, item)];
  }
  const pair = item as Pair;
  return [keyStart(open, pair), isNode(pair.value) ? pairEnd(open, pair) : keyStart(open, pair)];
}

/** Before the line break, `\r` included. */
function lineBreakAt(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}

/** `{ a: 1 }` rather than `{a: 1}`, judged by the last entry that is a mapping, else by the collection itself. */
function isSpaced({ text }: OpenText, collection: Collection): boolean {
  const last: unknown = collection.items.at(-1);
  const model = isMap(last) && last.flow === true ? last : collection;
  return text[(model.range?.[0] ?? -2) + 1] === ' ';
}
