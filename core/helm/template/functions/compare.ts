import type { Budget } from '../budget.ts';
import { isDict, isList, type Value } from '../value.ts';

/** Go's deep equality. */
export function sameValue(left: Value, right: Value, budget: Budget, depth = 0): boolean {
  budget.step();
  budget.depth(depth);
  if (left === right) return true;
  if (isList(left) && isList(right)) {
    return (
      left.length === right.length &&
      left.every((item, at) => sameValue(item, right[at] ?? null, budget, depth + 1))
    );
  }
  if (isDict(left) && isDict(right)) {
    if (left.size !== right.size) return false;
    for (const [key, value] of left) {
      const other = right.get(key);
      if (other === undefined || !sameValue(value, other, budget, depth + 1)) return false;
    }
    return true;
  }
  return false;
}

/** A copy that shares nothing with the original. */
export function copyValue(value: Value, budget: Budget, depth = 0): Value {
  budget.step();
  budget.depth(depth);
  if (isList(value)) return value.map((item) => copyValue(item, budget, depth + 1));
  if (isDict(value)) {
    return new Map([...value].map(([key, item]) => [key, copyValue(item, budget, depth + 1)]));
  }
  return value;
}
