import type { Budget } from './budget.ts';
import { failed } from './fault.ts';
import { isDict, isGoObject, isList, sortedKeys, typeOf, type Value } from './value.ts';

/** What `range` goes through, with its keys: the elements of a list, a map in the order of its keys, the numbers below one. */
export function* entriesOf(
  value: Value,
  budget: Budget,
): Generator<readonly [Value, Value], void, undefined> {
  const whole = isGoObject(value) ? value.plain() : value;
  if (whole === null) return;
  if (isList(whole)) {
    for (const [at, element] of whole.entries()) yield [BigInt(at), element];
    return;
  }
  if (isDict(whole)) {
    budget.step(whole.size);
    for (const key of sortedKeys(whole)) yield [key, whole.get(key) ?? null];
    return;
  }
  if (typeof whole === 'bigint') {
    for (let at = 0n; at < whole; at++) yield [at, at];
    return;
  }
  throw failed(`range can't iterate over a value of type ${typeOf(value)}`);
}
