import { Content } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ReportSubject } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';

/** Leads to the other ways on which a set can go: several media, a drop folder, a diode. */
export function MoveLink({ of }: { readonly of: ReportSubject }): ReactNode {
  const { t } = useTranslation('transfer');
  const navigate = useNavigate();
  const search = new URLSearchParams(of.kind === 'job' ? { job: of.jobId } : { folder: of.folder });
  return (
    <div>
      <GuardedButton variant="secondary" onClick={() => void navigate(`/transfer?${search.toString()}`)}>
        {t('open')}
      </GuardedButton>
      <Content component="small">{t('openHint')}</Content>
    </div>
  );
}
