import { Alert, ExpandableSection, List, ListItem } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../../core/contract/index.ts';
import { messageWords } from '../i18n/message-words.ts';
import { useLanguage } from '../i18n/use-language.ts';

/** Affected things named at once; the rest is counted. */
const shown = 5;
const variants = { error: 'danger', warning: 'warning', note: 'info', success: 'success' } as const;

interface MessageAlertProps {
  readonly level: keyof typeof variants;
  readonly message: Message;
  /** Buttons that do the next step. */
  readonly actions?: ReactNode;
}

/** A coded message in words: what happened, what to do next, what is affected, the raw detail folded away. */
export function MessageAlert({ level, message, actions }: MessageAlertProps): ReactNode {
  const { t } = useTranslation('common');
  const { what, next } = messageWords(message, useLanguage());
  const rest = message.affected.length - shown;
  return (
    <Alert
      isInline
      variant={variants[level]}
      title={what}
      truncateTitle={0}
      actionLinks={actions}
      component="p"
    >
      {next !== '' && <p>{next}</p>}
      {message.affected.length > 0 && (
        <List isPlain aria-label={t('affected')} className="sluice-mono">
          {message.affected.slice(0, shown).map((name) => (
            <ListItem key={name}>{name}</ListItem>
          ))}
          {rest > 0 && <ListItem>{t('affectedMore', { count: rest })}</ListItem>}
        </List>
      )}
      <ExpandableSection toggleText={t('details')}>
        <p>{t('code', { code: message.code })}</p>
        {message.detail !== undefined && <pre className="sluice-mono sluice-detail">{message.detail}</pre>}
      </ExpandableSection>
    </Alert>
  );
}
