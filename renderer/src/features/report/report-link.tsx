import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportSubject } from '../../../../core/contract/index.ts';
import { SetLink } from './set-link.tsx';

/** Leads to the report about a set. */
export function ReportLink({ of }: { readonly of: ReportSubject }): ReactNode {
  const { t } = useTranslation('report');
  return <SetLink to="/report" of={of} label={t('open')} hint={t('openHint')} />;
}
