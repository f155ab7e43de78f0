import {
  Alert,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContentModel } from '../../../../core/contract/index.ts';

/** Operators and charts: kept in the file, and not mirrored by this version. Said plainly. */
export function OperatorsTab({ model }: { readonly model: ContentModel }): ReactNode {
  const { t } = useTranslation('content');
  const { operatorCatalogs, helmCharts } = model;
  const some = operatorCatalogs + helmCharts > 0;
  return (
    <div className="sluice-content-stack">
      <Alert
        isInline
        variant={some ? 'warning' : 'info'}
        component="p"
        title={some ? t('operators.kept') : t('operators.none')}
      >
        {t('operators.next')}
      </Alert>
      <DescriptionList isHorizontal isCompact>
        <DescriptionListGroup>
          <DescriptionListTerm>{t('operators.catalogs')}</DescriptionListTerm>
          <DescriptionListDescription>{operatorCatalogs}</DescriptionListDescription>
        </DescriptionListGroup>
        <DescriptionListGroup>
          <DescriptionListTerm>{t('operators.charts')}</DescriptionListTerm>
          <DescriptionListDescription>{helmCharts}</DescriptionListDescription>
        </DescriptionListGroup>
      </DescriptionList>
    </div>
  );
}
