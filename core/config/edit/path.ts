import { isMap, isScalar, isSeq, type YAMLMap, type YAMLSeq } from 'yaml';
import { editable, findPair, unclear, wrongShape, type OpenText } from './open-text.ts';

/** The field that tells the entries of a list apart. */
export type NameKey = 'name' | 'catalog';

/** The entry of a list whose `key` is `is`. */
export interface EntryStep {
  readonly key: NameKey;
  readonly is: string;
  /** Another field that has to be so as well; undefined: absent or empty. */
  readonly also?: { readonly key: string; readonly is: string | undefined };
}

/** Keys, and entries of lists, from the top of the file to a value. */
export type Path = readonly (string | EntryStep)[];

/**
 * Where the last entry on a path is, and the keys that are left from there; the top of the file when it names no
 * entry. `base` is undefined when the entry is absent. Throws as `listAt` does, CONFIG_EDIT_SHARED for an entry that
 * aliases use, and CONFIG_EDIT_UNCLEAR where two entries are the same catalogue or chart: which is meant nobody knows.
 */
export function startOf(
  open: OpenText,
  path: Path,
): { readonly base: YAMLMap | undefined; readonly keys: readonly string[] } {
  let base: YAMLMap | undefined = open.root;
  let keys: string[] = [];
  for (const step of path) {
    if (typeof step === 'string') {
      keys.push(step);
      continue;
    }
    const list: YAMLSeq | undefined = base === undefined ? undefined : listFrom(open, base, keys);
    base = list === undefined ? undefined : entryOf(open, list, step);
    keys = [];
  }
  return { base, keys };
}

function entryOf(open: OpenText, list: YAMLSeq, step: EntryStep): YAMLMap | undefined {
  const [item, second] = list.items.filter(isMap).filter((entry) => isEntry(entry, step));
  if ((step.key === 'catalog' || step.also !== undefined) && second !== undefined)
    throw unclear(open, second.range?.[0] ?? 0);
  if (item !== undefined) editable(open, item);
  return item;
}

/** Whether an entry of a list is the one that is meant. */
export function isEntry(item: unknown, { key, is, also }: EntryStep): boolean {
  if (nameOf(item, key) !== is) return false;
  return also === undefined || (isMap(item) && fieldOf(item, also.key) === also.is);
}

function fieldOf(item: YAMLMap, key: string): string | undefined {
  const value: unknown = findPair(item, key)?.value;
  return isScalar(value) && typeof value.value === 'string' && value.value !== '' ? value.value : undefined;
}

/** The entry that a path ends with; undefined when it is absent. Throws as `startOf` does. */
export function findEntry(open: OpenText, path: Path): YAMLMap | undefined {
  const { base, keys } = startOf(open, path);
  return keys.length === 0 ? base : undefined;
}

/** The list at a path; undefined when there is none. Throws for aliases on the way, and for other shapes. */
export function listAt(open: OpenText, path: Path): YAMLSeq | undefined {
  const { base, keys } = startOf(open, path);
  return base === undefined ? undefined : listFrom(open, base, keys);
}

function listFrom(open: OpenText, base: YAMLMap, keys: readonly string[]): YAMLSeq | undefined {
  let map = base;
  for (const [index, key] of keys.entries()) {
    const node = editable(open, findPair(map, key)?.value);
    if (node === undefined) return undefined;
    if (index === keys.length - 1 && isSeq(node)) return node;
    if (index === keys.length - 1 || !isMap(node)) throw wrongShape(open, key, node);
    map = node;
  }
  return undefined;
}

/** What an entry is called; undefined for an alias and for other shapes. */
export function nameOf(item: unknown, key: NameKey = 'name'): string | undefined {
  const node: unknown = isMap(item) ? findPair(item, key)?.value : item;
  return isScalar(node) && typeof node.value === 'string' ? node.value : undefined;
}
