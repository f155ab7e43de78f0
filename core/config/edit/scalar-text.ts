import { parse, Scalar } from 'yaml';

/** A value that is written into a configuration. */
export type Plain = string | number | boolean | readonly Plain[] | { readonly [key: string]: Plain };

/** The text of a single value. `like` is the value it replaces or stands beside: its quotes are kept. */
export function scalarText(value: string | number | boolean, like?: unknown): string {
  if (typeof value !== 'string') return String(value);
  const type = like instanceof Scalar && typeof like.value === 'string' ? like.type : undefined;
  if (type === Scalar.QUOTE_SINGLE && /^[\x20-\x7e]*$/.test(value)) {
    return `'${value.replaceAll("'", "''")}'`;
  }
  if (type === Scalar.QUOTE_DOUBLE || !isPlain(value)) return JSON.stringify(value);
  return value;
}

/**
 * Whether the text means itself without quotes, to YAML 1.2 and to the older YAML that oc-mirror reads
 * with (`on` and `1:30` are no texts there), in a list in brackets as well.
 */
function isPlain(value: string): boolean {
  if (!/^[A-Za-z0-9_./][A-Za-z0-9_./:@+-]*$/.test(value) || value.endsWith(':')) return false;
  return (['1.2', '1.1'] as const).every((version) => {
    try {
      return parse(value, { version }) === value;
    } catch {
      return false;
    }
  });
}
