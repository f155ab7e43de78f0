import {
  Button,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
} from '@patternfly/react-core';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface BoundaryState {
  readonly failed: boolean;
}

/** Keeps a failing page from taking the whole window away. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, BoundaryState> {
  override state: BoundaryState = { failed: false };

  static getDerivedStateFromError(): BoundaryState {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return <Crash onHome={() => this.setState({ failed: false })} />;
  }
}

/** A page that could not be fetched or failed while it opened. */
export function RouteFailure(): ReactNode {
  return <Crash onHome={() => location.reload()} />;
}

function Crash({ onHome }: { readonly onHome: () => void }): ReactNode {
  const { t } = useTranslation('shell');
  return (
    <EmptyState titleText={t('crash.title')} headingLevel="h1" status="danger">
      <EmptyStateBody>{t('crash.body')}</EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>
          <Button onClick={() => location.reload()}>{t('crash.reload')}</Button>
          <Button
            variant="link"
            onClick={() => {
              location.hash = '#/';
              onHome();
            }}
          >
            {t('crash.home')}
          </Button>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
}
