import { List, ListItem, Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MirrorReport } from '../../../../core/contract/index.ts';
import { messageWords } from '../../i18n/message-words.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import './approvals.css';

/** Images named at once. */
const shown = 50;

/** What the approval gate held back, each with its own reason. */
export function HeldList({ held }: { readonly held: NonNullable<MirrorReport['held']> }): ReactNode {
  const { t } = useTranslation('approvals');
  const language = useLanguage();
  const rest = held.length - shown;
  return (
    <section aria-label={t('held.title')}>
      <Title headingLevel="h3" size="md">
        {t('held.title')}
      </Title>
      <List isPlain>
        {held.slice(0, shown).map(({ origin, error }) => (
          <ListItem key={origin}>
            <div className="sluice-mono">{origin}</div>
            <div className="sluice-subtle">{messageWords(error, language).what}</div>
          </ListItem>
        ))}
        {rest > 0 && <ListItem>{t('held.more', { count: rest })}</ListItem>}
      </List>
    </section>
  );
}
