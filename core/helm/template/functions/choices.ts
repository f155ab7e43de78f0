import { failed } from '../fault.ts';
import { isTrue, kindOf, typeOf } from '../value.ts';
import { sameValue } from './compare.ts';
import { fixed, type FunctionTable, variadic } from './define.ts';
import { textOf } from './texts.ts';

/** The functions that choose, check types and give up. */
export const choiceFunctions: FunctionTable = {
  default: variadic(['any'], 'any', ([otherwise], [value = null]) => (isTrue(value) ? value : otherwise)),
  empty: fixed(['any'], ([value]) => !isTrue(value)),
  coalesce: variadic([], 'any', (_, values) => values.find(isTrue) ?? null),
  all: variadic([], 'any', (_, values) => values.every(isTrue)),
  any: variadic([], 'any', (_, values) => values.some(isTrue)),
  ternary: fixed(['any', 'any', 'bool'], ([yes, no, chosen]) => (chosen ? yes : no)),
  fail: fixed(['string'], ([message]) => {
    throw failed(message);
  }),
  required: fixed(['string', 'any'], ([message, value]) => {
    if (value === null || value === '') throw failed(message);
    return value;
  }),
  typeOf: fixed(['any'], ([value]) => typeOf(value)),
  typeIs: fixed(['string', 'any'], ([wanted, value]) => wanted === typeOf(value)),
  typeIsLike: fixed(
    ['string', 'any'],
    ([wanted, value]) => wanted === typeOf(value) || `*${wanted}` === typeOf(value),
  ),
  kindOf: fixed(['any'], ([value]) => kindOf(value)),
  kindIs: fixed(['string', 'any'], ([wanted, value]) => wanted === kindOf(value)),
  deepEqual: fixed(['any', 'any'], ([left, right], { budget }) => sameValue(left, right, budget)),
  hello: fixed([], () => 'Hello!'),
  lookup: fixed(['string', 'string', 'string', 'string'], () => new Map()),
  include: fixed(['string', 'any'], ([name, data], context) => context.include(name, data)),
  tpl: fixed(['any', 'any'], ([text, data], context) => context.renderText(textOf(text, context), data)),
  getHostByName: fixed(['string'], () => ''),
};
