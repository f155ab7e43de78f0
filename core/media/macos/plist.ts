/** A value of an XML property list. Dates and data stay text: nothing here uses them. */
export type PlistValue =
  string | number | boolean | readonly PlistValue[] | { readonly [key: string]: PlistValue };

const deepest = 32;
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

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
  // Declarations, document types and comments say nothing.
  const plain = text.replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<![A-Za-z][^>]*>/g, '');
  for (const [, close, name, empty, after] of plain.matchAll(/<(\/?)([A-Za-z]+)[^>]*?(\/?)>([^<]*)/g)) {
    const kind = close === '/' ? 'close' : empty === '/' ? 'empty' : 'open';
    tags.push({ kind, name: name ?? '', text: unescapeXml(after ?? '') });
  }
  return tags;
}

function unescapeXml(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));/g, (whole, decimal, hex, name) => {
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
    if (name !== undefined) return entities[String(name)] ?? whole;
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function toNumber(text: string): number {
  const number = Number(text.trim());
  if (Number.isNaN(number)) throw new SyntaxError(`${text.trim().slice(0, 40)} is not a number`);
  return number;
}
