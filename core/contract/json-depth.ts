const quote = 0x22;
const backslash = 0x5c;
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);

/**
 * Whether objects and lists of a JSON text lie at most `limit` deep within each other. To be asked before a text of
 * many megabytes is parsed: one that only opens lists takes fifty times its length in memory.
 */
export function isShallowJson(text: string, limit: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = endOfString(text, at);
      if (at === -1) return true;
    } else if (opening.has(code)) {
      depth += 1;
      if (depth > limit) return false;
    } else if (closing.has(code)) depth -= 1;
  }
  return true;
}

/** The position of the closing quote of the string that opens at `start`; -1 when there is none. */
export function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(at - 1 - backslashes) === backslash) backslashes += 1;
    if (backslashes % 2 === 0) return at;
  }
  return -1;
}
