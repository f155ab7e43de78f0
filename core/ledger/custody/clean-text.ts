/** Controls, format characters (they turn the writing direction or show nothing), separators, halves of pairs. */
const misleading = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** A text of a person or a machine as it may stand in a custody log: one line, nothing hidden in it, at most `limit` characters. */
export function cleanText(text: string, limit: number): string {
  // Cut first: nobody's text is worth looking through megabytes of it.
  const line = text
    .slice(0, limit * 4)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(misleading, '\uFFFD')
    .trim();
  return line.length <= limit
    ? line
    : line
        .slice(0, limit)
        .replace(/[\uD800-\uDBFF]$/, '')
        .trimEnd();
}

/** Whether a text is as `cleanText` leaves it: then it does nothing to a terminal or a page. */
export function isCleanText(text: string, limit: number): boolean {
  return text.length <= limit && cleanText(text, limit) === text;
}
