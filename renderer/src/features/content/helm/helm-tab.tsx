import './helm.css';
import { Button, Content, EmptyState, EmptyStateBody, Tab, Tabs, TabTitleText } from '@patternfly/react-core';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContentModel } from '../../../../../core/contract/index.ts';
import { useAnnounce } from '../../../components/live-region.tsx';
import { MessageAlert } from '../../../components/message-alert.tsx';
import { useIsViewer } from '../../../hooks/use-is-viewer.ts';
import { useSlice, useStores } from '../../../stores/context.tsx';
import { AddLocalChart } from './add-local-chart.tsx';
import { keyOfRepository, type RepositoryRef } from './chart-key.ts';
import { ChartsWorkProvider } from './charts-context.tsx';
import { LocalCharts } from './local-charts.tsx';
import { RepositoryForm } from './repository-form.tsx';
import { RepositoryPanel } from './repository-panel.tsx';
import { UnusedValues } from './unused-values.tsx';
import { useCharts } from './use-charts.ts';
import { useImageSizes } from './use-image-sizes.ts';

const local = 'local';

/** Which Helm charts are carried: repositories, charts, versions, and the images that rendering finds. */
export function HelmTab({ model }: { readonly model: ContentModel }): ReactNode {
  const { t } = useTranslation(['helm', 'common']);
  const { content } = useStores();
  const announce = useAnnounce();
  const isViewer = useIsViewer();
  const opened = useSlice('content', (slice) => slice.openedRepositories);
  const { rendered, again } = useCharts(model);
  const sizes = useImageSizes(model);
  const [wanted, setWanted] = useState<string>();
  const work = useMemo(() => ({ rendered, sizes }), [rendered, sizes]);
  const { helm } = model;
  const repositories = distinct([...helm.repositories, ...opened]);
  const keys = [...repositories.map(keyOfRepository), ...(helm.local.length > 0 ? [local] : [])];
  const active = keys.find((key) => key === wanted) ?? keys[0];
  const ready = rendered.kind === 'ready' ? rendered.found : undefined;
  useEffect(() => {
    if (ready !== undefined) announce(t('rendered', { ...totalsOf([...ready.values()]) }));
  }, [ready, announce, t]);
  const look = (repository: RepositoryRef): void => {
    content.getState().openRepository(repository);
    setWanted(keyOfRepository(repository));
  };
  const tabs = repositories.map((repository) => {
    const key = keyOfRepository(repository);
    const entry = helm.repositories.find((one) => keyOfRepository(one) === key);
    const kind = entry === undefined ? 'none' : entry.charts.length === 0 ? 'whole' : 'some';
    const state = t(`short.${kind}`, { count: entry?.charts.length ?? 0 });
    return (
      <Tab
        key={key}
        eventKey={key}
        title={<TabTitleText>{t('placeTab', { name: repository.name, state })}</TabTitleText>}
      >
        <RepositoryPanel repository={repository} entry={entry} />
      </Tab>
    );
  });
  if (helm.local.length > 0) {
    tabs.push(
      <Tab
        key={local}
        eventKey={local}
        title={<TabTitleText>{t('localTab', { count: helm.local.length })}</TabTitleText>}
      >
        <LocalCharts charts={helm.local} />
      </Tab>,
    );
  }
  return (
    <ChartsWorkProvider work={work}>
      <div className="sluice-content-stack">
        <Content component="p">{t('lead')}</Content>
        {!isViewer && <RepositoryForm known={repositories} helm={helm} onLook={look} />}
        {!isViewer && <AddLocalChart onAdded={() => setWanted(local)} />}
        {rendered.kind === 'failed' && (
          <MessageAlert
            level="error"
            message={rendered.error}
            actions={
              <Button variant="link" isInline onClick={again}>
                {t('common:action.retry')}
              </Button>
            }
          />
        )}
        {active === undefined ? (
          <EmptyState headingLevel="h3" titleText={t('empty')}>
            <EmptyStateBody>{t('emptyNext')}</EmptyStateBody>
          </EmptyState>
        ) : (
          <Tabs
            aria-label={t('places')}
            isSubtab
            activeKey={active}
            onSelect={(_event, key) => setWanted(String(key))}
            mountOnEnter
            unmountOnExit
          >
            {tabs}
          </Tabs>
        )}
        <UnusedValues helm={helm} />
      </div>
    </ChartsWorkProvider>
  );
}

function distinct(repositories: readonly RepositoryRef[]): readonly RepositoryRef[] {
  return [
    ...new Map(repositories.map(({ name, url }) => [keyOfRepository({ name, url }), { name, url }])).values(),
  ];
}

function totalsOf(charts: readonly { readonly images: readonly string[] }[]): {
  readonly count: number;
  readonly images: number;
} {
  return { count: charts.length, images: new Set(charts.flatMap(({ images }) => images)).size };
}
