import { LineCounter } from 'yaml';

const longestExcerpt = 160;

/** A file's text with the place of each offset. */
export interface SourceText {
  readonly fileName: string;
  readonly text: string;
  readonly lineCounter: LineCounter;
}

export function sourceText(text: string, fileName: string): SourceText {
  const lineCounter = new LineCounter();
  for (let at = 0; at >= 0 && at < text.length;) {
    lineCounter.addNewLine(at);
    const end = text.indexOf('\n', at);
    at = end < 0 ? -1 : end + 1;
  }
  return { fileName, text, lineCounter };
}

export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly excerpt: string;
}

export function placeOf(source: SourceText, offset: number): Place {
  const { line, col } = source.lineCounter.linePos(Math.max(0, offset));
  return {
    file: source.fileName,
    line: Math.max(1, line),
    column: Math.max(1, col),
    excerpt: excerptAt(source.text, offset),
  };
}

function excerptAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', Math.max(0, offset) - 1) + 1;
  const end = text.indexOf('\n', start);
  const line = text.slice(start, end < 0 ? start + 10_000 : end).trim();
  const safe = line.replace(/:\/\/[^/@\s]*@/g, '://***@');
  return safe.length <= longestExcerpt ? safe : `${safe.slice(0, longestExcerpt - 1)}…`;
}
