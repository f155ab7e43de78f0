import { describeCode, type Finding, type Language } from '../contract/index.ts';

/** Something wrong or noteworthy in a configuration file, with its place. Usable wherever a Finding is. */
export interface ConfigProblem extends Finding {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** The line's text, cut to a readable length, without credentials. */
  readonly excerpt: string;
  /** The parser's own words, for the folded part of a message. */
  readonly detail?: string;
}

/** `file:line:column  CODE  what happened and what to do now  |  the line's text`. */
export function formatProblem(problem: ConfigProblem, language: Language): string {
  const { what, next } = describeCode(problem.code, problem.params, language);
  const words = language === 'zh' ? `${what}${next}` : `${what} ${next}`;
  const place = `${problem.file}:${problem.line}:${problem.column}`;
  const excerpt = problem.excerpt === '' ? '' : `  |  ${problem.excerpt}`;
  return `${place}  ${problem.code}  ${words}${excerpt}`;
}
