import { describeCode, errorCatalogue, type LogLine, type Message } from '../../contract/index.ts';

/** Lines of a job's log as text, in English: who reads a support bundle may not read the user's language. */
export function logText(lines: readonly LogLine[]): string {
  return lines.map((line) => `${line.at} ${line.level.padEnd(7)} ${wordsOf(line)}\n`).join('');
}

function wordsOf({ message, text, event }: LogLine): string {
  const parts = [
    ...(event === undefined ? [] : [`${event.name} ${JSON.stringify(event.params)}`]),
    ...(message === undefined ? [] : [messageText(message)]),
    ...(text === undefined ? [] : [text]),
  ];
  return parts.join(' | ');
}

/** Code, words, and the raw detail that pages fold away. */
export function messageText({ code, params, detail }: Message): string {
  const known = Object.hasOwn(errorCatalogue, code);
  const what = known
    ? describeCode(code as keyof typeof errorCatalogue, params, 'en').what
    : JSON.stringify(params);
  return detail === undefined
    ? `${code}: ${what}`
    : `${code}: ${what} | ${detail.replaceAll('\n', '\n    ')}`;
}
