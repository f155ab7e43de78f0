import { Button, EmptyState, EmptyStateBody, EmptyStateFooter } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MessageAlert } from '../../../components/message-alert.tsx';
import { CatalogOpening } from './catalog-opening.tsx';
import { ChosenPackages } from './chosen-packages.tsx';
import { PackageBrowser } from './package-browser.tsx';
import { useCatalog } from './use-catalog.ts';

/** What is in the catalogue, as soon as it is read; until then, and where it cannot be, what the configuration asks of it. */
export function CatalogContent({
  catalog,
  onStop,
}: {
  readonly catalog: string;
  /** Whatever else reads this catalogue is to stop as well. */
  readonly onStop: () => void;
}): ReactNode {
  const { t } = useTranslation(['operators', 'common']);
  const { state, stop, again } = useCatalog(catalog);
  switch (state.kind) {
    case 'opening':
      return (
        <CatalogOpening
          progress={state.progress}
          onStop={() => {
            stop();
            onStop();
          }}
        />
      );
    case 'failed':
      return (
        <>
          <MessageAlert
            level="error"
            message={state.error}
            actions={
              <Button variant="link" isInline onClick={again}>
                {t('common:action.retry')}
              </Button>
            }
          />
          <p>{t('open.failedNext')}</p>
          <ChosenPackages />
        </>
      );
    case 'stopped':
      return (
        <>
          <EmptyState headingLevel="h3" titleText={t('open.stopped')}>
            <EmptyStateBody>{t('open.stoppedNext')}</EmptyStateBody>
            <EmptyStateFooter>
              <Button variant="primary" onClick={again}>
                {t('open.again')}
              </Button>
            </EmptyStateFooter>
          </EmptyState>
          <ChosenPackages />
        </>
      );
    case 'ready':
      return <PackageBrowser view={state.view} />;
  }
}
