import { RE2JS, RE2JSSyntaxException } from 're2js';

/** A Go (RE2) regular expression. */
export interface GoPattern {
  /** Whether it is found anywhere in `text`, in a time that grows with the text alone. */
  test(text: string): boolean;
}

/** Why a pattern cannot be used: it is malformed, or longer than any that a person writes. */
export class PatternFault extends Error {
  readonly fault: 'syntax' | 'unsupported';
  /** The piece of the pattern that is at fault. */
  readonly piece: string;

  constructor(fault: PatternFault['fault'], piece: string, cause?: unknown) {
    super(`${fault}: ${piece}`, { cause });
    this.fault = fault;
    this.piece = piece;
  }
}

const longestPattern = 1000;

/**
 * Reads a Go regular expression, with what is one there and in no other language. JavaScript's own engine would take
 * hours for `a*a*a*a*a*b` and a long name; Go's, and this one, do not. Throws PatternFault: `syntax` for what Go
 * refuses too (look-around, back-references, unbalanced groups), `unsupported` for what is too long.
 */
export function compileGoPattern(pattern: string): GoPattern {
  if (pattern.length > longestPattern) throw new PatternFault('unsupported', `${pattern.slice(0, 40)}…`);
  const compiled = compile(pattern);
  return { test: (text) => compiled.matcher(text).find() };
}

function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    const piece = error instanceof RE2JSSyntaxException ? (error.input ?? pattern) : pattern;
    throw new PatternFault('syntax', piece.slice(0, 100), error);
  }
}
