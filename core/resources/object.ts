import { emitYaml, type YamlObject, type YamlValue } from './file.ts';

export function isObject(value: unknown): value is YamlObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as an object; an empty one when it is something else. */
export function fieldsOf(value: YamlValue | undefined): YamlObject {
  return isObject(value) ? value : {};
}

/** The objects of a list; none when it is something else. */
export function items(value: YamlValue | undefined): readonly YamlObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The texts of a list; none when it is something else. */
export function strings(value: YamlValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** A scalar as text; empty for nothing, and for a list or an object, which may have a `toString` that is none. */
export function wordOf(value: YamlValue | undefined): string {
  return value === null || typeof value === 'object' ? '' : String(value ?? '');
}

/** The fields of an object that hold text. */
export function textFields(value: YamlValue | undefined): Readonly<Record<string, string>> {
  const entries = Object.entries(fieldsOf(value));
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** What makes two objects the same one for a cluster, within a file. */
export function objectKey(object: YamlObject): string {
  return `${wordOf(object['kind'])} ${wordOf(fieldsOf(object['metadata'])['name'])}`;
}

/** What an object asks of a cluster, as text: without annotations and status. */
export function contentOf(object: YamlObject): string {
  const { status: _status, ...rest } = object;
  const { annotations: _annotations, ...metadata } = fieldsOf(object['metadata']);
  return emitYaml({ ...rest, metadata });
}

/** Whether two lists of objects ask the same of a cluster, in whatever order. */
export function sameContent(a: readonly YamlObject[], b: readonly YamlObject[]): boolean {
  const text = (objects: readonly YamlObject[]): string => objects.map(contentOf).sort().join('---\n');
  return text(a) === text(b);
}
