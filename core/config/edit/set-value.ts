import { isMap, isScalar, isSeq, type YAMLMap, type YAMLSeq } from 'yaml';
import { addPair, emptyPair, fillPair, removePair, replaceScalar } from './change-map.ts';
import { addItems, removeItems } from './change-list.ts';
import { addToFlow } from './change-flow.ts';
import { spliced, type Splice } from './lines.ts';
import { editable, findPair, openText, wrongShape, type OpenText, type Pair } from './open-text.ts';
import { listAt, nameOf, startOf, type NameKey, type Path } from './path.ts';
import { renderFlow } from './render.ts';
import type { Plain } from './scalar-text.ts';

/** The text with `value` at `path`; what is missing on the way is made, except entries of lists. */
export function setValue(text: string, path: Path, value: Plain): string {
  const open = openText(text);
  const { base, keys } = startOf(open, path);
  return base === undefined ? text : spliced(text, put(open, base, keys, value));
}

function put(open: OpenText, map: YAMLMap, path: readonly string[], value: Plain): Splice[] {
  const [key = '', ...rest] = path;
  const pair = findPair(map, key);
  const nested = rest.reduceRight<Plain>((inner, name) => ({ [name]: inner }), value);
  if (pair === undefined) return addPair(open, map, key, nested, neighbour(map, key));
  const node = editable(open, pair.value);
  if (node === undefined) return fillPair(open, map, pair, nested);
  if ((isMap(node) || isSeq(node)) && node.items.length === 0) return fill(open, map, pair, node, nested);
  if (rest.length > 0) {
    if (isMap(node)) return put(open, node, rest, value);
  } else if (isSeq(node) && Array.isArray(value)) {
    return addItems(open, node, value as readonly Plain[]);
  } else if (isScalar(node) && typeof value !== 'object') {
    return node.value === value ? [] : replaceScalar(open, node, value);
  }
  throw wrongShape(open, key, node);
}

/** An empty `[]` or `{}`: in one line it gives way, over several lines its comments stay in it. */
function fill(open: OpenText, map: YAMLMap, pair: Pair, node: YAMLMap | YAMLSeq, value: Plain): Splice[] {
  const [start, end] = node.range ?? [0, 0];
  if (!open.text.slice(start, end).includes('\n')) return fillPair(open, map, pair, value);
  return addToFlow(open, node, (flow) => renderFlow(value, flow).slice(1, -1).trim());
}

/** Behind which entries a new one belongs, the last of them counts; without one it goes to the end. */
const order: Readonly<Record<string, readonly string[]>> = {
  archiveSize: ['apiVersion', 'kind'],
  full: ['catalog'],
  defaultChannel: ['name'],
  minVersion: ['name', 'type'],
  maxVersion: ['name', 'type', 'minVersion'],
  version: ['name'],
};

function neighbour(map: YAMLMap, key: string): Pair | undefined {
  const known = new Set((order[key] ?? []).flatMap((name) => findPair(map, name) ?? []));
  return map.items.findLast((pair) => known.has(pair));
}

/** The text with `value` under `key` of an entry of a list; undefined takes the key away. */
export function setField(
  text: string,
  entry: Path,
  key: string,
  value: string | boolean | undefined,
): string {
  const open = openText(text);
  const { base: item } = startOf(open, entry);
  if (item === undefined) return text;
  if (value !== undefined) return spliced(text, put(open, item, [key], value));
  const pair = findPair(item, key);
  return pair === undefined ? text : spliced(text, removePair(open, item, pair));
}

/** Off is what a missing switch means: it is written down only where it stands already. */
export function setSwitch(text: string, path: Path, value: boolean): string {
  if (value) return setValue(text, path, true);
  const open = openText(text);
  const { base, keys } = startOf(open, path);
  let map = base;
  for (const key of keys.slice(0, -1)) {
    const node = map === undefined ? undefined : editable(open, findPair(map, key)?.value);
    map = isMap(node) ? node : undefined;
  }
  const stands = map !== undefined && findPair(map, keys.at(-1) ?? '') !== undefined;
  return stands ? setValue(text, path, false) : text;
}

/** The text without the entries of a list whose name is in `names`; without the list when none is left. */
export function removeNamed(text: string, path: Path, names: ReadonlySet<string>, key?: NameKey): string {
  return removeEntries(text, path, (item) => names.has(nameOf(item, key) ?? ''));
}

/** The text without these entries of a list; without the list when none is left. */
export function removeEntries(text: string, path: Path, isGone: (item: unknown) => boolean): string {
  for (let current = text; ;) {
    const open = openText(current);
    const list = listAt(open, path);
    const items = list?.items ?? [];
    const gone = items.flatMap((item, index) => (isGone(item) ? [index] : []));
    if (list === undefined || gone.length === 0) return current;
    if (gone.length === items.length) return removeValue(current, path);
    for (const index of gone) editable(open, items[index]);
    current = spliced(current, removeItems(open, list, gone));
    if (list.flow !== true) return current;
  }
}

/** The text without the value at `path`, and without mappings that hold nothing else. `mirror` itself stays. */
export function removeValue(text: string, path: Path): string {
  const open = openText(text);
  const way: { readonly map: YAMLMap; readonly pair: Pair }[] = [];
  const { base, keys } = startOf(open, path);
  if (base === undefined) return text;
  let map = base;
  for (const key of keys) {
    const pair = findPair(map, key);
    if (pair === undefined) return text;
    way.push({ map, pair });
    const node = editable(open, pair.value);
    if (!isMap(node)) break;
    map = node;
  }
  if (way.length < keys.length) return text;
  while (way.length > 1 && way.at(-1)?.map.items.length === 1) way.pop();
  const [last] = way.slice(-1);
  if (last === undefined) return text;
  // The stanza has to be there, even if empty (oc-mirror-v2.md 1.1 step 4).
  const splices =
    way.length === 1 && keys.length > 1
      ? emptyPair(open, last.map, last.pair)
      : removePair(open, last.map, last.pair);
  return spliced(text, splices);
}
