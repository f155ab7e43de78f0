/** One offer of a `WWW-Authenticate` header. */
export interface Challenge {
  /** Lower case. */
  readonly scheme: string;
  /** Names in lower case. */
  readonly parameters: Readonly<Record<string, string>>;
}

// RFC 9110 5.6.2. Values are taken more widely (tolerant): servers leave the quotes out around URLs.
const tokenForm = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+/y;
const looseValueForm = /[^\s,"]+/y;
const spaceForm = /[ \t\r\n]*/y;
/** A value of its own, as in `Negotiate dG9rZW4=`. */
const token68Form = /[A-Za-z0-9\-._~+/]+=*(?=[ \t]*(?:,|$))/y;
const separatorForm = /[ \t\r\n,]*/y;
/** Beyond this a header is noise or an attack. */
const longest = 16 * 1024;

/**
 * Reads all challenges of all `WWW-Authenticate` headers in the server's order (registry-client.md A1):
 * several per header, quoted or bare values, escaped quotes, schemes of any kind. What cannot be
 * understood is left out; never throws.
 */
export function parseChallenges(header: string | readonly string[] | undefined): Challenge[] {
  if (header === undefined) return [];
  const values = typeof header === 'string' ? [header] : header;
  return values.flatMap((value) => parseOne(value.slice(0, longest)));
}

function parseOne(text: string): Challenge[] {
  const challenges: Challenge[] = [];
  let position = 0;
  let current: { scheme: string; parameters: Record<string, string> } | undefined;

  const take = (form: RegExp): string => {
    form.lastIndex = position;
    const found = form.exec(text)?.[0] ?? '';
    position += found.length;
    return found;
  };

  for (;;) {
    take(separatorForm);
    if (position >= text.length) break;
    const name = take(tokenForm);
    if (name === '') {
      // Junk: forget the challenge it stands in, and go on behind it.
      position = skipItem(text, position);
      continue;
    }
    take(spaceForm);
    if (text[position] === '=' && current !== undefined) {
      position += 1;
      take(spaceForm);
      const value = text[position] === '"' ? quoted(text, position) : undefined;
      if (value === undefined) {
        setOnce(current.parameters, name, take(looseValueForm));
      } else {
        position = value.end;
        setOnce(current.parameters, name, value.text);
      }
      continue;
    }
    if (text[position] === '=') {
      position = skipItem(text, position);
      continue;
    }
    current = { scheme: name.toLowerCase(), parameters: {} };
    challenges.push(current);
    // No parameters can follow such a value; no scheme of ours has one.
    if (take(token68Form) !== '') current = undefined;
  }
  return challenges;
}

function setOnce(parameters: Record<string, string>, name: string, value: string): void {
  const key = name.toLowerCase();
  if (Object.hasOwn(parameters, key)) return;
  Object.defineProperty(parameters, key, { value, enumerable: true });
}

function quoted(text: string, start: number): { readonly text: string; readonly end: number } {
  let value = '';
  let position = start + 1;
  for (; position < text.length; position += 1) {
    const character = text[position];
    if (character === '"') return { text: value, end: position + 1 };
    if (character === '\\' && position + 1 < text.length) position += 1;
    value += text[position] ?? '';
  }
  return { text: value, end: text.length };
}

/** The position behind the junk that starts at `position`: the next comma outside quotes. */
function skipItem(text: string, position: number): number {
  let at = position;
  while (at < text.length && text[at] !== ',') at = text[at] === '"' ? quoted(text, at).end : at + 1;
  return Math.max(at, position + 1);
}
