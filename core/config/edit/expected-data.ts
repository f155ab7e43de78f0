import type { ConfigEdit } from '../../contract/index.ts';

type Data = Record<string, unknown>;

/**
 * What a configuration means after an edit, told from its meaning before and not from its text: the edit
 * of the text is compared with it, so that a file that is written in an unforeseen way is left alone
 * instead of being changed wrongly. `data` is not touched.
 */
export function expectedData(data: unknown, edit: ConfigEdit): unknown {
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
  }
  return root;
}

const keyIn = (owner: Data, key: string): string =>
  Object.keys(owner).find((name) => name.toLowerCase() === key.toLowerCase()) ?? key;
const get = (owner: unknown, key: string): unknown => (isData(owner) ? owner[keyIn(owner, key)] : undefined);
const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const nameOf = (item: unknown): unknown => (isData(item) ? get(item, 'name') : item);

/** Undefined takes the key away. */
function put(owner: Data, key: string, value: unknown): Data {
  if (value === undefined) delete owner[keyIn(owner, key)];
  else owner[keyIn(owner, key)] = value;
  return owner;
}

function flip(root: Data, key: string, value: boolean): void {
  const platform = get(get(root, 'mirror'), 'platform');
  const there = isData(platform) && keyIn(platform, key) in platform;
  if (value || there) change(root, ['mirror', 'platform', key], () => value);
}

function changeList(root: Data, path: readonly string[], work: (old: readonly unknown[]) => unknown[]): void {
  change(root, path, (old) => {
    const before = Array.isArray(old) ? (old as readonly unknown[]) : [];
    const after = work(before);
    if (after.length > 0) return after;
    return before.length > 0 ? undefined : old;
  });
}

/** Changes what is at a path; mappings that hold nothing any more go with it, except the first. */
function change(owner: Data, path: readonly string[], work: (old: unknown) => unknown): void {
  const [key = '', ...rest] = path;
  const old = get(owner, key);
  if (rest.length === 0) {
    const value = work(old);
    if (value !== old) put(owner, key, value);
    return;
  }
  const inner = isData(old) ? old : {};
  const size = Object.keys(inner).length;
  change(inner, rest, work);
  if (Object.keys(inner).length > 0) put(owner, key, inner);
  else if (size > 0) put(owner, key, path[0] === 'mirror' ? null : undefined);
}

function without(old: readonly unknown[], names: readonly string[]): unknown[] {
  const gone = new Set<unknown>(names);
  return old.filter((item) => !gone.has(nameOf(item)));
}

function withNames(old: readonly unknown[], names: readonly string[]): unknown[] {
  const there = new Set(old.map(nameOf));
  return [...old, ...[...new Set(names)].filter((name) => !there.has(name)).map((name) => ({ name }))];
}

function withChannel(
  old: readonly unknown[],
  edit: Extract<ConfigEdit, { readonly kind: 'channel' }>,
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
