import { SluiceError, type ConfigEdit } from '../../contract/index.ts';
import { spliced } from './lines.ts';
import { replaceScalar } from './change-map.ts';
import { editable, findPair, openText } from './open-text.ts';
import type { Plain } from './scalar-text.ts';
import {
  findItem,
  listAt,
  nameOf,
  removeNamed,
  removeValue,
  setField,
  setValue,
  type Path,
} from './set-value.ts';
import { isScalar } from 'yaml';

const platform = ['mirror', 'platform'];
const channels = [...platform, 'channels'];
const images = ['mirror', 'additionalImages'];
const blocked = ['mirror', 'blockedImages'];

/** The text with one edit made. Everything that the edit does not concern stays, byte for byte. */
export function editText(text: string, edit: ConfigEdit): string {
  switch (edit.kind) {
    case 'architectures':
      return setNames(text, [...platform, 'architectures'], edit.architectures);
    case 'graph':
      return setSwitch(text, [...platform, 'graph'], edit.value);
    case 'kubeVirt':
      return setSwitch(text, [...platform, 'kubeVirtContainer'], edit.value);
    case 'archiveSize':
      return edit.gib === null
        ? removeValue(text, ['archiveSize'])
        : setValue(text, ['archiveSize'], edit.gib);
    case 'channel':
      return setChannel(text, edit);
    case 'removeChannel':
      return removeNamed(text, channels, new Set([edit.name]));
    case 'addImages':
      return addNamed(text, images, edit.names);
    case 'removeImages':
      return removeNamed(text, images, new Set(edit.names));
    case 'replaceImage':
      return rename(text, images, edit.name, edit.by);
    case 'addBlocked':
      return addNamed(text, blocked, [edit.pattern]);
    case 'removeBlocked':
      return removeNamed(text, blocked, new Set([edit.pattern]));
  }
}

/** Off is what a missing switch means: it is written down only where it stands already. */
function setSwitch(text: string, path: Path, value: boolean): string {
  if (value) return setValue(text, path, true);
  const open = openText(text);
  let map = open.root;
  for (const key of path.slice(0, -1)) {
    const node = editable(open, findPair(map, key)?.value);
    if (node === undefined || !('items' in node)) return text;
    map = node as typeof map;
  }
  return findPair(map, path.at(-1) ?? '') === undefined ? text : setValue(text, path, false);
}

/** A list of texts: what is wanted stays where it is, what is not goes, what is new comes last. */
function setNames(text: string, path: Path, wanted: readonly string[]): string {
  const names = (list: string): readonly string[] =>
    listAt(openText(list), path)?.items.flatMap((item) => nameOf(item) ?? []) ?? [];
  const there = names(text);
  const missing = [...new Set(wanted)].filter((name) => !there.includes(name));
  // Added first, so that the list never goes empty and away with its comments.
  const grown = missing.length === 0 ? text : setValue(text, path, missing);
  return removeNamed(grown, path, new Set(there.filter((name) => !wanted.includes(name))));
}

type ChannelEdit = Extract<ConfigEdit, { readonly kind: 'channel' }>;

function setChannel(text: string, edit: ChannelEdit): string {
  const { name, minVersion, maxVersion, full, shortestPath } = edit;
  if (findItem(openText(text), channels, name) === undefined) {
    const entry: Plain = {
      name,
      ...(minVersion !== null && { minVersion }),
      ...(maxVersion !== null && { maxVersion }),
      ...(shortestPath && { shortestPath }),
      ...(full && { full }),
    };
    return setValue(text, channels, [entry]);
  }
  const fields = [
    ['minVersion', minVersion ?? undefined],
    ['maxVersion', maxVersion ?? undefined],
    ['shortestPath', shortestPath],
    ['full', full],
  ] as const;
  return fields.reduce((current, [key, value]) => {
    const item = findItem(openText(current), channels, name);
    const absent = item === undefined || findPair(item, key) === undefined;
    return value === false && absent ? current : setField(current, channels, name, key, value);
  }, text);
}

function addNamed(text: string, path: Path, names: readonly string[]): string {
  const there = new Set(listAt(openText(text), path)?.items.map(nameOf));
  const missing = [...new Set(names)].filter((name) => !there.has(name));
  return missing.length === 0
    ? text
    : setValue(
        text,
        path,
        missing.map((name) => ({ name })),
      );
}

function rename(text: string, path: Path, name: string, by: string): string {
  const open = openText(text);
  const item = findItem(open, path, name);
  const node = item === undefined ? undefined : editable(open, findPair(item, 'name')?.value);
  if (!isScalar(node)) {
    throw new SluiceError('CONFIG_EDIT_NOT_FOUND', {
      params: { name },
      stage: 'configure',
      affected: [name],
    });
  }
  return spliced(text, replaceScalar(open, node, by));
}
