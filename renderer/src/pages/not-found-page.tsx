import { EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

export function NotFoundPage(): ReactNode {
  const { t } = useTranslation('shell');
  return (
    <EmptyState titleText={t('notFound.title')} headingLevel="h1">
      <EmptyStateBody>{t('notFound.body')}</EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>
          <Link to="/">{t('notFound.home')}</Link>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
}
