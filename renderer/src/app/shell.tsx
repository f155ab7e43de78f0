import { Bullseye, Page, SkipToContent, Spinner } from '@patternfly/react-core';
import { Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation } from 'react-router';
import { LiveRegion } from '../components/live-region.tsx';
import { useSlice } from '../stores/context.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { AppMasthead } from './masthead.tsx';
import { Navigation } from './navigation.tsx';
import { NoticeDrawer } from './notice-drawer.tsx';
import { BeforeConnection } from './refused.tsx';
import { useLook } from './use-look.ts';
import { useNotifications } from './use-notifications.ts';
import { useNavigationDrawer } from './use-navigation-drawer.ts';
import { useTitlePercent } from './use-title-percent.ts';

const contentId = 'content';
const ignore = (): void => undefined;

/** The frame around every page. */
export function Shell(): ReactNode {
  const { t } = useTranslation(['shell', 'common']);
  const state = useSlice('connection', (slice) => slice.state);
  const known = useSlice('connection', (slice) => slice.info !== undefined);
  const [noticesOpen, setNoticesOpen] = useState(false);
  const { pathname, key } = useLocation();
  const navigation = useNavigationDrawer(key);
  useLook();
  useTitlePercent();
  useNotifications();
  if (state.kind === 'refused' || !known) return <BeforeConnection state={state} />;
  return (
    <LiveRegion>
      <ConnectionBanner />
      <Page
        masthead={
          <AppMasthead
            onNotices={() => setNoticesOpen(!noticesOpen)}
            isNavigationOpen={navigation.isOpen}
            onNavigation={navigation.toggle}
          />
        }
        sidebar={<Navigation isOpen={navigation.isOpen} />}
        // PatternFly looks whether the navigation lies over the page only for somebody who wants to know.
        onPageResize={ignore}
        isContentFilled
        mainContainerId={contentId}
        skipToContent={
          <SkipToContent href={`#${contentId}`} onClick={focusContent}>
            {t('skipToContent')}
          </SkipToContent>
        }
        notificationDrawer={<NoticeDrawer onClose={() => setNoticesOpen(false)} />}
        isNotificationDrawerExpanded={noticesOpen}
      >
        <ErrorBoundary key={pathname.split('/')[1]}>
          <Suspense
            fallback={
              <Bullseye>
                <Spinner aria-label={t('common:loading')} />
              </Bullseye>
            }
          >
            <Outlet />
          </Suspense>
        </ErrorBoundary>
      </Page>
    </LiveRegion>
  );
}

/** The address after # is the page's: the link must not change it. */
function focusContent(event: React.MouseEvent): void {
  event.preventDefault();
  document.getElementById(contentId)?.focus();
}
