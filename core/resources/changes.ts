import type { ResourceFile, YamlObject } from './file.ts';
import { mirrorSetKinds } from './mirror-sets.ts';
import { contentOf, fieldsOf, items, strings, textFields, wordOf } from './object.ts';
import { readObjects } from './read.ts';

/** One thing that a cluster is told: an object, a mirror of a source, a signature. */
export interface ResourceItem {
  readonly kind: string;
  /** An object's name; `source -> mirror`; a signature's key. */
  readonly name: string;
}

export interface ResourceChanges {
  readonly added: readonly ResourceItem[];
  readonly removed: readonly ResourceItem[];
  /** The same item with other content. */
  readonly changed: readonly ResourceItem[];
  readonly unchanged: readonly ResourceItem[];
  /** Applying it makes the cluster roll a new registries.conf out; apply-order.ts says for which kinds nodes drain. */
  readonly rebootsNodes: boolean;
}

/**
 * What applying `next` changes for a cluster that has `previous`; annotations and order count
 * for nothing. Throws the codes of `readObjects` for a file that cannot be read.
 */
export function resourceChanges(
  previous: readonly ResourceFile[],
  next: readonly ResourceFile[],
): ResourceChanges {
  const before = itemsOf(previous);
  const after = itemsOf(next);
  const pick = (from: Items, keep: (key: string, content: string) => boolean): readonly ResourceItem[] =>
    [...from]
      .filter(([key, { content }]) => keep(key, content))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { item }]) => item);
  const changes = {
    added: pick(after, (key) => !before.has(key)),
    removed: pick(before, (key) => !after.has(key)),
    changed: pick(after, (key, content) => before.has(key) && before.get(key)?.content !== content),
    unchanged: pick(after, (key, content) => before.get(key)?.content === content),
  };
  const rebootsNodes = [...changes.added, ...changes.removed, ...changes.changed].some((item) =>
    mirrorSetKinds.some(({ kind }) => kind === item.kind),
  );
  return { ...changes, rebootsNodes };
}

type Items = ReadonlyMap<string, { readonly item: ResourceItem; readonly content: string }>;

function itemsOf(files: readonly ResourceFile[]): Items {
  const found = files.flatMap(readObjects).flatMap(itemsIn);
  return new Map(found.map((entry) => [`${entry.item.kind} ${entry.item.name}`, entry]));
}

function itemsIn(object: YamlObject): readonly { readonly item: ResourceItem; readonly content: string }[] {
  const kind = wordOf(object['kind']);
  const list = mirrorSetKinds.find((mirrorSet) => mirrorSet.kind === kind)?.list;
  if (list !== undefined) {
    return items(fieldsOf(object['spec'])[list]).flatMap((entry) =>
      strings(entry['mirrors']).map((mirror) => ({
        item: { kind, name: `${wordOf(entry['source'])} -> ${mirror}` },
        content: wordOf(entry['mirrorSourcePolicy']),
      })),
    );
  }
  if (kind === 'ConfigMap') {
    const data = Object.entries(textFields(object['binaryData']));
    return data.map(([name, content]) => ({ item: { kind, name }, content }));
  }
  return [{ item: { kind, name: wordOf(fieldsOf(object['metadata'])['name']) }, content: contentOf(object) }];
}
