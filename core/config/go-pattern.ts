import {
  complement,
  controls,
  escapeLiteral,
  PatternFault,
  perlClasses,
  posixClasses,
  propertyClass,
} from './go-pattern-classes.ts';

interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
}

const longestPattern = 1000;

/**
 * Translates a Go (RE2) regular expression into a JavaScript one that matches the same texts.
 * Throws PatternFault: `syntax` for what Go refuses too (look-around, back-references, unbalanced
 * groups), `unsupported` for what only Go can do (`(?U)`, `\C`, a repeated
 * group that holds a repetition or alternatives).
 */
export function translateGoPattern(pattern: string): RegExp {
  if (pattern.length > longestPattern) throw new PatternFault('unsupported', `${pattern.slice(0, 40)}…`);
  const source = new Translator(pattern).translate();
  try {
    return new RegExp(source, 'u');
  } catch {
    throw new PatternFault('syntax', pattern.slice(0, 100));
  }
}

class Translator {
  readonly #pattern: string;
  #at = 0;
  #flags: Flags = { i: false, m: false, s: false };
  /** Repetitions and alternatives read so far. */
  #choices = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  translate(): string {
    const out = this.#alternation();
    if (this.#at < this.#pattern.length) throw new PatternFault('syntax', this.#rest());
    return out;
  }

