import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetSubject } from '../../../../core/contract/index.ts';
import { SetLink } from '../../components/set-link.tsx';

/** Leads to the other ways on which a set can go: several media, a drop folder, a diode. */
export function MoveLink({ of }: { readonly of: SetSubject }): ReactNode {
  const { t } = useTranslation('transfer');
  return <SetLink page="/transfer" of={of} text={t('open')} hint={t('openHint')} />;
}
