import { type Budget, isDict, isList, type Value } from '../template/index.ts';
import type { ImagePath, PathOperand, PathStep } from './path-steps.ts';

/**
 * The words that a path prints for a document, as `kubectl -o jsonpath` does: values of one expression with a space
 * between them. Keys that are not there are skipped. Throws a TemplateFault when the work is too much.
 */
export function followPath(path: ImagePath, document: Value, budget: Budget): readonly string[] {
  const printed = path.map((part) =>
    part.kind === 'text'
      ? part.text
      : follow(part.steps, [document], budget)
          .map((value) => textOf(value))
          .join(' '),
  );
  return printed
    .join('')
    .split(/\s+/)
    .filter((word) => word !== '');
}

/** Maps and lists are no images; what they would print is left out. */
function textOf(value: Value): string {
  return value === null || typeof value === 'object' ? '' : String(value);
}

function follow(steps: readonly PathStep[], from: readonly Value[], budget: Budget): readonly Value[] {
  let values = from;
  for (const step of steps) {
    const next: Value[] = [];
    for (const value of values) take(step, value, budget, next);
    values = next;
  }
  return values;
}

function take(step: PathStep, value: Value, budget: Budget, into: Value[]): void {
  budget.step();
  switch (step.kind) {
    case 'field':
      takeField(step.name, value, budget, into);
      return;
    case 'wildcard':
      for (const child of childrenOf(value)) push(child, budget, into);
      return;
    case 'descent':
      descend(value, budget, into, 0);
      return;
    case 'index': {
      const found = isList(value) ? value.at(step.index) : undefined;
      if (found !== undefined) push(found, budget, into);
      return;
    }
    case 'slice':
      for (const item of sliced(step, value)) push(item, budget, into);
      return;
    case 'union':
      for (const one of step.steps) take(one, value, budget, into);
      return;
    case 'filter':
      for (const item of isList(value) ? value : []) {
        budget.step();
        if (holds(step, item, budget)) push(item, budget, into);
      }
  }
}

function push(value: Value, budget: Budget, into: Value[]): void {
  budget.step();
  into.push(value);
}

function takeField(name: string, value: Value, budget: Budget, into: Value[]): void {
  const found = isDict(value) ? value.get(name) : undefined;
  if (found !== undefined) push(found, budget, into);
}

function childrenOf(value: Value): Iterable<Value> {
  return isDict(value) ? value.values() : isList(value) ? value : [];
}

/** The value and everything below it. */
function descend(value: Value, budget: Budget, into: Value[], depth: number): void {
  budget.depth(depth);
  push(value, budget, into);
  for (const child of childrenOf(value)) {
    if (isDict(child) || isList(child)) descend(child, budget, into, depth + 1);
  }
}

function sliced(step: Extract<PathStep, { kind: 'slice' }>, value: Value): readonly Value[] {
  if (!isList(value)) return [];
  return value.slice(step.start, step.end).filter((_, at) => at % step.step === 0);
}

function holds(
  { left, comparison }: Extract<PathStep, { kind: 'filter' }>,
  item: Value,
  budget: Budget,
): boolean {
  const [value] = operandValues(left, item, budget);
  if (comparison === undefined) return value !== undefined;
  const [other] = operandValues(comparison.right, item, budget);
  if (value === undefined || other === undefined) return false;
  return compare(comparison.operator, plain(value), plain(other));
}

function operandValues(operand: PathOperand, item: Value, budget: Budget): readonly Value[] {
  return operand.kind === 'value' ? [operand.value] : follow(operand.steps, [item], budget);
}

function plain(value: Value): string | number | boolean | null | undefined {
  if (typeof value === 'bigint') return Number(value);
  return value === null || typeof value !== 'object' ? value : undefined;
}

function compare(
  operator: string,
  left: string | number | boolean | null | undefined,
  right: string | number | boolean | null | undefined,
): boolean {
  if (operator === '==') return left !== undefined && left === right;
  if (operator === '!=') return left !== right;
  if (typeof left !== typeof right || (typeof left !== 'string' && typeof left !== 'number')) return false;
  // Both are texts or both are numbers, which the type system cannot follow.
  const [a, b] = [left, right as string | number];
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  return operator === '>' ? a > b : a >= b;
}
