/** `text` without the slashes at its end, read once from there: `/\/+$/` begins anew at each slash of a long text. */
export function withoutTrailingSlashes(text: string): string {
  let end = text.length;
  while (text[end - 1] === '/') end -= 1;
  return text.slice(0, end);
}
