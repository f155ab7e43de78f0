/** One change of a text: the characters from `start` to `end` give way to `insert`. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly insert: string;
}

/** Applies changes that do not overlap; of two at the same place the first stands first. */
export function spliced(text: string, splices: readonly Splice[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, insert } of splices.toSorted((a, b) => a.start - b.start)) {
    parts.push(text.slice(at, start), insert);
    at = Math.max(at, end);
  }
  parts.push(text.slice(at));
  return parts.join('');
}

export function lineStart(text: string, offset: number): number {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  // A byte order mark is no column.
  return start === 0 && text.startsWith('\uFEFF') ? 1 : start;
}

/** Behind the line break of the line that `offset` is in, or the end of the text. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

/** Columns before `offset` in its line, from 0. */
export function columnAt(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** Whether only blanks stand before `offset` in its line. */
export function startsLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === '';
}

/** A new line or several, put behind the line that ends at `offset` (see lineEnd). */
export function insertLines(text: string, offset: number, lines: readonly string[], eol: string): Splice {
  const whole = lines.join(eol);
  const afterBreak = offset === 0 || text[offset - 1] === '\n';
  return { start: offset, end: offset, insert: afterBreak ? `${whole}${eol}` : `${eol}${whole}` };
}

/**
 * Takes out the lines from `start` to `end`, both at line boundaries, but leaves every line that is a
 * comment: what somebody wrote down is not thrown away with what it stood beside. `inValue` tells which
 * places are inside a text value, where `#` is no comment.
 */
export function removeLines(
  text: string,
  start: number,
  end: number,
  inValue: (offset: number) => boolean,
): Splice {
  const kept: string[] = [];
  for (let at = start; at < end; at = lineEnd(text, at)) {
    const line = text.slice(at, Math.min(end, lineEnd(text, at)));
    if (/^[ \t]*#/.test(line) && !inValue(at)) kept.push(line);
  }
  return { start, end, insert: kept.join('') };
}

/** A text that ended without a line break goes on to: the last line of it may have been taken out. */
export function endingLike(text: string, edited: string): string {
  return text.endsWith('\n') ? edited : edited.replace(/\r?\n$/, '');
}
