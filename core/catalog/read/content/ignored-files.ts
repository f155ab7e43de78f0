import ignore, { type Ignore } from 'ignore';

/** One line of an .indexignore. */
interface Rule {
  readonly matcher: Ignore;
  readonly negated: boolean;
  /** The folder of its file, with a slash at the end; empty for the uppermost. */
  readonly folder: string;
}

export const ignoreFile = '.indexignore';
/** Characters of a line. A longer one is no pattern: it would be a regular expression too large to be made. */
const longestPattern = 4096;

/**
 * Which configuration files opm leaves out: those that .indexignore files in their folder or above it name, with
 * the syntax of .gitignore. Of all lines that fit, the last decides, one in a deeper folder before one above.
 * Unlike git, a line that begins with `!` brings a file back although its folder is left out: that is how opm
 * reads its own example, a file that begins with the line `**` + `/*`.
 */
export class IgnoredFiles {
  readonly #rules: Rule[] = [];

  /** Files must be added from the top down. Lines that are no pattern are passed over. */
  add(path: string, text: string): void {
    const folder = path.slice(0, -ignoreFile.length);
    for (const written of text.split('\n')) {
      const line = written.replace(/\r$/, '');
      const negated = line.startsWith('!');
      const pattern = negated ? line.slice(1) : line;
      if (pattern.trim() === '' || pattern.startsWith('#') || pattern.length > longestPattern) continue;
      this.#rules.push({ matcher: ignore({ ignorecase: false }).add(pattern), negated, folder });
    }
  }

  has(path: string): boolean {
    const rule = this.#rules.findLast(
      ({ folder, matcher }) => path.startsWith(folder) && matcher.ignores(path.slice(folder.length)),
    );
    return rule !== undefined && !rule.negated;
  }
}
