import { Scalar } from 'yaml';

/** What oc-mirror's YAML reader makes of a scalar. */
export type ScalarMeaning =
  | { readonly type: 'null' }
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'integer'; readonly value: number }
  | { readonly type: 'number' };

const textTag = 'tag:yaml.org,2002:str';
const yes: ReadonlySet<string> = new Set('y Y yes Yes YES true True TRUE on On ON'.split(' '));
const no: ReadonlySet<string> = new Set('n N no No NO false False FALSE off Off OFF'.split(' '));
const empty: ReadonlySet<string> = new Set(['', '~', 'null', 'Null', 'NULL']);
const integerForm = /^[-+]?(?:0|[1-9][0-9]*|0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+)$/;
const numberForm =
  /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$|^[-+]?\.(?:inf|Inf|INF)$|^\.(?:nan|NaN|NAN)$/;

/**
 * Reads a scalar by the rules of YAML 1.1, as oc-mirror does (oc-mirror-v2.md 1.1 step 5): an
 * unquoted `on` is a truth value and an unquoted 4.18 a number, not the text a user meant.
 */
export function meaningOf(scalar: Scalar): ScalarMeaning {
  if (scalar.type !== Scalar.PLAIN || scalar.tag === textTag) {
    return { type: 'text', value: String(scalar.value ?? scalar.source ?? '') };
  }
  const text = scalar.source ?? (scalar.value === null ? '' : String(scalar.value));
  if (empty.has(text)) return { type: 'null' };
  if (yes.has(text)) return { type: 'boolean', value: true };
  if (no.has(text)) return { type: 'boolean', value: false };
  const digits = text.replaceAll('_', '');
  if (/^[-+.0-9]/.test(text)) {
    if (integerForm.test(digits)) return { type: 'integer', value: integerValue(digits) };
    if (numberForm.test(digits)) return { type: 'number' };
  }
  return { type: 'text', value: text };
}

function integerValue(text: string): number {
  const negative = text.startsWith('-');
  const digits = text.replace(/^[-+]/, '');
  const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
  return negative ? -Number(octal) : Number(octal);
}
