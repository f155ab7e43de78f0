import type { ReactNode } from 'react';
import { useLanguage } from '../i18n/use-language.ts';

/** What stands between two sentences: Chinese full stops and colons bring their own room. */
export function Gap(): ReactNode {
  return useLanguage() === 'zh' ? null : ' ';
}
