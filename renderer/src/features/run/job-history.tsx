import { Button, SearchInput, Title, Toolbar, ToolbarContent, ToolbarItem } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FilterSelect } from '../../components/filter-select.tsx';
import { flows, type Job } from '../../../../core/contract/index.ts';
import { MessageAlert } from '../../components/message-alert.tsx';
import { filterJobs, type FlowKey, type HistoryFilter, type StateKey } from './history-filter.ts';
import { JobsTable } from './jobs-table.tsx';
import { useOlderJobs } from './use-older-jobs.ts';

const flowKeys: readonly FlowKey[] = [...flows, 'verify'];
const stateKeys: readonly StateKey[] = ['succeeded', 'incomplete', 'failed', 'interrupted', 'cancelled'];

/** All that was done on this machine, newest first. */
export function JobHistory({ jobs }: { readonly jobs: readonly Job[] }): ReactNode {
  const { t } = useTranslation('run');
  const [filter, setFilter] = useState<HistoryFilter>({ search: '' });
  const { older, hasMore, total, state, more } = useOlderJobs();
  const all = [...jobs, ...older];
  const shown = filterJobs(all, filter);
  return (
    <section aria-label={t('jobs.history')} className="sluice-jobs-section">
      <Title headingLevel="h2" size="lg">
        {t('jobs.history')}
      </Title>
      {all.length === 0 && <p>{t('jobs.historyNone')}</p>}
      {all.length > 0 && <Filters filter={filter} onFilter={setFilter} />}
      {all.length > 0 && shown.length === 0 && <p>{t('jobs.historyNoMatch')}</p>}
      {shown.length > 0 && <JobsTable label={t('jobs.history')} jobs={shown} />}
      {hasMore && (
        <div>
          <Button variant="secondary" isLoading={state.kind === 'working'} onClick={more}>
            {t('jobs.more')}
          </Button>{' '}
          {t('jobs.shown', { shown: all.length, total })}
        </div>
      )}
      {state.kind === 'failed' && <MessageAlert level="error" message={state.error} />}
    </section>
  );
}

function Filters({
  filter,
  onFilter,
}: {
  readonly filter: HistoryFilter;
  readonly onFilter: (filter: HistoryFilter) => void;
}): ReactNode {
  const { t } = useTranslation(['run', 'common']);
  return (
    <Toolbar>
      <ToolbarContent>
        <ToolbarItem>
          <FilterSelect
            label={t('jobs.filterFlow')}
            all={t('jobs.anyFlow')}
            options={flowKeys}
            value={filter.flow}
            nameOf={(flow) => t(`flow.${flow}`)}
            onChange={(flow) => {
              const { flow: _, ...rest } = filter;
              onFilter(flow === undefined ? rest : { ...rest, flow });
            }}
          />
        </ToolbarItem>
        <ToolbarItem>
          <FilterSelect
            label={t('jobs.filterState')}
            all={t('jobs.anyState')}
            options={stateKeys}
            value={filter.state}
            nameOf={(state) => t(`state.${state}`)}
            onChange={(state) => {
              const { state: _, ...rest } = filter;
              onFilter(state === undefined ? rest : { ...rest, state });
            }}
          />
        </ToolbarItem>
        <ToolbarItem>
          <SearchInput
            aria-label={t('jobs.search')}
            placeholder={t('jobs.search')}
            value={filter.search}
            resetButtonLabel={t('common:action.clear')}
            onChange={(_event, search) => onFilter({ ...filter, search })}
            onClear={() => onFilter({ ...filter, search: '' })}
          />
        </ToolbarItem>
      </ToolbarContent>
    </Toolbar>
  );
}
