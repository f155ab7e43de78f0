import { Button } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportPeriod } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { LoadableView } from '../../components/loadable.tsx';
import { useQuery } from '../../hooks/use-query.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ReportView } from './report-view.tsx';
import { SaveReport } from './save-report.tsx';

/** The report about what was made and given in a period, to look at and to save. */
export function PeriodReport({ period }: { readonly period: ReportPeriod }): ReactNode {
  const { t } = useTranslation('report');
  const language = useLanguage();
  const [isSaving, setSaving] = useState(false);
  const of = { kind: 'period', ...period } as const;
  const state = useQuery('reports.preview', { of, language });
  return (
    <div className="sluice-stack">
      <div className="sluice-actions">
        <GuardedButton onClick={() => setSaving(true)}>{t('save')}</GuardedButton>
        <Button variant="secondary" onClick={state.reload}>
          {t('reload')}
        </Button>
      </div>
      <LoadableView state={state} onRetry={state.reload}>
        {(report) => <ReportView report={report} />}
      </LoadableView>
      {isSaving && <SaveReport of={of} previous={undefined} onClose={() => setSaving(false)} />}
    </div>
  );
}
