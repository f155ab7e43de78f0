import type { Budget } from '../budget.ts';
import { failed } from '../fault.ts';
import { type Dict, isDict, isGoObject, isList, type List, typeOf, type Value } from '../value.ts';

/** What functions need besides their arguments. */
export interface FunctionContext {
  readonly budget: Budget;
  /** The moment that `now` tells: one for the whole rendering. */
  readonly now: Date;
  include(name: string, data: Value): string;
  renderText(text: string, data: Value): string;
}

export type TemplateFunction = (args: readonly Value[], context: FunctionContext) => Value;
export type FunctionTable = Readonly<Record<string, TemplateFunction>>;

interface Kinds {
  any: Value;
  string: string;
  int: bigint;
  float: number;
  bool: boolean;
  dict: Dict;
  list: List;
}
type Kind = keyof Kinds;
type Values<Parameters extends readonly Kind[]> = { [At in keyof Parameters]: Kinds[Parameters[At]] };

/** A function of exactly these parameters. */
export function fixed<const Parameters extends readonly Kind[]>(
  parameters: Parameters,
  work: (args: Values<Parameters>, context: FunctionContext) => Value,
): TemplateFunction {
  return (args, context) => {
    if (args.length !== parameters.length) {
      throw failed(`wrong number of args: want ${parameters.length} got ${args.length}`);
    }
    return work(checked(parameters, args), context);
  };
}

/** A function of these parameters and any number of further ones of the kind `rest`. */
export function variadic<const Parameters extends readonly Kind[], Rest extends Kind>(
  parameters: Parameters,
  rest: Rest,
  work: (args: Values<Parameters>, rest: readonly Kinds[Rest][], context: FunctionContext) => Value,
): TemplateFunction {
  return (args, context) => {
    if (args.length < parameters.length) {
      throw failed(`wrong number of args: want at least ${parameters.length} got ${args.length}`);
    }
    const further = args.slice(parameters.length).map((value) => ofKind(rest, value));
    return work(checked(parameters, args.slice(0, parameters.length)), further, context);
  };
}

function checked<Parameters extends readonly Kind[]>(
  parameters: Parameters,
  args: readonly Value[],
): Values<Parameters> {
  // Each value was checked against the kind at its place, which the type system cannot follow through `map`.
  const values: unknown = parameters.map((kind, at) => ofKind(kind, args[at] ?? null));
  return values as Values<Parameters>;
}

function ofKind<Wanted extends Kind>(kind: Wanted, value: Value): Kinds[Wanted] {
  const converted = convert(kind, value);
  if (converted !== undefined) return converted as Kinds[Wanted];
  throw failed(
    value === null
      ? `invalid value; expected ${kind}`
      : `wrong type for value; expected ${kind}; got ${typeOf(value)}`,
  );
}

function convert(kind: Kind, value: Value): Value | undefined {
  switch (kind) {
    case 'any':
      return value;
    case 'string':
      return typeof value === 'string' ? value : undefined;
    case 'int':
      // More than Go, which takes only constants for it: charts that work there work here.
      if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : undefined;
      return typeof value === 'bigint' ? value : undefined;
    case 'float':
      return typeof value === 'bigint' ? Number(value) : typeof value === 'number' ? value : undefined;
    case 'bool':
      return typeof value === 'boolean' ? value : undefined;
    case 'dict':
      return dictOf(value);
    case 'list':
      return isList(value) ? value : isGoObject(value) ? listOf(value.plain()) : undefined;
  }
}

function dictOf(value: Value): Dict | undefined {
  if (isDict(value)) return value;
  // A nil map can be read in Go; only writing to it fails.
  if (value === null) return new Map();
  const plain = isGoObject(value) ? value.plain() : undefined;
  return isDict(plain) ? plain : undefined;
}

function listOf(value: Value): List | undefined {
  return isList(value) ? value : undefined;
}
