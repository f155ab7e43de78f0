import { isMap, isNode, isScalar, isSeq, Scalar, visit, type YAMLMap } from 'yaml';
import { columnAt } from './lines.ts';

/** How a file is written; what is added is written alike. */
export interface TextStyle {
  readonly eol: '\n' | '\r\n';
  /** Columns by which a nested mapping stands further right. */
  readonly mapStep: number;
  /** Columns by which the dashes of a list stand further right than its key: often 0 or 2. */
  readonly listStep: number;
  /** Columns from a dash to what follows it. */
  readonly dashGap: number;
  /** JSON, which is YAML as well: keys and texts in double quotes. */
  readonly json: boolean;
}

/** Takes the habits of a file from its first nested mapping and its first list; two columns where there are none. */
export function styleOf(text: string, root: YAMLMap): TextStyle {
  const firstKey = root.items[0]?.key;
  const firstEnd = text.indexOf('\n');
  let mapStep: number | undefined;
  let listStep: number | undefined;
  let dashGap: number | undefined;
  visit(root, {
    Pair: (_key, pair) => {
      const { key, value } = pair;
      if (!isNode(key) || !key.range) return;
      const column = columnAt(text, key.range[0]);
      if (isMap(value) && value.flow !== true && value.items.length > 0) {
        const [first] = value.items;
        const at = isNode(first?.key) ? first.key.range?.[0] : undefined;
        const step = at === undefined ? 0 : columnAt(text, at) - column;
        // A key that is left out stands nowhere, and may be found behind its value.
        if (step > 0) mapStep ??= step;
      }
      if (isSeq(value) && value.flow !== true && value.range) {
        const dash = value.range[0];
        const step = columnAt(text, dash) - column;
        if (step >= 0) listStep ??= step;
        const [first] = value.items;
        const content = isMap(first) ? first.items[0]?.key : first;
        const at = isNode(content) ? content.range?.[0] : undefined;
        if (at !== undefined && columnAt(text, at) > columnAt(text, dash)) {
          dashGap ??= columnAt(text, at) - columnAt(text, dash);
        }
      }
    },
  });
  return {
    eol: firstEnd > 0 && text[firstEnd - 1] === '\r' ? '\r\n' : '\n',
    mapStep: mapStep ?? 2,
    listStep: listStep ?? 2,
    dashGap: dashGap ?? 2,
    json: root.flow === true && isScalar(firstKey) && firstKey.type === Scalar.QUOTE_DOUBLE,
  };
}
