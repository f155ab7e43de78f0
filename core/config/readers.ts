import { isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import { nearName } from './near-name.ts';
import { oldField } from './old-fields.ts';
import { keyText, offsetOf, type ReadContext } from './read-context.ts';
import { meaningOf, type ScalarMeaning } from './scalar.ts';

/** Reads one node; undefined when it is absent, null, or wrong (which it then reports). `path` names it in messages. */
export type Reader<T> = (node: Node | null | undefined, path: string, context: ReadContext) => T | undefined;

export type FieldReaders = Readonly<Record<string, Reader<unknown>>>;
export type FieldValues<F extends FieldReaders> = {
  readonly [K in keyof F]: F[K] extends Reader<infer T> ? T | undefined : never;
};

type WithoutUndefined<T> = {
  readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & { readonly [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };

/** The same object without the fields that are undefined. */
export function compact<T extends object>(value: T): WithoutUndefined<T> {
  return Object.fromEntries(
    Object.entries(value).filter(([, field]) => field !== undefined),
  ) as WithoutUndefined<T>;
}

function readScalar(node: Node | null | undefined): ScalarMeaning | undefined {
  return isScalar(node) ? meaningOf(node) : undefined;
}

function written(node: Node): string {
  return isScalar(node) ? String(node.source ?? node.value).slice(0, 100) : isSeq(node) ? '[…]' : '{…}';
}

export const text: Reader<string> = (node, path, context) => {
  if (node === null || node === undefined) return undefined;
  const scalar = readScalar(node);
  if (scalar?.type === 'null') return undefined;
  if (scalar?.type === 'text') return scalar.value;
  // No coercion: oc-mirror refuses an unquoted 4.18 where a text belongs (oc-mirror-v2.md 1.1 step 5).
  const code = scalar === undefined ? 'CONFIG_TYPE_TEXT' : 'CONFIG_TYPE_QUOTE';
  context.error(code, { field: path, value: written(node) }, offsetOf(node));
  return undefined;
};

export const boolean: Reader<boolean> = (node, path, context) => {
  if (node === null || node === undefined) return undefined;
  const scalar = readScalar(node);
  if (scalar?.type === 'null') return undefined;
  if (scalar?.type === 'boolean') return scalar.value;
  context.error('CONFIG_TYPE_BOOLEAN', { field: path, value: written(node) }, offsetOf(node));
  return undefined;
};

export const integer: Reader<number> = (node, path, context) => {
  if (node === null || node === undefined) return undefined;
  const scalar = readScalar(node);
  if (scalar?.type === 'null') return undefined;
  if (scalar?.type === 'integer' && Number.isSafeInteger(scalar.value)) return scalar.value;
  context.error('CONFIG_TYPE_INTEGER', { field: path, value: written(node) }, offsetOf(node));
  return undefined;
};

/** A list; entries that are wrong are left out after they were reported. */
export function listOf<T>(entry: Reader<T>): Reader<readonly T[]> {
  return (node, path, context) => {
    if (node === null || node === undefined || readScalar(node)?.type === 'null') return undefined;
    if (!isSeq(node)) {
      context.error('CONFIG_TYPE_LIST', { field: path, value: written(node) }, offsetOf(node));
      return undefined;
    }
    const values: T[] = [];
    node.items.forEach((item, index) => {
      const where = `${path}[${index}]`;
      const resolved = context.resolve(item);
      if (resolved === undefined) return;
      if (resolved === null || readScalar(resolved)?.type === 'null') {
        context.error('CONFIG_EMPTY_ENTRY', { field: where }, offsetOf(resolved ?? node));
        return;
      }
      const value = entry(resolved, where, context);
      if (value !== undefined) values.push(value);
    });
    return values;
  };
}

/**
 * A mapping with exactly these fields. A key in the wrong case is taken with a warning, as
 * oc-mirror takes it silently; any other key is an error with the best hint there is.
 */
export function objectOf<F extends FieldReaders, T extends object>(
  fields: F,
  build: (values: FieldValues<F>) => T,
): Reader<T> {
  return (node, path, context) => {
    if (node === null || node === undefined || readScalar(node)?.type === 'null') return undefined;
    if (!isMap(node)) {
      context.error('CONFIG_TYPE_MAPPING', { field: path, value: written(node) }, offsetOf(node));
      return undefined;
    }
    return context.remember(build(readFields(node, fields, path, context)), node);
  };
}

/** Reads the fields of a mapping, reporting every key that does not belong. */
export function readFields<F extends FieldReaders>(
  map: YAMLMap,
  fields: F,
  path: string,
  context: ReadContext,
): FieldValues<F> {
  const names = Object.keys(fields);
  const values: Record<string, unknown> = {};
  const seen = new Set<string>();
  for (const pair of map.items) {
    const key = keyText(pair.key);
    const at = pair.key instanceof Object && 'range' in pair.key ? offsetOf(pair.key as Node) : offsetOf(map);
    const name = names.find((known) => known.toLowerCase() === key.toLowerCase());
    const reader = name === undefined ? undefined : fields[name];
    if (name === undefined || reader === undefined) {
      reportUnknown(key, names, path, at, context);
      continue;
    }
    if (name !== key) context.report('warning', 'CONFIG_KEY_CASE', { key, right: name }, at);
    if (seen.has(name)) {
      // The same key twice is reported by the parser; this is the same field in two spellings.
      if (name !== key) context.error('CONFIG_DUPLICATE_KEY', { key: name }, at);
      continue;
    }
    seen.add(name);
    const resolved = context.resolve(pair.value);
    values[name] =
      resolved === undefined ? undefined : reader(resolved, path === '' ? name : `${path}.${name}`, context);
  }
  return values as FieldValues<F>;
}

function reportUnknown(
  key: string,
  names: readonly string[],
  path: string,
  at: number,
  context: ReadContext,
): void {
  const owner = path === '' ? '(top level)' : path;
  const field = key.slice(0, 100);
  const old = oldField(key);
  if (key === '<<') return context.error('CONFIG_MERGE_KEY', { owner }, at);
  if (old !== undefined) return context.error(old.code, { field, replacement: old.replacement ?? '' }, at);
  const suggestion = nearName(key, names);
  if (suggestion !== undefined) {
    return context.error('CONFIG_UNKNOWN_FIELD_SUGGESTION', { field, owner, suggestion }, at);
  }
  context.error('CONFIG_UNKNOWN_FIELD', { field, owner, known: names.join(', ') }, at);
}
