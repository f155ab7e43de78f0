import { Content, List, ListItem, Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import '../components/layout.css';
import { Page } from '../components/page.tsx';
import { useSlice } from '../stores/context.tsx';

/** `#/help`: the steps, what to do in trouble, keys and words, in the program itself. */
export function HelpPage(): ReactNode {
  const { t } = useTranslation('help');
  const info = useSlice('connection', (slice) => slice.info);
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Section title={t('stages.title')} isNumbered>
        {[
          t('stages.export'),
          t('stages.enterpriseImport'),
          t('stages.enclaveExport'),
          t('stages.enclaveImport'),
        ]}
      </Section>
      <Section title={t('trouble.title')}>
        {[t('trouble.interrupted'), t('trouble.pulled'), t('trouble.failed'), t('trouble.support')]}
      </Section>
      <Section title={t('keys.title')}>{[t('keys.tab'), t('keys.graph'), t('keys.editor')]}</Section>
      <Section title={t('words.title')}>
        {[t('words.set'), t('words.generation'), t('words.enclave'), t('words.practice')]}
      </Section>
      {info !== undefined && (
        <Content component="small">
          {t('version', { version: info.version, hostname: info.hostname })}
        </Content>
      )}
    </Page>
  );
}

function Section({
  title,
  isNumbered = false,
  children,
}: {
  readonly title: string;
  readonly isNumbered?: boolean;
  readonly children: readonly string[];
}): ReactNode {
  const items = children.map((text) => <ListItem key={text}>{text}</ListItem>);
  return (
    <section className="sluice-section">
      <Title headingLevel="h2" size="lg">
        {title}
      </Title>
      {isNumbered ? <List component="ol">{items}</List> : <List>{items}</List>}
    </section>
  );
}
