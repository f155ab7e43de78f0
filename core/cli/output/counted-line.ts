import { formatBytes } from '../../contract/index.ts';
import type { CommandContext } from '../context.ts';
import { wordsIn, type WordKey } from '../words.ts';

/** One line in a terminal that is written over as something goes on; nothing where nobody looks. */
export interface CountedLine {
  /** Bytes of `total`; `key` is a text with {percent}, {total} and {rate}. */
  show(key: WordKey, bytes: number, total: number): void;
  clear(): void;
}

/** Milliseconds between two changes of the line. */
const interval = 200;

export function countedLine(
  { output, language, services }: Pick<CommandContext, 'output' | 'language' | 'services'>,
  quiet: boolean,
): CountedLine {
  const say = wordsIn(language);
  const { clock } = services;
  const isShown = !quiet && output.isTTY === true;
  let begun: { readonly key: WordKey; readonly at: number; readonly bytes: number } | undefined;
  let shownAt = Number.NEGATIVE_INFINITY;
  return {
    show(key, bytes, total) {
      if (!isShown) return;
      const now = clock.monotonic();
      if (begun?.key !== key) begun = { key, at: now, bytes };
      if (now - shownAt < interval) return;
      shownAt = now;
      const seconds = (now - begun.at) / 1000;
      const rate = seconds > 0 ? (bytes - begun.bytes) / seconds : 0;
      const percent = total === 0 ? 100 : Math.floor((100 * bytes) / total);
      const text = say(key, { percent, total: formatBytes(total), rate: formatBytes(Math.round(rate)) });
      output.write(`\r\u001b[2K  ${text}`);
    },
    clear() {
      if (isShown) output.write('\r\u001b[2K');
    },
  };
}
