import { type Document, isMap, isScalar, isSeq } from 'yaml';

/** A key that its mapping has already. */
export interface DuplicateKey {
  readonly key: string;
  readonly offset: number;
}

/**
 * The first `limit` keys that stand twice in the same mapping, in the order of the file. In one pass, and however deep
 * the mappings lie: the library's own check takes a minute for a file of a hundred thousand keys, its walk as long for
 * one of a few thousand levels.
 */
export function duplicateKeys(document: Document, limit: number): DuplicateKey[] {
  const found: DuplicateKey[] = [];
  const waiting: unknown[] = [document.contents];
  while (waiting.length > 0 && found.length < limit) {
    const node = waiting.pop();
    if (isSeq(node)) for (const item of node.items.toReversed()) waiting.push(item);
    if (!isMap(node)) continue;
    const seen = new Set<string>();
    for (const { key } of node.items) {
      if (!isScalar(key)) continue;
      const name = `${typeof key.value} ${String(key.value)}`;
      if (seen.has(name)) found.push({ key: String(key.value), offset: key.range?.[0] ?? 0 });
      seen.add(name);
      if (found.length >= limit) break;
    }
    for (const { key, value } of node.items.toReversed()) waiting.push(value, key);
  }
  return found;
}
