import { isDigest, type Digest } from '../../reference/index.ts';
import { cleanText } from '../clean-text.ts';
import { JsonFault } from '../json/fault.ts';
import type { JsonValue } from '../json/select.ts';

/** A field of a value that was taken out; null when it is no object or has no such field. */
export function field(value: JsonValue | undefined, ...path: readonly string[]): JsonValue {
  let found: JsonValue | undefined = value;
  for (const key of path)
    found = found instanceof Map ? (found.get(key) as JsonValue | undefined) : undefined;
  return found ?? null;
}

export function items(value: JsonValue): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

/** A cleaned text; empty when it is none. Throws JsonFault for one that is longer than any scanner writes. */
export function textOf(value: JsonValue, limit: number): string {
  if (typeof value !== 'string') return '';
  const clean = cleanText(value, limit);
  if (clean === undefined) throw new JsonFault('long', -1);
  return clean;
}

/** The digest in `repository@sha256:…` or in a digest alone; undefined when there is none that is well formed. */
export function digestIn(value: JsonValue): Digest | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.slice(value.lastIndexOf('@') + 1).trim();
  return isDigest(text) ? text : undefined;
}

/** RFC 3339 in UTC; undefined for what is no time, and for the zero time that Go programs write. */
export function timeOf(value: JsonValue): string | undefined {
  if (typeof value !== 'string' || value.length > 64 || !/^\d{4}-\d{2}-\d{2}T/.test(value)) return undefined;
  // Go writes nanoseconds; a Date knows milliseconds.
  const time = Date.parse(value.replace(/(\.\d{3})\d+/, '$1'));
  return Number.isNaN(time) || time <= 0 ? undefined : new Date(time).toISOString();
}

/** `linux/amd64`, when both are said. */
export function platformIn(os: JsonValue, architecture: JsonValue): string | undefined {
  const [system, processor] = [textOf(os, 32), textOf(architecture, 32)];
  const isName = (text: string): boolean => /^[a-z0-9._-]+$/.test(text);
  return isName(system) && isName(processor) ? `${system}/${processor}` : undefined;
}
