/** A value of an XML property list. Dates and data stay text: nothing here uses them. */
export type PlistValue =
  string | number | boolean | readonly PlistValue[] | { readonly [key: string]: PlistValue };

const deepest = 32;
const entities: ReadonlyMap<unknown, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/**
 * Reads an XML property list as `diskutil -plist` writes it (plist(5)): dict, array, string, integer, real, true,
 * false, date, data. No document type is read and no entity but XML's own five and numbers. Throws SyntaxError.
 */
export function parsePlist(text: string): PlistValue {
  const tags = tokenize(text);
  let at = 0;
  const next = (): Tag => {
    const tag = tags[at++];
    if (tag === undefined) throw new SyntaxError('the property list ends too early');
    return tag;
  };
  const expectClose = (name: string): void => {
    const tag = next();
    if (tag.kind !== 'close' || tag.name !== name) throw new SyntaxError(`</${name}> is missing`);
  };
  const value = (tag: Tag, depth: number): PlistValue => {
    if (tag.kind === 'close') throw new SyntaxError(`</${tag.name}> closes nothing`);
    if (depth > deepest) throw new SyntaxError('the property list is too deep');
    switch (tag.name) {
      case 'true':
      case 'false':
        if (tag.kind === 'open') expectClose(tag.name);
        return tag.name === 'true';
      case 'string':
      case 'date':
      case 'data':
      case 'integer':
      case 'real': {
        if (tag.kind === 'empty') return '';
        expectClose(tag.name);
        return tag.name === 'integer' || tag.name === 'real' ? toNumber(tag.text) : tag.text;
      }
      case 'array': {
        const items: PlistValue[] = [];
        if (tag.kind === 'empty') return items;
        for (let item = next(); !isEnd(item, 'array'); item = next()) items.push(value(item, depth + 1));
        return items;
      }
      case 'dict': {
        const entries: [string, PlistValue][] = [];
        if (tag.kind === 'empty') return {};
        for (let key = next(); !isEnd(key, 'dict'); key = next()) {
          if (key.name !== 'key' || key.kind === 'close') throw new SyntaxError('a key is missing');
          if (key.kind === 'open') expectClose('key');
          entries.push([key.text, value(next(), depth + 1)]);
        }
        return Object.fromEntries(entries);
      }
      default:
        throw new SyntaxError(`<${tag.name}> is not known`);
    }
  };
  const first = next();
  if (first.name !== 'plist' || first.kind !== 'open') throw new SyntaxError('no property list');
  return value(next(), 0);
}

interface Tag {
  readonly kind: 'open' | 'close' | 'empty';
  readonly name: string;
  /** What stands between this tag and the next one. */
  readonly text: string;
}

const isEnd = (tag: Tag, name: string): boolean => tag.kind === 'close' && tag.name === name;

function tokenize(text: string): Tag[] {
  const tags: Tag[] = [];
  for (const [, close, name, attributes, after] of withoutRemarks(text).matchAll(
    /<(\/?)([A-Za-z]+)(?![A-Za-z])([^<>]*)>([^<]*)/g,
  )) {
    const kind = close === '/' ? 'close' : attributes?.endsWith('/') === true ? 'empty' : 'open';
    tags.push({ kind, name: name ?? '', text: unescapeXml(after ?? '') });
  }
  return tags;
}

/** Declarations, document types and comments say nothing: how they begin, and how they end. */
const remarks = [
  ['<!--', '-->'],
  ['<?', '?>'],
  ['<!', '>'],
] as const;

function withoutRemarks(text: string): string {
  const kept: string[] = [];
  let from = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    const end = remarks.find(([begin]) => text.startsWith(begin, at))?.[1];
    if (end === undefined) continue;
    kept.push(text.slice(from, at));
    const close = text.indexOf(end, at + 2);
    if (close < 0) return kept.join('');
    from = close + end.length;
    at = from - 1;
  }
  return kept.join('') + text.slice(from);
}

function unescapeXml(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));/g, (whole, decimal, hex, name) => {
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
    if (name !== undefined) return entities.get(name) ?? whole;
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function toNumber(text: string): number {
  const number = Number(text.trim());
  if (Number.isNaN(number)) throw new SyntaxError(`${text.trim().slice(0, 40)} is not a number`);
  return number;
}
