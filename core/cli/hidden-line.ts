import { StringDecoder } from 'node:string_decoder';

/** What became of a line while it is typed. */
export type Typed = 'typing' | 'entered' | 'given up';

/** A line that is typed and not shown. */
export interface HiddenLine {
  /** Takes what the terminal sends, key by key or pasted. */
  take(bytes: Buffer): Typed;
  text(): string;
}

/** Control characters as a terminal sends them in raw mode. */
const key = { ctrlC: '\u0003', ctrlD: '\u0004', backspace: '\b', delete: '\u007f', ctrlU: '\u0015' } as const;
const longest = 1024;
const escape = '\u001b';
/** Arrow keys and their like (ECMA-48 5.4): no part of a passphrase. */
const keySequence = new RegExp(String.raw`${escape}(?:\[[0-?]*[ -/]*[@-~]|O.)`, 'g');

/** Enter and Ctrl-D end the line, Ctrl-C gives it up, Backspace takes a character back, Ctrl-U all of them. */
export function hiddenLine(): HiddenLine {
  const decoder = new StringDecoder('utf8');
  const characters: string[] = [];
  return {
    text: () => characters.join(''),
    take(bytes) {
      const typed = decoder.write(bytes).replaceAll(keySequence, '');
      for (const character of typed) {
        if (character === '\r' || character === '\n' || character === key.ctrlD) return 'entered';
        if (character === key.ctrlC) return 'given up';
        if (character === key.backspace || character === key.delete) characters.pop();
        else if (character === key.ctrlU) characters.length = 0;
        else if (character >= ' ' && characters.length < longest) characters.push(character);
      }
      return 'typing';
    },
  };
}
