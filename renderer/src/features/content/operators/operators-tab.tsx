import './operators.css';
import { Content, EmptyState, EmptyStateBody, Tab, Tabs, TabTitleText } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContentModel } from '../../../../../core/contract/index.ts';
import { useIsViewer } from '../../../hooks/use-is-viewer.ts';
import { useSlice, useStores } from '../../../stores/context.tsx';
import { useForms } from '../content-context.tsx';
import { shortCatalogName } from './catalog-name.ts';
import { CatalogPanel } from './catalog-panel.tsx';
import { CatalogPicker } from './catalog-picker.tsx';
import { stateOfCatalog } from './package-choice.ts';
import { ResolvedNotes } from './resolved-notes.tsx';
import { useResolved } from './use-resolved.ts';

/** Which operators are carried: catalogues, packages, channels and versions, chosen by sight. */
export function OperatorsTab({ model }: { readonly model: ContentModel }): ReactNode {
  const { t } = useTranslation('operators');
  const { content } = useStores();
  const opened = useSlice('content', (slice) => slice.openedCatalogs);
  const isViewer = useIsViewer();
  const { isLocked } = useForms();
  const resolving = useResolved(model);
  const [wanted, setWanted] = useState<string>();
  const catalogs = [...new Set([...model.operators.map(({ catalog }) => catalog), ...opened])];
  const active = catalogs.find((catalog) => catalog === wanted) ?? catalogs[0];
  const open = (catalog: string): void => {
    content.getState().openCatalog(catalog);
    setWanted(catalog);
  };
  return (
    <div className="sluice-content-stack">
      <Content component="p">{t('lead')}</Content>
      {!isViewer && <CatalogPicker model={model} chosen={catalogs} isDisabled={isLocked} onChoose={open} />}
      <ResolvedNotes model={model} resolving={resolving} />
      {active === undefined ? (
        <EmptyState headingLevel="h3" titleText={t('empty')}>
          <EmptyStateBody>{t('emptyNext')}</EmptyStateBody>
        </EmptyState>
      ) : (
        <Tabs
          aria-label={t('catalogs')}
          isSubtab
          activeKey={active}
          onSelect={(_event, key) => setWanted(String(key))}
          mountOnEnter
          unmountOnExit
        >
          {catalogs.map((catalog) => {
            const operator = model.operators.find((one) => one.catalog === catalog);
            const state = t(`state.short.${stateOfCatalog(operator)}`, {
              count: operator?.packages.length ?? 0,
            });
            const name = shortCatalogName(catalog);
            return (
              <Tab
                key={catalog}
                eventKey={catalog}
                title={<TabTitleText>{t('catalogTab', { name, state })}</TabTitleText>}
              >
                <CatalogPanel catalog={catalog} operator={operator} resolving={resolving} />
              </Tab>
            );
          })}
        </Tabs>
      )}
    </div>
  );
}
