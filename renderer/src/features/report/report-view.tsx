import { Alert, Button, List, ListItem, Title } from '@patternfly/react-core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportDocument, ReportTone } from '../../../../core/contract/index.ts';
import { Block, Facts } from './report-block.tsx';
import './report.css';

const variants = { good: 'success', attention: 'warning', bad: 'danger' } as const satisfies Record<
  ReportTone,
  string
>;

/** A report as the file shows it: what it comes to, the main facts, where the rest is, then section by section. */
export function ReportView({ report }: { readonly report: ReportDocument }): ReactNode {
  const { t } = useTranslation('report');
  const prefix = useId();
  const { subtitle, verdict, summary, sections, footer } = report;
  const idOf = (section: string): string => `${prefix}-${section}`;
  const show = (section: string): void => {
    const heading = document.getElementById(idOf(section));
    heading?.scrollIntoView();
    heading?.focus({ preventScroll: true });
  };
  return (
    <article className="sluice-report" aria-label={report.title}>
      <p className="sluice-subtle">{subtitle}</p>
      {verdict !== undefined && (
        <Alert isInline variant={variants[verdict.tone]} title={verdict.text} component="p">
          {verdict.reasons.length > 0 && (
            <List>
              {verdict.reasons.map((reason) => (
                <ListItem key={reason}>{reason}</ListItem>
              ))}
            </List>
          )}
        </Alert>
      )}
      <Facts facts={summary} />
      <nav aria-label={t('sections')} className="sluice-actions">
        {sections.map(({ id, title }) => (
          <Button key={id} variant="link" isInline onClick={() => show(id)}>
            {title}
          </Button>
        ))}
      </nav>
      {sections.map(({ id, title, blocks }) => (
        <section key={id} className="sluice-section" aria-labelledby={idOf(id)}>
          <Title headingLevel="h2" size="lg" id={idOf(id)} tabIndex={-1}>
            {title}
          </Title>
          {blocks.map((block, index) => (
            // Blocks have no name, and none ever moves.
            // oxlint-disable-next-line react/no-array-index-key
            <Block key={index} block={block} />
          ))}
        </section>
      ))}
      <p className="sluice-subtle">{footer}</p>
    </article>
  );
}
