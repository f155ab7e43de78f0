import { isAlias, isMap, isNode, isScalar, isSeq, Scalar, visit, type Node, type YAMLSeq } from 'yaml';
import { unclear, type OpenText, type Pair } from './open-text.ts';

/** Where the last character of a node stands, and how the line behind it is found. */
export function contentEnd(open: OpenText, node: Node): number {
  if ((isMap(node) || isSeq(node)) && node.flow !== true) {
    const last = node.items.at(-1);
    if (isNode(last)) return contentEnd(open, last);
    if (last !== undefined && !isNode(last)) return pairEnd(open, last as Pair);
  }
  const end = node.range?.[1];
  if (end === undefined) throw unclear(open, 0);
  // A text block owns its line breaks; everything else ends before the blanks behind it.
  if (isScalar(node) && (node.type === Scalar.BLOCK_FOLDED || node.type === Scalar.BLOCK_LITERAL)) {
    return open.text[end - 1] === '\n' ? end - 1 : end;
  }
  return end;
}

export function pairEnd(open: OpenText, { key, value }: Pair): number {
  const written = isNode(value) ? contentEnd(open, value) : 0;
  // Nothing behind the colon: the entry ends with its key.
  return Math.max(written, keyEnd(open, key) + 1);
}

export function keyStart(open: OpenText, { key }: Pair): number {
  const start = isNode(key) ? key.range?.[0] : undefined;
  if (start === undefined || isAlias(key)) throw unclear(open, 0);
  return start;
}

function keyEnd(open: OpenText, key: unknown): number {
  const end = isNode(key) ? key.range?.[1] : undefined;
  if (end === undefined) throw unclear(open, 0);
  return end;
}

/** Behind the colon of an entry. */
export function behindColon(open: OpenText, { srcToken, key }: Pair): number {
  const colon = srcToken?.sep?.find((token) => token.type === 'map-value-ind');
  if (colon === undefined) throw unclear(open, keyEnd(open, key));
  return colon.offset + colon.source.length;
}

/** Where the dash of an entry of a list stands. */
export function dashOf(open: OpenText, list: YAMLSeq, index: number): number {
  const { srcToken } = list;
  const item = srcToken?.type === 'block-seq' ? srcToken.items[index] : undefined;
  const dash = item?.start.find((token) => token.type === 'seq-item-ind');
  if (dash === undefined) throw unclear(open, list.range?.[0] ?? 0);
  return dash.offset;
}

/** Tells places that are inside a value of several lines, where `#` begins no comment. */
export function insideValues(node: unknown): (offset: number) => boolean {
  const spans: (readonly [number, number])[] = [];
  if (isNode(node)) {
    visit(node, {
      Scalar: (_key, scalar) => {
        if (scalar.range) spans.push([scalar.range[0], scalar.range[1]]);
      },
    });
  }
  return (offset) => spans.some(([start, end]) => start < offset && offset < end);
}
