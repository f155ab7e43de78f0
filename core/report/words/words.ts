import type { Language } from '../../contract/index.ts';
import { chinese } from './chinese.ts';
import { english, type ReportWord } from './english.ts';

export type { ReportWord };

type Params = Readonly<Record<string, string | number>>;

export interface ReportSay {
  (key: ReportWord, params?: Params): string;
  /** For what comes as data, such as kinds of custody entries: the value itself when there is no word for it. */
  value(prefix: string, value: string): string;
}

/** The words of the report in `language`. */
export function reportWords(language: Language): ReportSay {
  const words: Readonly<Record<string, string>> = language === 'zh' ? chinese : english;
  const say = (key: ReportWord, params: Params = {}): string => fill(words[key] ?? key, params);
  const value = (prefix: string, name: string): string => {
    const key = `${prefix}.${name}`;
    return Object.hasOwn(words, key) ? (words[key] ?? name) : name;
  };
  return Object.assign(say, { value });
}

/** Like `fillText`, but what is put in stays as it is: there, `<…>` has a meaning, and here it is part of a name. */
function fill(text: string, params: Params): string {
  return text.replace(
    /\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g,
    (whole, name: string, one?: string, many?: string) => {
      const value = params[name];
      if (one !== undefined && many !== undefined) return Number(value) === 1 ? one : many;
      return value === undefined ? whole : String(value);
    },
  );
}
