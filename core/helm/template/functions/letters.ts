import { fixed, type FunctionTable } from './define.ts';

function titled(text: string): string {
  return text.replaceAll(
    /(^|[^\p{L}\p{N}_])(\p{L})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
}

function untitled(text: string): string {
  return text.replaceAll(
    /(^|\s)(\p{L})/gu,
    (_, before: string, letter: string) => before + letter.toLowerCase(),
  );
}

/** Words joined by a mark, split where the case changes. */
function lowerWords(text: string, joint: string): string {
  return text
    .replaceAll(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[\s_-]+/)
    .join(joint)
    .toLowerCase();
}

function swapped(text: string): string {
  return Array.from(text)
    .map((letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()))
    .join('');
}

/** The functions of the sprig library for the case of letters. */
export const letterFunctions: FunctionTable = {
  upper: fixed(['string'], ([text]) => text.toUpperCase()),
  lower: fixed(['string'], ([text]) => text.toLowerCase()),
  title: fixed(['string'], ([text]) => titled(text)),
  untitle: fixed(['string'], ([text]) => untitled(text)),
  swapcase: fixed(['string'], ([text]) => swapped(text)),
  snakecase: fixed(['string'], ([text]) => lowerWords(text, '_')),
  kebabcase: fixed(['string'], ([text]) => lowerWords(text, '-')),
  camelcase: fixed(['string'], ([text]) => {
    const lead = /^[\s_-]*/.exec(text)?.[0] ?? '';
    const words = text.slice(lead.length).split(/[\s_-]+/);
    return lead + words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
  }),
  initials: fixed(['string'], ([text]) =>
    text
      .split(/\s+/)
      .map((word) => Array.from(word)[0] ?? '')
      .join(''),
  ),
};
