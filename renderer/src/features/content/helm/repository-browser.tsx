import { Button, Flex, SearchInput, Spinner, Title } from '@patternfly/react-core';
import { useDeferredValue, useId, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChartLine, ChartRepositoryModel } from '../../../../../core/contract/index.ts';
import { LevelText } from '../../../components/level-text.tsx';
import { MessageAlert } from '../../../components/message-alert.tsx';
import { VirtualTable, type Column } from '../../../components/virtual-table.tsx';
import { useQuery } from '../../../hooks/use-query.ts';
import { useContentPlace } from '../content-context.tsx';
import { ChartByHand } from './chart-by-hand.tsx';
import { ChartChoice } from './chart-choice.tsx';
import type { RepositoryRef } from './chart-key.ts';
import { findCharts, searchable } from './find-charts.ts';

/** Pixels of a table with so many rows, at most. */
const heights = { row: 37, most: 420 } as const;

/** The charts of a repository, from its index: searched while one types, and one at a time chosen with its version. */
export function RepositoryBrowser({
  repository,
  entry,
}: {
  readonly repository: RepositoryRef;
  readonly entry: ChartRepositoryModel | undefined;
}): ReactNode {
  const { t } = useTranslation(['helm', 'common']);
  const id = useId();
  const { site, source } = useContentPlace();
  const { name, url } = repository;
  const opened = useQuery('helm.open', { site, source, repository: { name, url } });
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState<string>();
  const search = useRef<HTMLInputElement>(null);
  const searched = useDeferredValue(typed);
  const view = opened.kind === 'ready' ? opened.value : undefined;
  const charts = useMemo(() => searchable(view?.charts ?? []), [view]);
  const lines = useMemo(() => findCharts(charts, searched), [charts, searched]);
  const looked = view?.charts.find((line) => line.name === open);
  const chosen = new Set(entry?.charts.map((chart) => chart.name));
  const close = (): void => {
    setOpen(undefined);
    search.current?.focus();
  };
  return (
    <section aria-labelledby={`${id}-title`} className="sluice-content-stack">
      <Title headingLevel="h3" size="md" id={`${id}-title`}>
        {t('browse.title')}
      </Title>
      {opened.kind === 'loading' && (
        <p>
          <Spinner size="md" aria-hidden="true" /> {t('browse.opening')}
        </p>
      )}
      {opened.kind === 'failed' && (
        <>
          <MessageAlert
            level="warning"
            message={opened.error}
            actions={
              <Button variant="link" isInline onClick={opened.reload}>
                {t('common:action.retry')}
              </Button>
            }
          />
          <ChartByHand repository={repository} entry={entry} />
        </>
      )}
      {view !== undefined && (
        <>
          <Flex alignItems={{ default: 'alignItemsCenter' }}>
            <SearchInput
              ref={search}
              className="sluice-content-search"
              aria-label={t('browse.search')}
              placeholder={t('browse.search')}
              value={typed}
              onChange={(_event, next) => setTyped(next)}
              onClear={() => setTyped('')}
              resetButtonLabel={t('common:action.clear')}
            />
            <span role="status" className="sluice-number">
              {t('browse.found', { count: lines.length, total: view.charts.length })}
            </span>
          </Flex>
          {view.moreCharts > 0 && <p>{t('browse.more', { count: view.moreCharts })}</p>}
          <ChartTable lines={lines} chosen={chosen} onChoose={setOpen} />
          {looked !== undefined && (
            <ChartChoice
              key={looked.name}
              line={looked}
              repository={repository}
              entry={entry}
              onClose={close}
            />
          )}
        </>
      )}
    </section>
  );
}

function ChartTable({
  lines,
  chosen,
  onChoose,
}: {
  readonly lines: readonly ChartLine[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (name: string) => void;
}): ReactNode {
  const { t } = useTranslation('helm');
  const columns: readonly Column<ChartLine>[] = [
    {
      key: 'name',
      label: t('browse.chart'),
      width: '28%',
      render: ({ name, deprecated }) =>
        deprecated ? <LevelText level="warning">{t('browse.deprecated', { name })}</LevelText> : name,
    },
    {
      key: 'newest',
      label: t('browse.newest'),
      width: '16%',
      render: ({ newest, versions }) => newest ?? versions[0] ?? '',
    },
    { key: 'description', label: t('browse.description'), render: ({ description }) => description },
    {
      key: 'actions',
      label: t('browse.actions'),
      width: '22%',
      render: ({ name, library }) =>
        library ? (
          t('browse.library')
        ) : (
          <Button
            variant="link"
            isInline
            className="sluice-content-action"
            aria-label={t(chosen.has(name) ? 'browse.chooseMoreOf' : 'browse.chooseOf', { name })}
            onClick={() => onChoose(name)}
          >
            {t(chosen.has(name) ? 'browse.chooseMore' : 'browse.choose')}
          </Button>
        ),
    },
  ];
  return (
    <VirtualTable
      label={t('browse.list')}
      columns={columns}
      total={lines.length}
      rowAt={(at) => lines[at]}
      rowKey={({ name }) => name}
      height={Math.min(heights.most, heights.row * (lines.length + 2))}
      empty={t('browse.nothing')}
    />
  );
}
