import { useTranslation } from 'react-i18next';
import type { UiLanguage } from './index.ts';

/** The language that the page is shown in. */
export function useLanguage(): UiLanguage {
  const { i18n } = useTranslation();
  return i18n.language.startsWith('zh') ? 'zh' : 'en';
}
