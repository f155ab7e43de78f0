import { List, ListItem, Title } from '@patternfly/react-core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { describeSentence } from '../../../../core/contract/index.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useDocumentSlice } from './content-context.tsx';

/** What the configuration means, for people who do not read YAML. */
export function SentenceList(): ReactNode {
  const { t } = useTranslation('content');
  const id = useId();
  const language = useLanguage();
  const view = useDocumentSlice((state) => state.view);
  const isCurrent = useDocumentSlice(({ history, checkedText }) => history.present === checkedText);
  return (
    <section aria-labelledby={id} className="sluice-content-stack">
      <Title headingLevel="h2" size="md" id={id}>
        {t('sentences.title')}
      </Title>
      {view?.model === undefined ? (
        <p>{view === undefined ? t('sentences.waiting') : t('sentences.errors')}</p>
      ) : (
        <List aria-busy={!isCurrent}>
          {view.sentences.map(({ code, params }, at) => (
            // Several channels give the same sentence; they never change places.
            // oxlint-disable-next-line react/no-array-index-key
            <ListItem key={at}>{describeSentence(code, params, language)}</ListItem>
          ))}
        </List>
      )}
    </section>
  );
}
