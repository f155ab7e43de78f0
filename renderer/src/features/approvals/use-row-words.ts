import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { VerdictRow } from '../../../../core/contract/index.ts';
import { messageWords } from '../../i18n/message-words.ts';
import { useLanguage } from '../../i18n/use-language.ts';

/** Why a row is as it is, in one line: reasons, or who waived it. */
export function useRowWords(): (row: VerdictRow) => string {
  const { t } = useTranslation('approvals');
  const language = useLanguage();
  return useCallback(
    ({ reasons, waivers }) =>
      [
        ...reasons.map((reason) => messageWords(reason, language).what),
        ...waivers.map(({ owner, until, reason }) =>
          t('table.waivedBy', { owner, until: until.slice(0, 10), reason }),
        ),
      ].join(' '),
    [t, language],
  );
}
