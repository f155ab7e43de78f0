import { LineCounter } from 'yaml';
import { duplicateKeys, parseYamlDocuments } from '../../config/index.ts';

/** Aliases that one file may come to: far more than people write, far less than a bomb needs. */
const mostAliases = 100;

export type Values = Readonly<Record<string, unknown>>;

/** What a text of values says, or why it says nothing; lines and columns from 1. */
export type ValuesReading =
  | { readonly ok: true; readonly values: Values }
  | { readonly ok: false; readonly reason: string; readonly line: number; readonly column: number };

/** Reads the values for a chart: a mapping, in YAML or JSON; an empty text is an empty one. */
export function readValues(text: string): ValuesReading {
  const lines = new LineCounter();
  const [document, other] = parseYamlDocuments(text, {
    stringKeys: true,
    // The library compares each key with each other one.
    uniqueKeys: false,
    logLevel: 'error',
    lineCounter: lines,
  });
  const refused = (reason: string, offset = 0): ValuesReading => {
    const { line, col } = lines.linePos(offset);
    return { ok: false, reason, line: Math.max(1, line), column: Math.max(1, col) };
  };
  if (document === undefined) return { ok: true, values: {} };
  const [problem] = document.errors;
  if (problem !== undefined) return refused(problem.message, problem.pos[0]);
  if (other !== undefined) return refused('---', other.range[0]);
  const [twice] = duplicateKeys(document, 1);
  if (twice !== undefined) return refused(twice.key.slice(0, 100), twice.offset);
  let values: unknown;
  try {
    values = document.toJS({ maxAliasCount: mostAliases });
  } catch (error) {
    return refused(error instanceof Error ? error.message : 'YAML');
  }
  if (values === null || values === undefined) return { ok: true, values: {} };
  if (typeof values !== 'object' || Array.isArray(values)) {
    return refused(Array.isArray(values) ? '[…]' : typeof values, document.contents?.range?.[0]);
  }
  return { ok: true, values: values as Values };
}
