import { builtinFunctions } from './builtin.ts';
import { choiceFunctions } from './choices.ts';
import { dateFunctions } from './dates.ts';
import type { TemplateFunction } from './define.ts';
import { dictFunctions } from './dicts.ts';
import { encodingFunctions } from './encode.ts';
import { letterFunctions } from './letters.ts';
import { listFunctions } from './lists.ts';
import { numberFunctions } from './numbers.ts';
import { patternFunctions } from './patterns.ts';
import { placeFunctions } from './places.ts';
import { secretFunctions } from './secrets.ts';
import { textFunctions } from './texts.ts';
import { versionFunctions } from './versions.ts';

/** Every function that a chart's templates may call, by name: Go's own, sprig's and Helm's. */
export const templateFunctions: ReadonlyMap<string, TemplateFunction> = new Map(
  Object.entries({
    ...builtinFunctions,
    ...textFunctions,
    ...letterFunctions,
    ...listFunctions,
    ...dictFunctions,
    ...choiceFunctions,
    ...numberFunctions,
    ...encodingFunctions,
    ...patternFunctions,
    ...placeFunctions,
    ...secretFunctions,
    ...versionFunctions,
    ...dateFunctions,
    // Sprig's function for lists has this name too, and wins.
    slice: listFunctions['slice'] ?? builtinFunctions['slice'],
  }).filter((entry): entry is [string, TemplateFunction] => entry[1] !== undefined),
);

/** The names that may be called, with the two that the evaluator carries out itself. */
export const functionNames: ReadonlySet<string> = new Set([...templateFunctions.keys(), 'and', 'or']);
