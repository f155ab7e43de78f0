import { Content } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { SetSubject } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';

/** Leads to the report about a set. */
export function ReportLink({ of }: { readonly of: SetSubject }): ReactNode {
  const { t } = useTranslation('report');
  const navigate = useNavigate();
  const search = new URLSearchParams(of.kind === 'job' ? { job: of.jobId } : { folder: of.folder });
  return (
    <div>
      <GuardedButton variant="secondary" onClick={() => void navigate(`/report?${search.toString()}`)}>
        {t('open')}
      </GuardedButton>
      <Content component="small">{t('openHint')}</Content>
    </div>
  );
}
