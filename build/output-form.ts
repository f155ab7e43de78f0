import type { Plugin } from 'vite';

/** Lines stay as they are, for the traces of errors; what the authors of packages say of their rights, too. */
export const outputForm = {
  format: 'es',
  comments: { legal: true, annotation: false, jsdoc: false },
} as const;

/**
 * Writes what is not ASCII as escapes. The engine keeps a program's text as long as it runs, and twice as large from
 * its first other character on.
 */
export const asciiOutput: Plugin = {
  name: 'ascii-output',
  // At the very end: what prints the code once more writes the characters themselves.
  enforce: 'post',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === 'chunk') chunk.code = chunk.code.replace(/(\\*)([^\0-\x7f])/g, escaped);
    }
  },
};

function escaped(found: string, backslashes: string, character: string): string {
  // An escaped character would become an escaped backslash before plain letters.
  if (backslashes.length % 2 === 1) throw new RangeError(`cannot be written in ASCII: ${found}`);
  return `${backslashes}\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
