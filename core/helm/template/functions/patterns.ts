import { RE2JS } from 're2js';
import type { Budget } from '../budget.ts';
import { failed, TemplateFault } from '../fault.ts';
import { fixed, type FunctionTable } from './define.ts';
import { withMust } from './must.ts';

const longestPattern = 10_000;

/** A pattern of Go, matched in a time that grows with the text alone; charged for what it may cost. */
function compiled(pattern: string, text: string, budget: Budget): RE2JS {
  if (pattern.length > longestPattern) throw failed('error parsing regexp: expression too large');
  budget.step(1 + pattern.length + Math.ceil((text.length * (1 + pattern.length)) / 64));
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    throw failed(`error parsing regexp: ${error instanceof Error ? error.message : String(error)}`);
  }
}

interface Match {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly string[];
  readonly group: (name: string) => string;
}

/** The first matches in a text, at most `most` of them; all for a negative number. */
function* matches(pattern: RE2JS, text: string, most: number, budget: Budget): Generator<Match> {
  const matcher = pattern.matcher(text);
  let end = -1;
  for (let count = 0; count !== most && matcher.find();) {
    budget.step();
    // Go passes over an empty match right behind another one.
    if (matcher.start() === matcher.end() && matcher.start() === end) continue;
    end = matcher.end();
    count++;
    const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, at) => matcher.group(at) ?? '');
    yield {
      start: matcher.start(),
      end,
      groups,
      group: (name) => (Object.hasOwn(pattern.namedGroups(), name) ? (matcher.group(name) ?? '') : ''),
    };
  }
}

const variableForm = /\$(?:\$|\{(\w+)\}|(\w+))/g;

function replacedAll(
  pattern: RE2JS,
  text: string,
  budget: Budget,
  replacement: (match: Match) => string,
): string {
  const parts: string[] = [];
  let at = 0;
  for (const match of matches(pattern, text, -1, budget)) {
    const part = replacement(match);
    budget.characters(part.length);
    parts.push(text.slice(at, match.start), part);
    at = match.end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

function expanded(template: string, match: Match): string {
  return template.replaceAll(variableForm, (whole, braced: string | undefined, bare: string | undefined) => {
    const name = braced ?? bare;
    if (name === undefined) return whole === '$$' ? '$' : whole;
    return /^[0-9]+$/.test(name) ? (match.groups[Number(name)] ?? '') : match.group(name);
  });
}

function split(pattern: RE2JS, text: string, count: number, budget: Budget): string[] {
  if (count === 0) return [];
  if (text === '') return [''];
  const pieces: string[] = [];
  let [at, last] = [0, 0];
  for (const { start, end } of matches(pattern, text, -1, budget)) {
    if (count > 0 && pieces.length === count - 1) break;
    last = start;
    // An empty match at the very start splits nothing off.
    if (end !== 0) pieces.push(text.slice(at, start));
    at = end;
  }
  if (last !== text.length) pieces.push(text.slice(at));
  return pieces;
}

function matchesIn(pattern: string, text: string, budget: Budget): boolean {
  return compiled(pattern, text, budget).matcher(text).find();
}

const patternTwins = withMust({
  regexFind: fixed(['string', 'string'], ([pattern, text], { budget }) => {
    const [match] = matches(compiled(pattern, text, budget), text, 1, budget);
    return match?.groups[0] ?? '';
  }),
  regexFindAll: fixed(['string', 'string', 'int'], ([pattern, text, count], { budget }) =>
    [...matches(compiled(pattern, text, budget), text, Number(count), budget)].map(
      ({ groups }) => groups[0] ?? '',
    ),
  ),
  regexReplaceAll: fixed(['string', 'string', 'string'], ([pattern, text, by], { budget }) =>
    replacedAll(compiled(pattern, text, budget), text, budget, (match) => expanded(by, match)),
  ),
  regexReplaceAllLiteral: fixed(['string', 'string', 'string'], ([pattern, text, by], { budget }) =>
    replacedAll(compiled(pattern, text, budget), text, budget, () => by),
  ),
  regexSplit: fixed(['string', 'string', 'int'], ([pattern, text, count], { budget }) =>
    split(compiled(pattern, text, budget), text, Number(count), budget),
  ),
});

/** The functions of the sprig library for regular expressions. */
export const patternFunctions: FunctionTable = {
  ...patternTwins,
  // Alone among them this one takes a pattern that is none for one that matches nothing.
  regexMatch: fixed(['string', 'string'], ([pattern, text], { budget }) => {
    try {
      return matchesIn(pattern, text, budget);
    } catch (error) {
      if (error instanceof TemplateFault && error.kind === 'failed') return false;
      throw error;
    }
  }),
  mustRegexMatch: fixed(['string', 'string'], ([pattern, text], { budget }) =>
    matchesIn(pattern, text, budget),
  ),
};
