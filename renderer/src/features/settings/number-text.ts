/** A whole number in a range, or nothing at all; undefined: neither. */
export function readWholeNumber(text: string, from: number, to: number): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const value = Number(trimmed);
  return /^\d+$/.test(trimmed) && value >= from && value <= to ? value : undefined;
}
