import {
  Button,
  EmptyState,
  EmptyStateBody,
  NotificationDrawer,
  NotificationDrawerBody,
  NotificationDrawerHeader,
  NotificationDrawerList,
  NotificationDrawerListItem,
  NotificationDrawerListItemBody,
  NotificationDrawerListItemHeader,
} from '@patternfly/react-core';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { messageWords } from '../i18n/message-words.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useSlice, useStores } from '../stores/context.tsx';

/** What the host told while the user was elsewhere. Opening it marks everything as read. */
export function NoticeDrawer({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation(['shell', 'common']);
  const language = useLanguage();
  const { notices } = useStores();
  const list = useSlice('notices', (state) => state.notices);
  useEffect(() => notices.getState().markRead(), [notices]);
  return (
    <NotificationDrawer>
      <NotificationDrawerHeader
        title={t('notices.title')}
        onClose={onClose}
        closeButtonAriaLabel={t('common:action.close')}
      >
        {list.length > 0 && (
          <Button variant="link" onClick={() => notices.getState().clear()}>
            {t('notices.clear')}
          </Button>
        )}
      </NotificationDrawerHeader>
      <NotificationDrawerBody>
        {list.length === 0 && (
          <EmptyState variant="sm" titleText={t('notices.empty')} headingLevel="h2">
            <EmptyStateBody>{t('notices.emptyBody')}</EmptyStateBody>
          </EmptyState>
        )}
        {list.length > 0 && (
          <NotificationDrawerList aria-label={t('notices.title')}>
            {list.map(({ id, at, read, notice }) => {
              const { what, next } = messageWords(notice.message, language);
              return (
                <NotificationDrawerListItem key={id} variant={notice.level} isRead={read} tabIndex={-1}>
                  <NotificationDrawerListItemHeader
                    variant={notice.level}
                    title={what}
                    srTitle={t(`common:level.${levelOf(notice.level)}`)}
                    headingLevel="h2"
                  />
                  <NotificationDrawerListItemBody timestamp={new Date(at).toLocaleTimeString(language)}>
                    {next}
                    {notice.jobId !== undefined && (
                      <div>
                        <Link to={`/jobs/${notice.jobId}`} onClick={onClose}>
                          {t('notices.openJob')}
                        </Link>
                      </div>
                    )}
                  </NotificationDrawerListItemBody>
                </NotificationDrawerListItem>
              );
            })}
          </NotificationDrawerList>
        )}
      </NotificationDrawerBody>
    </NotificationDrawer>
  );
}

function levelOf(level: 'success' | 'info' | 'warning' | 'danger'): 'success' | 'info' | 'warning' | 'error' {
  return level === 'danger' ? 'error' : level;
}
