import { SluiceError } from '../../contract/index.ts';
import { spliced } from './lines.ts';
import { replaceScalar } from './change-map.ts';
import { editable, findPair, openText } from './open-text.ts';
import type { Plain } from './scalar-text.ts';
import { editCharts } from './edit-charts.ts';
import { editOperators } from './edit-operators.ts';
import { findEntry, listAt, nameOf, type Path } from './path.ts';
import { setNames } from './set-names.ts';
import { removeNamed, removeValue, setField, setSwitch, setValue } from './set-value.ts';
import type { TextEdit } from './text-edit.ts';
import { isScalar } from 'yaml';

const platform = ['mirror', 'platform'];
const channels = [...platform, 'channels'];
const images = ['mirror', 'additionalImages'];
const blocked = ['mirror', 'blockedImages'];

/** The text with one edit made. Everything that the edit does not concern stays, byte for byte. */
export function editText(text: string, edit: TextEdit): string {
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
    case 'addCatalog':
    case 'removeCatalog':
    case 'catalogFull':
    case 'package':
    case 'removePackages':
      return editOperators(text, edit);
    case 'wholeChartRepository':
    case 'removeChartRepository':
    case 'addChart':
    case 'changeChart':
    case 'removeChart':
    case 'localChart':
    case 'changeLocalChart':
    case 'removeLocalChart':
      return editCharts(text, edit);
  }
}

type ChannelEdit = Extract<TextEdit, { readonly kind: 'channel' }>;

function setChannel(text: string, edit: ChannelEdit): string {
  const { name, minVersion, maxVersion, full, shortestPath } = edit;
  const entry: Path = [...channels, { key: 'name', is: name }];
  if (findEntry(openText(text), entry) === undefined) {
    const channel: Plain = {
      name,
      ...(minVersion !== null && { minVersion }),
      ...(maxVersion !== null && { maxVersion }),
      ...(shortestPath && { shortestPath }),
      ...(full && { full }),
    };
    return setValue(text, channels, [channel]);
  }
  const fields = [
    ['minVersion', minVersion ?? undefined],
    ['maxVersion', maxVersion ?? undefined],
    ['shortestPath', shortestPath],
    ['full', full],
  ] as const;
  return fields.reduce((current, [key, value]) => {
    const item = findEntry(openText(current), entry);
    const absent = item === undefined || findPair(item, key) === undefined;
    return value === false && absent ? current : setField(current, entry, key, value);
  }, text);
}

function addNamed(text: string, path: Path, names: readonly string[]): string {
  const there = new Set(listAt(openText(text), path)?.items.map((item) => nameOf(item)));
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
  const item = findEntry(open, [...path, { key: 'name', is: name }]);
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
