import { type Document, isMap, isScalar, visit } from 'yaml';

/** A key that its mapping has already. */
export interface DuplicateKey {
  readonly key: string;
  readonly offset: number;
}

/**
 * The first `limit` keys that stand twice in the same mapping, in the order of the file. In one pass: the
 * library's own check takes a minute for a file of a hundred thousand keys.
 */
export function duplicateKeys(document: Document, limit: number): DuplicateKey[] {
  const found: DuplicateKey[] = [];
  visit(document, (_position, node) => {
    if (!isMap(node)) return undefined;
    const seen = new Set<string>();
    for (const { key } of node.items) {
      if (!isScalar(key)) continue;
      const name = `${typeof key.value} ${String(key.value)}`;
      if (seen.has(name)) found.push({ key: String(key.value), offset: key.range?.[0] ?? 0 });
      seen.add(name);
      if (found.length >= limit) return visit.BREAK;
    }
    return undefined;
  });
  return found;
}
