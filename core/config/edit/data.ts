import type { NameKey } from './path.ts';

/** The meaning of a configuration, for telling what an edit has to come to. */
export type Data = Record<string, unknown>;

export const keyIn = (owner: Data, key: string): string =>
  Object.keys(owner).find((name) => name.toLowerCase() === key.toLowerCase()) ?? key;
export const get = (owner: unknown, key: string): unknown =>
  isData(owner) ? owner[keyIn(owner, key)] : undefined;
export const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const nameOf = (item: unknown, key: NameKey = 'name'): unknown =>
  isData(item) ? get(item, key) : item;

/** Undefined takes the key away. */
export function put(owner: Data, key: string, value: unknown): Data {
  if (value === undefined) delete owner[keyIn(owner, key)];
  else owner[keyIn(owner, key)] = value;
  return owner;
}

export function changeList(
  root: Data,
  path: readonly string[],
  work: (old: readonly unknown[]) => unknown[],
): void {
  change(root, path, (old) => {
    const before = Array.isArray(old) ? (old as readonly unknown[]) : [];
    const after = work(before);
    if (after.length > 0) return after;
    return before.length > 0 ? undefined : old;
  });
}

/** Changes what is at a path; mappings that hold nothing any more go with it, except the first. */
export function change(owner: Data, path: readonly string[], work: (old: unknown) => unknown): void {
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

export function without(old: readonly unknown[], names: readonly string[], key?: NameKey): unknown[] {
  const gone = new Set<unknown>(names);
  return old.filter((item) => !gone.has(nameOf(item, key)));
}
