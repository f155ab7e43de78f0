import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { english, chinese } from './catalogues.ts';

export type UiLanguage = 'en' | 'zh';

/** The languages by the name that a browser or an operating system gives them. */
export function systemLanguage(preferred: readonly string[]): UiLanguage {
  for (const name of preferred) {
    if (/^zh\b/i.test(name)) return 'zh';
    if (/^en\b/i.test(name)) return 'en';
  }
  return 'en';
}

/** The value of the `lang` attribute: it selects Chinese glyph forms over Japanese ones. */
export const languageTags: Readonly<Record<UiLanguage, string>> = { en: 'en', zh: 'zh-CN' };

/** A translator of its own, so that tests and pages do not share one. */
export async function createI18n(language: UiLanguage): Promise<i18n> {
  const instance = createInstance();
  await instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: english, zh: chinese },
    defaultNS: 'common',
    ns: Object.keys(english),
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return instance;
}
