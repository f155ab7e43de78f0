/**
 * What templates compute with. Go's integers are `bigint` and its floats `number`, because templates tell
 * them apart; maps are `Map`, so that no key can reach a prototype.
 */
export type Value = null | boolean | string | bigint | number | List | Dict | GoObject;
export type List = readonly Value[];
export type Dict = Map<string, Value>;

/** A value with fields and methods that is no plain map: the chart, its files, a version. */
export interface GoObject {
  /** As `typeOf` names it. */
  readonly goType: string;
  /** A field's value; undefined when there is no such field. */
  field(name: string): Value | undefined;
  /** Calls a method; undefined when there is no such method. */
  call(name: string, args: readonly Value[]): Value | undefined;
  /** How it is printed. */
  text(): string;
  /** What it is written as in YAML and JSON, and what `range` goes through. */
  plain(): Dict | List | string;
}

export function isDict(value: Value | undefined): value is Dict {
  return value instanceof Map;
}

export function isList(value: Value | undefined): value is List {
  return Array.isArray(value);
}

export function isGoObject(value: Value | undefined): value is GoObject {
  return typeof value === 'object' && value !== null && !isDict(value) && !isList(value);
}

/** Whether `if` takes a value for true: everything but zero, nothing and empty. */
export function isTrue(value: Value): boolean {
  if (isList(value)) return value.length > 0;
  if (isDict(value)) return value.size > 0;
  if (isGoObject(value)) {
    const plain = value.goType === 'engine.files' ? value.plain() : undefined;
    return plain === undefined || (plain instanceof Map && plain.size > 0);
  }
  return Boolean(value);
}

/** Go's name of the kind of a value. */
export function kindOf(value: Value): string {
  if (value === null) return 'invalid';
  if (isDict(value)) return 'map';
  if (isList(value)) return 'slice';
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'string':
      return 'string';
    case 'bigint':
      return 'int';
    case 'number':
      return 'float64';
    default:
      return isGoObject(value) && value.goType.startsWith('*') ? 'ptr' : 'struct';
  }
}

/** Go's name of the type of a value. */
export function typeOf(value: Value): string {
  if (value === null) return '<nil>';
  if (isDict(value)) return 'map[string]interface {}';
  if (isList(value)) return '[]interface {}';
  return isGoObject(value) ? value.goType : kindOf(value);
}

/** The order of Go's strings: by bytes, which is by code point. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (left === right) continue;
    // A surrogate stands for a code point above every other unit.
    const high = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
    return high(left) - high(right);
  }
  return a.length - b.length;
}

export function sortedKeys(dict: Dict): string[] {
  return [...dict.keys()].sort(compareText);
}
