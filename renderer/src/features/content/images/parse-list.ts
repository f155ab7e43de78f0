export interface ListedImage {
  /** In the pasted text, from 1. */
  readonly line: number;
  readonly name: string;
}

export interface PastedList {
  /** Each name once, where it came first. */
  readonly images: readonly ListedImage[];
  /** Names that were there before, in the text or in the configuration. */
  readonly duplicates: readonly ListedImage[];
}

/**
 * Reads a list of images, one on each line. Blank lines and comments are left out; what YAML puts around a name
 * (`- name: "…"`) is taken off, because lists are often copied from a configuration.
 */
export function parseImageList(text: string, known: ReadonlySet<string>): PastedList {
  const seen = new Set(known);
  const images: ListedImage[] = [];
  const duplicates: ListedImage[] = [];
  text.split(/\r\n|\r|\n/).forEach((raw, at) => {
    const name = nameOf(raw);
    if (name === '') return;
    const image = { line: at + 1, name };
    if (seen.has(name)) duplicates.push(image);
    else images.push(image);
    seen.add(name);
  });
  return { images, duplicates };
}

function nameOf(raw: string): string {
  const bare = raw.replace(/(^|\s)#.*$/, '').trim();
  return bare
    .replace(/^-\s+/, '')
    .replace(/^name:\s+/, '')
    .replace(/^(["'])(.*)\1$/, '$2')
    .trim();
}
