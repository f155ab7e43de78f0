import type { Budget } from '../budget.ts';
import { failed } from '../fault.ts';
import { type Dict, isDict, isTrue, sortedKeys, typeOf, type Value } from '../value.ts';
import { copyValue } from './compare.ts';
import { fixed, type FunctionContext, type FunctionTable, variadic } from './define.ts';
import { withMust } from './must.ts';
import { textOf } from './texts.ts';

function dictOf(values: readonly Value[], context: FunctionContext): Dict {
  const dict: Dict = new Map();
  for (let at = 0; at < values.length; at += 2) {
    dict.set(textOf(values[at] ?? null, context), at + 1 < values.length ? (values[at + 1] ?? null) : '');
  }
  return dict;
}

/**
 * Merges `from` into `into`, as the library that sprig uses does. Without `overwrite` a value that is set stays; a
 * `false`, a zero and an empty text count as not set. A map never replaces what is set.
 */
function merge(into: Dict, from: Dict, overwrite: boolean, budget: Budget, depth = 0): void {
  budget.depth(depth);
  for (const [key, value] of from) {
    budget.step();
    const own = into.get(key);
    if (isDict(own) && isDict(value)) {
      if (own !== value) merge(own, value, overwrite, budget, depth + 1);
    } else if (replaces(value, own, overwrite)) into.set(key, value);
  }
}

function replaces(value: Value, own: Value | undefined, overwrite: boolean): boolean {
  if (value === null) return overwrite;
  if (own === undefined || !isTrue(own)) return true;
  if (isDict(value)) return false;
  return overwrite;
}

function merged(overwrite: boolean) {
  return variadic(['dict'], 'dict', ([into], sources, { budget }) => {
    for (const source of sources) merge(into, source, overwrite, budget);
    return into;
  });
}

function dig(args: readonly Value[]): Value {
  if (args.length < 3) throw failed('dig needs at least three arguments');
  const path = args.slice(0, -2);
  const otherwise = args.at(-2) ?? null;
  let value: Value = args.at(-1) ?? null;
  for (const key of path) {
    if (!isDict(value)) throw failed(`dig through a value of type ${typeOf(value)}`);
    if (typeof key !== 'string') throw failed('a key for dig is no text');
    const next = value.get(key);
    if (next === undefined) return otherwise;
    value = next;
  }
  return value;
}

/** The functions of the sprig library for maps. */
export const dictFunctions: FunctionTable = {
  dict: variadic([], 'any', (_, values, context) => dictOf(values, context)),
  get: fixed(['dict', 'string'], ([dict, key]) => (dict.has(key) ? (dict.get(key) ?? null) : '')),
  set: fixed(['dict', 'string', 'any'], ([dict, key, value]) => dict.set(key, value)),
  unset: fixed(['dict', 'string'], ([dict, key]) => {
    dict.delete(key);
    return dict;
  }),
  hasKey: fixed(['dict', 'string'], ([dict, key]) => dict.has(key)),
  keys: variadic([], 'dict', (_, dicts, { budget }) => {
    budget.step(dicts.reduce((sum, { size }) => sum + size, 0));
    // Go gives them in no order; here the same input gives the same output.
    return dicts.flatMap(sortedKeys);
  }),
  values: fixed(['dict'], ([dict], { budget }) => {
    budget.step(dict.size);
    return sortedKeys(dict).map((key) => dict.get(key) ?? null);
  }),
  pluck: variadic(['string'], 'dict', ([key], dicts) =>
    dicts.filter((dict) => dict.has(key)).map((dict) => dict.get(key) ?? null),
  ),
  pick: variadic(['dict'], 'string', ([dict], keys): Dict => {
    return new Map(keys.filter((key) => dict.has(key)).map((key) => [key, dict.get(key) ?? null]));
  }),
  omit: variadic(['dict'], 'string', ([dict], keys, { budget }): Dict => {
    budget.step(dict.size);
    return new Map([...dict].filter(([key]) => !keys.includes(key)));
  }),
  dig: variadic([], 'any', (_, args) => dig(args)),
  ...withMust({
    merge: merged(false),
    mergeOverwrite: merged(true),
    deepCopy: fixed(['any'], ([value], { budget }) => copyValue(value, budget)),
  }),
};
