/**
 * JSON with sorted keys, two-space indentation, and an ending newline: the same value always gives
 * the same bytes, so that a signature over them can be checked without parsing. Integers only.
 */
export function canonicalJson(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(sorted(value, 0), null, 2)}\n`, 'utf8');
}

const deepest = 32;

function sorted(value: unknown, depth: number): unknown {
  if (depth > deepest) throw new RangeError('nested too deeply for canonical JSON');
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new RangeError(`canonical JSON holds integers only, not ${value}`);
  }
  if (Array.isArray(value)) return value.map((item) => sorted(item, depth + 1));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => [key, sorted(item, depth + 1)] as const);
  return Object.fromEntries(entries);
}
