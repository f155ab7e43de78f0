import { duplicateKeys, parseYamlDocuments } from '../../../config/index.ts';
import type { ReadAt } from './json-values.ts';

/** A document of a YAML stream, by its bytes. */
export interface YamlPiece {
  readonly offset: number;
  readonly length: number;
}

const chunkBytes = 1024 * 1024;
const newline = 0x0a;

/**
 * Splits a YAML stream into its documents, at lines that begin with `---` or `...`: neither can stand at the
 * beginning of a line within a document (YAML 1.2.2, 9.1.2). Nothing of the text is kept in memory.
 */
export function* yamlDocuments(
  read: ReadAt,
  from: number,
  to: number,
): Generator<YamlPiece, void, undefined> {
  let start = from;
  for (const marker of markers(read, from, to)) {
    if (marker > start) yield { offset: start, length: marker - start };
    start = marker + 3;
  }
  if (to > start) yield { offset: start, length: to - start };
}

/** Where lines begin with a marker. */
function* markers(read: ReadAt, from: number, to: number): Generator<number, void, undefined> {
  const buffer = Buffer.allocUnsafe(chunkBytes);
  let at = from;
  let lineBegins = true;
  while (at < to) {
    const chunk = buffer.subarray(0, read(buffer.subarray(0, Math.min(chunkBytes, to - at)), at));
    if (chunk.length === 0) return;
    // A marker and what follows it must lie in one chunk, unless the text ends.
    const isLast = at + chunk.length >= to;
    const usable = isLast ? chunk.length : Math.max(1, chunk.length - 4);
    if (lineBegins && isMarker(chunk, 0)) yield at;
    for (let index = chunk.indexOf(newline); index >= 0 && index + 1 < usable;) {
      if (isMarker(chunk, index + 1)) yield at + index + 1;
      index = chunk.indexOf(newline, index + 1);
    }
    lineBegins = chunk[usable - 1] === newline;
    at += usable;
  }
}

function isMarker(chunk: Buffer, index: number): boolean {
  const text = chunk.toString('latin1', index, index + 3);
  const after = chunk[index + 3];
  return (text === '---' || text === '...') && (after === undefined || after <= 0x20);
}

/** Why a document cannot be used. */
export class YamlFault extends Error {
  override readonly name = 'YamlFault';
  readonly kind: 'invalid' | 'too-large' | 'too-deep';

  constructor(kind: YamlFault['kind'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

export interface YamlLimits {
  /** Bytes of the document when it is written as JSON, where every alias is written out. */
  readonly bytes: number;
  readonly depth: number;
}

/** Uses of anchors that are resolved: a few are a convenience, many are a trap. */
const mostAliases = 100;

/**
 * What a YAML document says, as JSON and as a value; undefined for an empty one. Numbers keep all their digits in
 * the JSON. Throws YamlFault.
 */
export function yamlToJson(
  text: string,
  limits: YamlLimits,
): { readonly json: string; readonly value: unknown } | undefined {
  let value: unknown;
  try {
    const [document, ...others] = parseYamlDocuments(text, {
      merge: true,
      intAsBigInt: true,
      stringKeys: true,
      // The library compares each key with each other one.
      uniqueKeys: false,
      logLevel: 'error',
    });
    if (document === undefined) return undefined;
    if (others.length > 0) throw new Error('more than one document');
    const [fault] = document.errors;
    if (fault !== undefined) throw fault;
    const [twice] = duplicateKeys(document, 1);
    if (twice !== undefined)
      throw new Error(`the key "${twice.key.slice(0, 100)}" stands twice in a mapping`);
    value = document.toJS({ maxAliasCount: mostAliases });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new YamlFault('invalid', message.slice(0, 300), { cause: error });
  }
  if (value === null || value === undefined) return undefined;
  checkSize(value, limits);
  return { json: JSON.stringify(value, keepDigits), value };
}

/** Stops before aliases multiply a document beyond its limits. */
function checkSize(value: unknown, limits: YamlLimits): void {
  let bytes = 0;
  const visit = (part: unknown, level: number): void => {
    bytes += typeof part === 'string' ? part.length + 3 : 3;
    if (bytes > limits.bytes) throw new YamlFault('too-large', 'document');
    if (level > limits.depth) throw new YamlFault('too-deep', 'document');
    if (typeof part !== 'object' || part === null) return;
    for (const [key, member] of Object.entries(part)) {
      bytes += key.length + 4;
      visit(member, level + 1);
    }
  };
  visit(value, 0);
}

/** JSON.rawJSON is in V8, and not yet in TypeScript's library. */
const { rawJSON } = JSON as typeof JSON & { readonly rawJSON: (text: string) => unknown };

function keepDigits(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? rawJSON(value.toString()) : value;
}
