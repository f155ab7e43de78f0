import { isMap, isNode, type YAMLSeq } from 'yaml';
import { addToFlow, removeFromFlow } from './change-flow.ts';
import { contentEnd, dashOf, insideValues } from './extent.ts';
import { columnAt, insertLines, lineEnd, lineStart, removeLines, startsLine, type Splice } from './lines.ts';
import { findPair, unclear, type OpenText } from './open-text.ts';
import { renderFlow, renderItem } from './render.ts';
import type { Plain } from './scalar-text.ts';

/** Puts entries behind those of a list that has some. */
export function addItems(open: OpenText, list: YAMLSeq, values: readonly Plain[]): Splice[] {
  if (values.length === 0) return [];
  if (list.flow === true) {
    return addToFlow(open, list, (flow) => values.map((value) => renderFlow(value, flow)).join(', '));
  }
  const last = list.items.at(-1);
  if (!isNode(last)) throw unclear(open, list.range?.[0] ?? 0);
  const { text, style } = open;
  const indent = columnAt(text, dashOf(open, list, list.items.length - 1));
  const like = isMap(last) ? (findPair(last, 'name') ?? findPair(last, 'catalog'))?.value : last;
  const lines = values.flatMap((value) => renderItem(value, indent, style, like));
  return [insertLines(text, lineEnd(text, contentEnd(open, last)), lines, style.eol)];
}

/** Takes entries out of a list in which others stay. */
export function removeItems(open: OpenText, list: YAMLSeq, indices: readonly number[]): Splice[] {
  if (list.flow === true) {
    // Commas are shared between neighbours: the caller takes one at a time.
    const [index] = indices;
    return index === undefined ? [] : removeFromFlow(open, list, index);
  }
  const { text } = open;
  return indices.map((index) => {
    const item: unknown = list.items[index];
    const dash = dashOf(open, list, index);
    if (!isNode(item) || !startsLine(text, dash)) throw unclear(open, dash);
    const end = Math.max(contentEnd(open, item), dash + 1);
    return removeLines(text, lineStart(text, dash), lineEnd(text, end), insideValues(item));
  });
}
