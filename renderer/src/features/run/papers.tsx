import { Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ReportLink } from '../report/report-link.tsx';
import { SaveDocument } from './save-document.tsx';

/** What goes with the medium, and what stays for the files. Sheet and label describe a set: there has to be one. */
export function Papers({ jobId, hasSet }: { readonly jobId: string; readonly hasSet: boolean }): ReactNode {
  const { t } = useTranslation('run');
  return (
    <section aria-label={t('done.papers')}>
      <Title headingLevel="h3" size="md">
        {t('done.papers')}
      </Title>
      <div className="sluice-papers">
        {hasSet && (
          <>
            <SaveDocument jobId={jobId} document="label" format="html" />
            <SaveDocument jobId={jobId} document="sheet" format="html" />
          </>
        )}
        {(['html', 'json', 'csv'] as const).map((format) => (
          <SaveDocument key={format} jobId={jobId} document="report" format={format} isOneOfSeveral />
        ))}
      </div>
      <p className="sluice-hint">{t('done.printHint')}</p>
      {hasSet && <ReportLink of={{ kind: 'job', jobId }} />}
    </section>
  );
}
