import { fillText, type Language } from '../contract/index.ts';
import { chinese } from './words/chinese.ts';
import { english, type WordKey } from './words/english.ts';

export type { WordKey };

type Params = Readonly<Record<string, string | number>>;

export interface Say {
  (key: WordKey, params?: Params): string;
  /** The same for a key that may not exist: states and types come as data. */
  maybe(key: string, params?: Params): string | undefined;
}

/** The words in `language`, with the parameters put in. */
export function wordsIn(language: Language): Say {
  const words: Readonly<Record<WordKey, string>> = language === 'zh' ? chinese : english;
  const say = (key: WordKey, params: Params = {}): string => fillText(words[key], params, language);
  const maybe = (key: string, params: Params = {}): string | undefined =>
    isKey(key) ? say(key, params) : undefined;
  return Object.assign(say, { maybe });
}

function isKey(key: string): key is WordKey {
  return Object.hasOwn(english, key);
}

/** `--lang` wins, then the usual locale variables; anything that is not Chinese is English. */
export function chooseLanguage(
  flag: string | undefined,
  variables: Readonly<Record<string, string | undefined>>,
): Language {
  const locale = flag ?? (variables['LC_ALL'] || variables['LC_MESSAGES'] || variables['LANG'] || '');
  return /^zh/i.test(locale) ? 'zh' : 'en';
}
