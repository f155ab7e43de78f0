import type { Budget } from '../budget.ts';
import { failed } from '../fault.ts';
import { isList, isTrue, type List, type Value } from '../value.ts';
import { sameValue } from './compare.ts';
import {
  fixed,
  type FunctionContext,
  type FunctionTable,
  type TemplateFunction,
  variadic,
} from './define.ts';
import { withMust } from './must.ts';

function has(list: List, value: Value, budget: Budget): boolean {
  return list.some((item) => sameValue(item, value, budget));
}

/** Without what has been before. */
function unique(list: List, budget: Budget): List {
  const scalars = new Set<Value>();
  const others: Value[] = [];
  return list.filter((item) => {
    budget.step();
    if (item === null || typeof item !== 'object')
      return !scalars.has(item) && scalars.add(item) !== undefined;
    return !has(others, item, budget) && others.push(item) > 0;
  });
}

const append = fixed(['list', 'any'], ([list, value], { budget }) => {
  budget.step(list.length);
  return [...list, value];
});

const listOf: TemplateFunction = variadic([], 'any', (_, values) => values);

/** Numbers from a start, exclusive of the end. Their count is paid for before they are made. */
function numbers(start: bigint, end: bigint, step: bigint, budget: Budget): bigint[] {
  if (step === 0n || (end - start) * step <= 0n) return [];
  const count = (end - start + (step > 0n ? step - 1n : step + 1n)) / step;
  budget.step(Number(count));
  return Array.from({ length: Number(count) }, (_, at) => start + BigInt(at) * step);
}

function sequence(parameters: readonly bigint[], { budget }: FunctionContext): string {
  const [first = 0n, second, third] = parameters;
  if (parameters.length === 0 || parameters.length > 3) return '';
  const start = second === undefined ? 1n : first;
  const end = third ?? second ?? first;
  const step = third === undefined ? (end < start ? -1n : 1n) : (second ?? 1n);
  const list = numbers(start, end + (step > 0n ? 1n : -1n), step, budget);
  budget.characters(list.length * 20);
  return list.join(' ');
}

/** The functions of the sprig library for lists. */
export const listFunctions: FunctionTable = {
  list: listOf,
  tuple: listOf,
  ...withMust({
    first: fixed(['list'], ([list]) => list[0] ?? null),
    last: fixed(['list'], ([list]) => list.at(-1) ?? null),
    rest: fixed(['list'], ([list], { budget }) => {
      budget.step(list.length);
      return list.slice(1);
    }),
    initial: fixed(['list'], ([list], { budget }) => {
      budget.step(list.length);
      return list.slice(0, -1);
    }),
    append,
    push: append,
    prepend: fixed(['list', 'any'], ([list, value], { budget }) => {
      budget.step(list.length);
      return [value, ...list];
    }),
    reverse: fixed(['list'], ([list], { budget }) => {
      budget.step(list.length);
      return list.toReversed();
    }),
    uniq: fixed(['list'], ([list], { budget }) => unique(list, budget)),
    without: variadic(['list'], 'any', ([list], values, { budget }) =>
      list.filter((item) => !has(values, item, budget)),
    ),
    has: fixed(['any', 'any'], ([value, list], { budget }) => {
      if (list === null) return false;
      if (!isList(list)) throw failed('Cannot find has on a type that is no list');
      return has(list, value, budget);
    }),
    compact: fixed(['list'], ([list], { budget }) => {
      budget.step(list.length);
      return list.filter(isTrue);
    }),
    slice: variadic(['list'], 'int', ([list], [start = 0n, end = BigInt(list.length)], { budget }) => {
      if (start < 0n || end > BigInt(list.length) || start > end) throw failed('slice bounds out of range');
      budget.step(list.length);
      return list.slice(Number(start), Number(end));
    }),
    chunk: fixed(['int', 'list'], ([size, list], { budget }) => {
      if (size <= 0n) throw failed('the size of a chunk is not positive');
      budget.step(list.length);
      const width = Number(size);
      return Array.from({ length: Math.ceil(list.length / width) }, (_, at) =>
        list.slice(at * width, (at + 1) * width),
      );
    }),
  }),
  concat: variadic([], 'list', (_, lists, { budget }) => {
    budget.step(lists.reduce((sum, { length }) => sum + length, 0));
    return lists.flat(1);
  }),
  until: fixed(['int'], ([end], { budget }) => numbers(0n, end, end < 0n ? -1n : 1n, budget)),
  untilStep: fixed(['int', 'int', 'int'], ([start, end, step], { budget }) =>
    numbers(start, end, step, budget),
  ),
  seq: variadic([], 'int', (_, parameters, context) => sequence(parameters, context)),
};
