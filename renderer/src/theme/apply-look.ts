import type { Settings } from '../../../core/contract/index.ts';
import { languageTags, type UiLanguage } from '../i18n/index.ts';

type Look = Pick<Settings, 'theme' | 'density' | 'motion'>;

/** Puts theme, density, motion and language on the document: PatternFly's classes and ours. */
export function applyLook(
  root: HTMLElement,
  look: Look,
  language: UiLanguage,
  system: { readonly dark: boolean; readonly highContrast: boolean },
): void {
  const dark = look.theme === 'dark' || (look.theme === 'system' && system.dark);
  const contrast = look.theme === 'high-contrast' || (look.theme === 'system' && system.highContrast);
  root.classList.toggle('pf-v6-theme-dark', dark);
  root.classList.toggle('pf-v6-theme-high-contrast', contrast);
  root.classList.toggle('sluice-compact', look.density === 'compact');
  root.classList.toggle('sluice-reduced-motion', look.motion === 'reduced');
  root.lang = languageTags[language];
}
