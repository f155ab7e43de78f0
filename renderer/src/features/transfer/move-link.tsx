import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportSubject } from '../../../../core/contract/index.ts';
import { SetLink } from '../report/set-link.tsx';

/** Leads to the other ways on which a set can go: several media, a drop folder, a diode. */
export function MoveLink({ of }: { readonly of: ReportSubject }): ReactNode {
  const { t } = useTranslation('transfer');
  return <SetLink to="/transfer" of={of} label={t('open')} hint={t('openHint')} />;
}
