import { Button } from '@patternfly/react-core';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type JobItem } from '../../../../core/contract/index.ts';
import { MessageAlert } from '../../components/message-alert.tsx';
import { VirtualTable, type Column } from '../../components/virtual-table.tsx';
import { messageWords } from '../../i18n/message-words.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { isFiltered, itemAt } from '../../stores/job-items.ts';
import { ItemDetails } from './item-details.tsx';
import { ItemStatusText } from './item-status.tsx';
import { ItemsFilter } from './items-filter.tsx';
import { nameAt } from './job-words.ts';
import { MiddleText } from './middle-text.tsx';
import { useItems } from './use-items.ts';
import { useJobPart } from './use-job.ts';
import './run.css';

const tableHeight = 460;
/** A component's name is longer than the end of a digest. */
const nameTail = 22;

/** All images of a job: thousands of rows, of which only those in view are fetched and drawn. */
export function ItemsPanel({ jobId }: { readonly jobId: string }): ReactNode {
  const { t } = useTranslation(['run', 'common']);
  const { view, setFilter, need, reload } = useItems(jobId);
  const [open, setOpen] = useState<JobItem>();
  const columns = useColumns(jobId, setOpen);
  const rowAt = useCallback(
    (place: number) => (view === undefined ? undefined : itemAt(view, place)),
    [view],
  );
  const filter = view?.filter ?? {};
  return (
    <div className="sluice-panel">
      <ItemsFilter filter={filter} counts={view?.counts ?? {}} onFilter={setFilter} />
      {view?.error !== undefined && (
        <MessageAlert
          level="error"
          message={view.error}
          actions={
            <Button variant="link" isInline onClick={reload}>
              {t('common:action.retry')}
            </Button>
          }
        />
      )}
      <VirtualTable
        label={t('items.title')}
        columns={columns}
        total={view?.total ?? 0}
        rowAt={rowAt}
        rowKey={rowKey}
        onRange={need}
        height={tableHeight}
        empty={emptyWords(t, view?.total, isFiltered(filter))}
      />
      {open !== undefined && <ItemDetails item={open} onClose={() => setOpen(undefined)} />}
    </div>
  );
}

function rowKey({ index }: JobItem): number {
  return index;
}

function emptyWords(
  t: ReturnType<typeof useTranslation<['run', 'common']>>['t'],
  total: number | undefined,
  filtered: boolean,
): string {
  if (total === undefined) return t('common:loading');
  return filtered ? t('items.none') : t('items.notYet');
}

function useColumns(jobId: string, onOpen: (item: JobItem) => void): readonly Column<JobItem>[] {
  const { t } = useTranslation('run');
  const language = useLanguage();
  const target = useJobPart(jobId, (job) => job.destination) ?? '';
  return useMemo(
    () => [
      {
        key: 'status',
        label: t('items.status'),
        width: '13%',
        render: ({ status }) => <ItemStatusText status={status} />,
      },
      {
        key: 'category',
        label: t('items.kind'),
        width: '10%',
        render: ({ category }) => t(`items.categories.${category}`),
      },
      {
        key: 'image',
        label: t('items.image'),
        width: '34%',
        render: (item) => (
          <button
            type="button"
            className="sluice-item-name sluice-mono"
            title={item.destination}
            aria-label={t('items.detailsOf', { origin: nameAt(target, item.destination) })}
            onClick={() => onOpen(item)}
          >
            <MiddleText text={nameAt(target, item.destination)} tail={nameTail} />
          </button>
        ),
      },
      {
        key: 'origin',
        label: t('items.origin'),
        width: '20%',
        render: ({ origin }) => (
          <span className="sluice-mono" title={origin}>
            <MiddleText text={origin} />
          </span>
        ),
      },
      {
        key: 'size',
        label: t('items.size'),
        width: '8%',
        render: ({ bytes }) => <span className="sluice-number">{formatBytes(bytes)}</span>,
      },
      {
        key: 'why',
        label: t('items.why'),
        width: '15%',
        render: ({ error }) => (error === undefined ? '' : messageWords(error, language).what),
      },
    ],
    [t, language, target, onOpen],
  );
}
