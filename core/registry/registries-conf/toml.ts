import TOML from '@iarna/toml';
import { confError } from './fail.ts';

export type TomlTable = Readonly<Record<string, unknown>>;

/**
 * Parses TOML; duplicates and redefinitions are refused by the parser.
 * Throws REGISTRIES_CONF_SYNTAX with the place.
 */
export function parseToml(text: string, file: string): TomlTable {
  try {
    return TOML.parse(text);
  } catch (error) {
    // Rows and columns are counted from 0 by the parser; a nesting bomb ends in a RangeError without a place.
    const place = error as { readonly line?: number; readonly col?: number };
    const params = { line: (place.line ?? 0) + 1, column: (place.col ?? 0) + 1 };
    throw confError('REGISTRIES_CONF_SYNTAX', file, params, error);
  }
}

/** Typed reading of one table. Every method throws REGISTRIES_CONF_TYPE when the value has another type. */
export interface TableReader {
  text(key: string): string;
  flag(key: string): boolean;
  /** Undefined when the key is absent, which differs from an empty list. */
  texts(key: string): readonly string[] | undefined;
  tables(key: string): readonly TomlTable[];
  table(key: string): TomlTable;
  has(key: string): boolean;
  /** Keys that are not among `known`, as they are written in the file. */
  unknownKeys(known: readonly string[]): readonly string[];
}

/** `where` stands before the keys in messages: `registry.mirror`. */
export function readTable(table: TomlTable, file: string, where = ''): TableReader {
  const nameOf = (key: string): string => (where === '' ? key : `${where}.${key}`);
  const wrong = (key: string, expected: string): Error =>
    confError('REGISTRIES_CONF_TYPE', file, { key: nameOf(key), expected });
  const read = <Value>(
    key: string,
    expected: string,
    is: (value: unknown) => value is Value,
  ): Value | undefined => {
    const value = Object.hasOwn(table, key) ? table[key] : undefined;
    if (value === undefined) return undefined;
    if (!is(value)) throw wrong(key, expected);
    return value;
  };
  return {
    text: (key) => read(key, '"text"', isText) ?? '',
    flag: (key) => read(key, 'true / false', isFlag) ?? false,
    texts: (key) => read(key, '["text", …]', isTexts),
    tables: (key) => read(key, `[[${nameOf(key)}]]`, isTables) ?? [],
    table: (key) => read(key, `[${nameOf(key)}]`, isTable) ?? {},
    has: (key) => Object.hasOwn(table, key),
    unknownKeys: (known) =>
      Object.keys(table)
        .filter((key) => !known.includes(key))
        .map(nameOf),
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isFlag(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isText);
}

/** A TOML date arrives as a Date: an object, but no table. */
function isTable(value: unknown): value is TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function isTables(value: unknown): value is readonly TomlTable[] {
  return Array.isArray(value) && value.every(isTable);
}
