import { change, changeList, get, isData, keyIn, nameOf, put, without, type Data } from './data.ts';
import { chartsAfter } from './expected-charts.ts';
import { operatorsAfter } from './expected-operators.ts';
import type { TextEdit } from './text-edit.ts';

/**
 * What a configuration means after an edit, told from its meaning before and not from its text: the edit
 * of the text is compared with it, so that a file that is written in an unforeseen way is left alone
 * instead of being changed wrongly. `data` is not touched.
 */
export function expectedData(data: unknown, edit: TextEdit): unknown {
  const root = structuredClone(data) as Data;
  switch (edit.kind) {
    case 'architectures':
      changeList(root, ['mirror', 'platform', 'architectures'], (old) => [
        ...old.filter((name) => edit.architectures.includes(name as string)),
        ...new Set(edit.architectures.filter((name) => !old.includes(name))),
      ]);
      break;
    case 'graph':
      flip(root, 'graph', edit.value);
      break;
    case 'kubeVirt':
      flip(root, 'kubeVirtContainer', edit.value);
      break;
    case 'archiveSize':
      put(root, 'archiveSize', edit.gib ?? undefined);
      break;
    case 'channel':
      changeList(root, ['mirror', 'platform', 'channels'], (old) => withChannel(old, edit));
      break;
    case 'removeChannel':
      changeList(root, ['mirror', 'platform', 'channels'], (old) => without(old, [edit.name]));
      break;
    case 'addImages':
      changeList(root, ['mirror', 'additionalImages'], (old) => withNames(old, edit.names));
      break;
    case 'removeImages':
      changeList(root, ['mirror', 'additionalImages'], (old) => without(old, edit.names));
      break;
    case 'replaceImage':
      changeList(root, ['mirror', 'additionalImages'], (old) => {
        const at = old.findIndex((item) => nameOf(item) === edit.name);
        return old.map((item, index) => (index === at ? put(item as Data, 'name', edit.by) : item));
      });
      break;
    case 'addBlocked':
      changeList(root, ['mirror', 'blockedImages'], (old) => withNames(old, [edit.pattern]));
      break;
    case 'removeBlocked':
      changeList(root, ['mirror', 'blockedImages'], (old) => without(old, [edit.pattern]));
      break;
    case 'addCatalog':
    case 'removeCatalog':
    case 'catalogFull':
    case 'package':
    case 'removePackages':
      changeList(root, ['mirror', 'operators'], (old) => operatorsAfter(old, edit));
      break;
    case 'wholeChartRepository':
    case 'removeChartRepository':
    case 'addChart':
    case 'changeChart':
    case 'removeChart':
    case 'localChart':
    case 'changeLocalChart':
    case 'removeLocalChart':
      chartsAfter(root, edit);
      break;
  }
  return root;
}

function flip(root: Data, key: string, value: boolean): void {
  const platform = get(get(root, 'mirror'), 'platform');
  const there = isData(platform) && keyIn(platform, key) in platform;
  if (value || there) change(root, ['mirror', 'platform', key], () => value);
}

function withNames(old: readonly unknown[], names: readonly string[]): unknown[] {
  const there = new Set(old.map((item) => nameOf(item)));
  return [...old, ...[...new Set(names)].filter((name) => !there.has(name)).map((name) => ({ name }))];
}

function withChannel(
  old: readonly unknown[],
  edit: Extract<TextEdit, { readonly kind: 'channel' }>,
): unknown[] {
  const at = old.findIndex((item) => nameOf(item) === edit.name);
  const found = old[at];
  const channel: Data = isData(found) ? found : { name: edit.name };
  put(channel, 'minVersion', edit.minVersion ?? undefined);
  put(channel, 'maxVersion', edit.maxVersion ?? undefined);
  for (const key of ['shortestPath', 'full'] as const) {
    if (edit[key] || keyIn(channel, key) in channel) put(channel, key, edit[key]);
  }
  return at < 0 ? [...old, channel] : [...old];
}
