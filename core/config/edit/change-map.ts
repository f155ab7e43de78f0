import { isMap, isNode, isScalar, isSeq, type Scalar, type YAMLMap } from 'yaml';
import { behindColon, contentEnd, insideValues, keyStart, pairEnd } from './extent.ts';
import { columnAt, insertLines, lineEnd, lineStart, removeLines, startsLine, type Splice } from './lines.ts';
import { unclear, type OpenText, type Pair } from './open-text.ts';
import { addToFlow, removeFromFlow } from './change-flow.ts';
import { renderFlow, renderFlowPair, renderPair } from './render.ts';
import { scalarText, type Plain } from './scalar-text.ts';

/** Puts a new entry behind those of a mapping; behind the entry `after` where that is given. */
export function addPair(open: OpenText, map: YAMLMap, key: string, value: Plain, after?: Pair): Splice[] {
  const { text, style } = open;
  const [first] = map.items;
  const last = after ?? map.items.at(-1);
  if (map.flow === true) return addToFlow(open, map, (flow) => renderFlowPair(key, value, flow));
  if (first === undefined || last === undefined) throw unclear(open, map.range?.[0] ?? 0);
  const indent = columnAt(text, keyStart(open, first));
  const end = lineEnd(text, pairEnd(open, last));
  return [insertLines(text, end, renderPair(key, value, indent, style), style.eol)];
}

/** Gives an entry a value where it has none, `null`, `{}` or `[]`. Its comment stays. */
export function fillPair(open: OpenText, map: YAMLMap, pair: Pair, value: Plain): Splice[] {
  const { text, style } = open;
  const written = isNode(pair.value) && !isBlankScalar(pair.value) ? pair.value : undefined;
  const single = typeof value !== 'object' || map.flow === true;
  if (single) {
    const shown = renderFlow(value, { spaced: false, json: style.json });
    if (written?.range) return [{ start: written.range[0], end: written.range[1], insert: shown }];
    const at = behindColon(open, pair);
    return [{ start: at, end: at, insert: ` ${shown}` }];
  }
  const indent = columnAt(text, keyStart(open, pair));
  const lines = renderPair('x', value, indent, style).slice(1);
  const splices: Splice[] = [];
  let at = pairEnd(open, pair);
  if (written?.range) {
    const [start, end] = written.range;
    let before = start;
    while (text[before - 1] === ' ' || text[before - 1] === '\t') before -= 1;
    splices.push({ start: before, end, insert: '' });
    at = end;
  }
  return [...splices, insertLines(text, lineEnd(text, at), lines, style.eol)];
}

function isBlankScalar(node: unknown): boolean {
  return isScalar(node) && (node.source === '' || node.source === undefined) && node.value === null;
}

/** Puts another single value in the place of one; quotes and comment stay as they were. */
export function replaceScalar({ text }: OpenText, node: Scalar, value: string | number | boolean): Splice[] {
  if (!node.range) return [];
  const [start, end] = node.range;
  // A text block reaches over its last line break.
  const lineBreak = /\r?\n$/.exec(text.slice(start, end))?.[0] ?? '';
  return [{ start, end, insert: `${scalarText(value, node)}${lineBreak}` }];
}

/** Takes an entry out of a mapping that has others. */
export function removePair(open: OpenText, map: YAMLMap, pair: Pair): Splice[] {
  const { text } = open;
  if (map.flow === true) return removeFromFlow(open, map, map.items.indexOf(pair));
  const start = keyStart(open, pair);
  const end = lineEnd(text, pairEnd(open, pair));
  if (startsLine(text, start))
    return [removeLines(text, lineStart(text, start), end, insideValues(pair.value))];
  // `- key: value`, the entry that shares its line with the dash: the next one moves up to it.
  const next = map.items[map.items.indexOf(pair) + 1];
  if (next === undefined || map.items[0] !== pair) throw unclear(open, start);
  const nextStart = keyStart(open, next);
  if (text.slice(end, nextStart).trim() !== '') throw unclear(open, start);
  return [{ start, end: nextStart, insert: '' }];
}

/** Takes the value of the last entry away when nothing else is left of its mapping: `key:` alone stays. */
export function emptyPair(open: OpenText, owner: YAMLMap, pair: Pair): Splice[] {
  const { text } = open;
  const { value } = pair;
  if (!isNode(value) || !value.range) return [];
  const flow = (isMap(value) || isSeq(value)) && value.flow === true;
  if (flow || owner.flow === true || !startsLine(text, value.range[0])) {
    return [{ start: value.range[0], end: value.range[1], insert: isSeq(value) ? '[]' : '{}' }];
  }
  const start = lineStart(text, value.range[0]);
  return [removeLines(text, start, lineEnd(text, contentEnd(open, value)), insideValues(value))];
}
