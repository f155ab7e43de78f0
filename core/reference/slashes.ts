/**
 * `text` without the slashes at its end. A regular expression would begin at each slash of each run anew, and take
 * minutes for a text that somebody made of slashes.
 */
export function withoutEndSlashes(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === '/') end -= 1;
  return text.slice(0, end);
}

/** `text` without the slashes at both ends. */
export function withoutOuterSlashes(text: string): string {
  return withoutEndSlashes(text).replace(/^\/+/, '');
}
