import { Alert, Button, List, ListItem } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HelmModel } from '../../../../../core/contract/index.ts';
import { useForms, useContentPlace } from '../content-context.tsx';
import { withValues } from './values.ts';

/** Values of charts that were taken out again: kept in case they come back, not used, and not carried. */
export function UnusedValues({ helm }: { readonly helm: HelmModel }): ReactNode {
  const { t } = useTranslation(['helm', 'common']);
  const { values } = useContentPlace();
  const { isLocked } = useForms();
  // A whole repository may have a chart of any name.
  const isAny = helm.repositories.some(({ charts }) => charts.length === 0);
  const names = new Set(
    [...helm.repositories.flatMap(({ charts }) => charts), ...helm.local].map(({ name }) => name),
  );
  const unused = isAny ? [] : (values?.texts ?? []).filter(({ chart }) => !names.has(chart));
  if (values === undefined || unused.length === 0) return null;
  return (
    <Alert isInline variant="info" component="p" title={t('unused.title')}>
      <List isPlain>
        {unused.map(({ chart }) => (
          <ListItem key={chart}>
            {chart}{' '}
            <Button
              variant="link"
              isInline
              isDanger
              className="sluice-content-action"
              isDisabled={isLocked}
              aria-label={t('unused.removeOf', { chart })}
              onClick={() => values.change(withValues(values.texts, chart, ''))}
            >
              {t('common:action.remove')}
            </Button>
          </ListItem>
        ))}
      </List>
    </Alert>
  );
}
