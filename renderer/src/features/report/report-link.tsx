import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetSubject } from '../../../../core/contract/index.ts';
import { SetLink } from '../../components/set-link.tsx';

/** Leads to the report about a set. */
export function ReportLink({ of }: { readonly of: SetSubject }): ReactNode {
  const { t } = useTranslation('report');
  return <SetLink page="/report" of={of} text={t('open')} hint={t('openHint')} />;
}
