import { Button } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PathFacts, SetSubject } from '../../../../core/contract/index.ts';
import { Gap } from '../../components/gap.tsx';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { LoadableView } from '../../components/loadable.tsx';
import { useQuery } from '../../hooks/use-query.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { CompareDialog } from './compare-dialog.tsx';
import { ReportView } from './report-view.tsx';
import { SaveReport } from './save-report.tsx';

/** The report about a set, to look at and to save; compared with another set when one is chosen. */
export function SetReport({ of }: { readonly of: SetSubject }): ReactNode {
  const { t } = useTranslation('report');
  const language = useLanguage();
  const [previous, setPrevious] = useState<PathFacts>();
  const [isComparing, setComparing] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const compared = previous?.token;
  const state = useQuery('reports.preview', {
    of,
    language,
    ...(compared !== undefined && { previous: compared }),
  });
  return (
    <div className="sluice-stack">
      <div className="sluice-actions">
        <GuardedButton onClick={() => setSaving(true)}>{t('save')}</GuardedButton>
        <GuardedButton variant="secondary" onClick={() => setComparing(true)}>
          {t('compare')}
        </GuardedButton>
        <Button variant="secondary" onClick={state.reload}>
          {t('reload')}
        </Button>
      </div>
      <p className="sluice-subtle">{t('verifyHint')}</p>
      {previous !== undefined && (
        <p>
          {t('comparedWith', { place: previous.display })}
          <Gap />
          <Button variant="link" isInline onClick={() => setPrevious(undefined)}>
            {t('compareOff')}
          </Button>
        </p>
      )}
      <LoadableView state={state} onRetry={state.reload}>
        {(report) => <ReportView report={report} />}
      </LoadableView>
      {isComparing && (
        <CompareDialog
          onClose={() => setComparing(false)}
          onChoose={(folder) => {
            setComparing(false);
            setPrevious(folder);
          }}
        />
      )}
      {isSaving && <SaveReport of={of} previous={compared} onClose={() => setSaving(false)} />}
    </div>
  );
}
