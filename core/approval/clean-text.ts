/**
 * Characters that a report may hold and a table must not show: controls, line and paragraph breaks, marks that turn
 * the direction of text around, and invisible ones. A finding must not look like another one, or write over its row.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu;

/** `text` on one line, without what cannot be seen, at most `limit` characters; undefined when it is longer. */
export function cleanText(text: string, limit: number): string | undefined {
  if (text.length > limit * 4) return undefined;
  const clean = text.replaceAll(unseen, ' ').replaceAll(/\s+/g, ' ').trim();
  return clean.length > limit ? undefined : clean;
}

/** Whether it can be shown as it is: for what people type, which is not changed behind their backs. */
export function isCleanLine(text: string): boolean {
  return text.trim() !== '' && text.search(unseen) < 0;
}
