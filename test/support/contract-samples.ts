import type { z } from 'zod';

/** Texts of every form that the contract asks for. */
const texts = [
  'a',
  'a1',
  '0'.repeat(32),
  `p_${'0'.repeat(32)}`,
  'registry.example:5000',
  'https://registry.example',
  '4.18.1',
  'stable-4.18',
  '2026-11-25T08:00:00Z',
  '2026-11-25',
  `sha256:${'0'.repeat(64)}`,
  `sha256:${'A'.repeat(43)}`,
  'AB:CD',
  '0'.repeat(64),
];
const numbers = [0, 1, 2, 10, 100];

interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly unknown[];
  readonly options?: readonly z.ZodType[];
  readonly keyType?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly items?: readonly z.ZodType[];
  readonly in?: z.ZodType;
}

/** A value that the schema takes, as small as it may be. Throws when none is found: then add a text above. */
export function sampleOf(schema: z.ZodType): unknown {
  for (const candidate of candidates(schema)) if (schema.safeParse(candidate).success) return candidate;
  throw new RangeError(`no sample for ${JSON.stringify(definitionOf(schema).type)}`);
}

function* candidates(schema: z.ZodType): Generator<unknown> {
  const definition = definitionOf(schema);
  switch (definition.type) {
    case 'string':
      return yield* texts;
    case 'number':
    case 'int':
      return yield* numbers;
    case 'boolean':
      return yield* [false, true];
    case 'literal':
      return yield* definition.values ?? [];
    case 'enum':
      return yield* Object.values(definition.entries ?? {});
    case 'null':
    case 'nullable':
      return yield null;
    case 'optional':
      return yield undefined;
    case 'default':
    case 'prefault':
    case 'readonly':
      return yield sampleOf(required(definition.innerType));
    case 'unknown':
    case 'any':
      return yield 'anything';
    case 'array':
      yield [];
      return yield [sampleOf(required(definition.element))];
    case 'tuple':
      return yield (definition.items ?? []).map(sampleOf);
    case 'union':
      return yield* (definition.options ?? []).map(sampleOf);
    case 'record':
      yield {};
      return yield recordOf(required(definition.keyType), required(definition.valueType));
    case 'pipe':
      return yield sampleOf(required(definition.in));
    case 'object':
      return yield objectOf(definition.shape ?? {});
    default:
      throw new RangeError(`no samples for the schema type ${definition.type}`);
  }
}

function objectOf(shape: Readonly<Record<string, z.ZodType>>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(shape).map(([key, schema]) => [key, sampleOf(schema)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function recordOf(keys: z.ZodType, values: z.ZodType): Readonly<Record<string, unknown>> {
  const names = Object.values(definitionOf(keys).entries ?? { only: String(sampleOf(keys)) });
  return Object.fromEntries(names.map((name) => [name, sampleOf(values)]));
}

function definitionOf(schema: z.ZodType): Definition {
  return schema._zod.def as unknown as Definition;
}

function required(schema: z.ZodType | undefined): z.ZodType {
  if (schema === undefined) throw new RangeError('a schema without its inner part');
  return schema;
}
