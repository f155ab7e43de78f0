import { terms } from './terms.ts';
import type { Language } from './text.ts';

/**
 * Puts parameters into a text: `{name}` stands for the value, `{name|file|files}` for the word that fits the
 * number. In values, `<word>` is replaced by the word of the language (see terms.ts), and `<CODE>` by
 * the code when there is no word for it.
 */
export function fillText(
  text: string,
  params: Readonly<Record<string, string | number>>,
  language: Language,
): string {
  return text.replace(
    /\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g,
    (whole, name: string, one?: string, many?: string) => {
      const value = params[name];
      if (one !== undefined && many !== undefined) return Number(value) === 1 ? one : many;
      return value === undefined ? whole : inWords(String(value), language);
    },
  );
}

function inWords(value: string, language: Language): string {
  // A system's error number: in words, and as administrators know it.
  if (/^E[A-Z]+$/.test(value) && Object.hasOwn(terms, value)) {
    return `${terms[value]?.[language] ?? ''}${language === 'zh' ? '，' : ', '}${value}`;
  }
  return value.replace(/<([A-Za-z][A-Za-z_ ]*)>/g, (whole, term: string) => {
    if (Object.hasOwn(terms, term)) return terms[term]?.[language] ?? whole;
    return /^[A-Z]+(?:_[A-Z]+)+$/.test(term) ? term : whole;
  });
}
