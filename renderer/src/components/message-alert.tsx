import { Alert, ExpandableSection, List, ListItem } from '@patternfly/react-core';
import { useId, type ReactNode } from 'react';
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
  const affected = useId();
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
        <div className="sluice-affected">
          <span className="sluice-affected-title" id={affected}>
            {t('affected')}
          </span>
          <List isPlain aria-labelledby={affected}>
            {message.affected.slice(0, shown).map((name) => (
              <ListItem key={name} className="sluice-mono">
                {name}
              </ListItem>
            ))}
            {rest > 0 && <ListItem>{t('affectedMore', { count: rest })}</ListItem>}
          </List>
        </div>
      )}
      <ExpandableSection toggleText={t('details')}>
        <p>{t('code', { code: message.code })}</p>
        {message.detail !== undefined && <pre className="sluice-mono sluice-detail">{message.detail}</pre>}
      </ExpandableSection>
    </Alert>
  );
}
