import { RE2JS } from 're2js';

export interface GlobOptions {
  /** `**` crosses folders and `{a,b}` are alternatives, as in `.Files.Glob`. */
  readonly extended?: boolean;
}

const longest = 1000;

/** A pattern of file names as a test; undefined for one that cannot be read. `*` and `?` stay within a folder. */
export function compileGlob(
  pattern: string,
  { extended = false }: GlobOptions = {},
): ((name: string) => boolean) | undefined {
  if (pattern.length > longest) return undefined;
  const parts: string[] = [];
  let alternatives = 0;
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] ?? '';
    if (character === '*') {
      const crosses = extended && pattern[at + 1] === '*';
      parts.push(crosses ? '.*' : '[^/]*');
      while (pattern[at + 1] === '*') at++;
    } else if (character === '?') parts.push('[^/]');
    else if (character === '[') {
      const set = /^\[([!^]?)((?:\\.|[^\]\\])+)\]/s.exec(pattern.slice(at));
      if (set === null) return undefined;
      parts.push(`[${set[1] === '' ? '' : '^'}${(set[2] ?? '').replaceAll('[', '\\[')}]`);
      at += set[0].length - 1;
    } else if (extended && character === '{') {
      alternatives++;
      parts.push('(?:');
    } else if (extended && character === '}' && alternatives > 0) {
      alternatives--;
      parts.push(')');
    } else if (extended && character === ',' && alternatives > 0) parts.push('|');
    else {
      const literal = character === '\\' ? (pattern[++at] ?? '\\') : character;
      parts.push(literal.replaceAll(/[\\.+*?()|[\]{}^$]/g, '\\$&'));
    }
  }
  if (alternatives > 0) return undefined;
  try {
    const form = RE2JS.compile(`(?s)^(?:${parts.join('')})$`);
    return (name) => form.matcher(name).find();
  } catch {
    return undefined;
  }
}