  #rest(): string {
    return this.#pattern.slice(this.#at, this.#at + 20);
  }

  /** Takes what `form` (sticky) matches here. */
  #take(form: RegExp): RegExpExecArray | undefined {
    form.lastIndex = this.#at;
    const match = form.exec(this.#pattern);
    if (match === null) return undefined;
    this.#at += match[0].length;
    return match;
  }

  #alternation(): string {
    const outside = this.#flags;
    const branches = [this.#branch()];
    while (this.#take(/\|/y) !== undefined) {
      this.#choices += 1;
      branches.push(this.#branch());
    }
    this.#flags = outside;
    return branches.join('|');
  }

  #branch(): string {
    let out = '';
    while (this.#at < this.#pattern.length && !/[|)]/.test(this.#pattern.charAt(this.#at))) {
      if (this.#inlineFlags()) continue;
      const start = this.#at;
      const choices = this.#choices;
      const group = this.#pattern.charAt(start) === '(';
      const atom = this.#atom();
      const quantifier = this.#quantifier();
      if (/^[*+{]/.test(quantifier)) {
        // Go reads in linear time; here a repetition of a choice could take for ever on a short name.
        if (this.#choices > choices) {
          throw new PatternFault('unsupported', this.#pattern.slice(start, this.#at).slice(0, 100));
        }
        this.#choices += 1;
      }
      const piece = atom + quantifier;
      // (?i) reaches to the end of its group, across alternatives, and may be switched off inside:
      // so it is put on every piece alone, never around a group.
      out += this.#flags.i && !group ? `(?i:${piece})` : piece;
    }
    return out;
  }

  #inlineFlags(): boolean {
    const match = this.#take(/\(\?([a-zA-Z]*)(?:-([a-zA-Z]+))?\)/y);
    if (match === undefined) return false;
    this.#flags = this.#withFlags(match[1] ?? '', match[2] ?? '', match[0]);
    return true;
  }

  #withFlags(on: string, off: string, piece: string): Flags {
    if (/[^imsU]/.test(on + off) || on + off === '') throw new PatternFault('syntax', piece);
    if (/U/.test(on + off)) throw new PatternFault('unsupported', piece);
    const has = (name: 'i' | 'm' | 's'): boolean =>
      off.includes(name) ? false : on.includes(name) || this.#flags[name];
    return { i: has('i'), m: has('m'), s: has('s') };
  }

  #atom(): string {
    const char = this.#pattern.charAt(this.#at);
    switch (char) {
      case '(':
        return this.#group();
      case '[':
        return this.#set();
      case '\\':
        return this.#escape();
      case '.':
        this.#at += 1;
        return this.#flags.s ? '[\\s\\S]' : '[^\\n]';
      case '^':
        this.#at += 1;
        return this.#flags.m ? '(?<![^\\n])' : '(?<![\\s\\S])';
      case '$':
        this.#at += 1;
        return this.#flags.m ? '(?![^\\n])' : '(?![\\s\\S])';
      case '*':
      case '+':
      case '?':
        throw new PatternFault('syntax', this.#rest());
      default: {
        const literal = String.fromCodePoint(this.#pattern.codePointAt(this.#at) ?? 0);
        this.#at += literal.length;
        return escapeLiteral(literal);
      }
    }
  }

  #group(): string {
    const outside = this.#flags;
    const named = this.#take(/\(\?P?<([A-Za-z_][A-Za-z0-9_]*)>/y);
    if (named === undefined) {
      const flagged = this.#take(/\(\?([a-zA-Z]*)(?:-([a-zA-Z]+))?:/y);
      if (flagged !== undefined) {
        const [piece, on = '', off = ''] = flagged;
        if (on + off !== '') this.#flags = this.#withFlags(on, off, piece);
      } else if (this.#take(/\((?!\?)/y) === undefined) {
        throw new PatternFault('syntax', this.#rest());
      }
    }
    const body = this.#alternation();
    this.#flags = outside;
    if (this.#take(/\)/y) === undefined) throw new PatternFault('syntax', this.#rest() || '(');
    return `(?:${body})`;
  }

  #quantifier(): string {
    const match = this.#take(/(?:[*+?]|\{([0-9]+)(,([0-9]*))?\})\??/y);
    if (match === undefined) return '';
    const [piece, least, , most] = match;
    // Go's own limit; beyond it the pattern is an error there.
    if (Number(least ?? 0) > 1000 || Number(most ?? 0) > 1000) throw new PatternFault('syntax', piece);
    if (/[*+?]|\{[0-9]+(?:,[0-9]*)?\}/y.test(this.#pattern.slice(this.#at))) {
      throw new PatternFault('syntax', piece + this.#rest().charAt(0));
    }
    return piece;
  }

  #escape(): string {
    const quoted = this.#take(/\\Q([\s\S]*?)(?:\\E|$)/y);
    if (quoted !== undefined) return `(?:${Array.from(quoted[1] ?? '', escapeLiteral).join('')})`;
    const simple = this.#take(/\\([AzbB])/y)?.[1];
    if (simple === 'A') return '(?<![\\s\\S])';
    if (simple === 'z') return '(?![\\s\\S])';
    if (simple !== undefined) return `\\${simple}`;
    if (this.#take(/\\C/y) !== undefined) throw new PatternFault('unsupported', '\\C');
    const { text, isSet } = this.#classEscape();
    return isSet ? `[${text}]` : text;
  }

  /** An escape that is also good inside a set. */
  #classEscape(): { readonly text: string; readonly isSet: boolean } {
    const perl = this.#take(/\\([dswDSW])/y)?.[1];
    if (perl !== undefined) {
      const members = perlClasses[perl.toLowerCase()] ?? '';
      if (perl === perl.toLowerCase()) return { text: members, isSet: true };
      return { text: complement(perl), isSet: true };
    }
    const property = this.#take(/\\([pP])(?:\{(\^?)([A-Za-z_]+)\}|([A-Z]))/y);
    if (property !== undefined) {
      const [piece, letter, caret, long, short] = property;
      const negated = (letter === 'P') !== (caret === '^');
      return { text: propertyClass(long ?? short ?? '', negated, piece), isSet: true };
    }
    const control = this.#take(/\\([aftnrv])/y)?.[1];
    if (control !== undefined) return { text: controls[control] ?? '', isSet: false };
    const code = this.#take(/\\(?:x\{([0-9A-Fa-f]{1,6})\}|x([0-9A-Fa-f]{2})|([1-7][0-7]{1,2}|0[0-7]{0,2}))/y);
    if (code !== undefined) {
      const value =
        code[3] === undefined ? Number.parseInt(code[1] ?? code[2] ?? '', 16) : Number.parseInt(code[3], 8);
      if (value > 0x10ffff) throw new PatternFault('syntax', code[0]);
      return { text: `\\u{${value.toString(16)}}`, isSet: false };
    }
    const punctuation = this.#take(/\\([!-/:-@[-`{-~])/y)?.[1];
    if (punctuation !== undefined) return { text: escapeLiteral(punctuation), isSet: false };
    throw new PatternFault('syntax', this.#rest().slice(0, 2));
  }

  #set(): string {
    const open = this.#take(/\[(\^?)/y);
    let out = '';
    for (let first = true; ; first = false) {
      if (this.#at >= this.#pattern.length) throw new PatternFault('syntax', '[');
      if (!first && this.#take(/\]/y) !== undefined) break;
      out += this.#setMember();
    }
    return `[${open?.[1] ?? ''}${out}]`;
  }

  #setMember(): string {
    const posix = this.#take(/\[:(\^?)([a-z]+):\]/y);
    if (posix !== undefined) {
      const members = Object.hasOwn(posixClasses, posix[2] ?? '') ? posixClasses[posix[2] ?? ''] : undefined;
      if (members === undefined) throw new PatternFault('syntax', posix[0]);
      if (posix[1] === '^') throw new PatternFault('unsupported', posix[0]);
      return members;
    }
    const low = this.#setLiteral();
    if (low.isSet || this.#take(/-(?!\])/y) === undefined) return low.text;
    const high = this.#setLiteral();
    if (high.isSet) throw new PatternFault('syntax', `-${high.text}`);
    return `${low.text}-${high.text}`;
  }

  #setLiteral(): { readonly text: string; readonly isSet: boolean } {
    if (this.#pattern.charAt(this.#at) === '\\') return this.#classEscape();
    const literal = String.fromCodePoint(this.#pattern.codePointAt(this.#at) ?? 0);
    this.#at += literal.length;
    return { text: escapeLiteral(literal), isSet: false };
  }
}
