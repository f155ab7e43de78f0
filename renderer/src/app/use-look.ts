import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { systemLanguage } from '../i18n/index.ts';
import { useSlice } from '../stores/context.tsx';
import { applyLook } from '../theme/apply-look.ts';

const defaults = { language: 'system', theme: 'system', density: 'comfortable', motion: 'system' } as const;

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    () => matchMedia(query).matches,
  );
}

/** Keeps language, theme, density and motion of the document as the settings say. */
export function useLook(): void {
  const look = useSlice('settings', ({ view }) => view?.settings) ?? defaults;
  const dark = useMedia('(prefers-color-scheme: dark)');
  const highContrast = useMedia('(prefers-contrast: more)');
  const { i18n } = useTranslation();
  const language = look.language === 'system' ? systemLanguage(navigator.languages) : look.language;
  useEffect(() => {
    if (i18n.language !== language) void i18n.changeLanguage(language);
    applyLook(document.documentElement, look, language, { dark, highContrast });
  }, [i18n, look, language, dark, highContrast]);
}
