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

const noFilter = {};
const noCounts = {};

/** All images of a job: thousands of rows, of which only those in view are fetched and drawn. */
export function ItemsPanel({ jobId }: { readonly jobId: string }): ReactNode {
  const { t } = useTranslation(['run', 'common']);
  const { view, setFilter, need, reload, find } = useItems(jobId);
  const [open, setOpen] = useState<JobItem>();
  // What was not attempted has none of its own: the job says why.
  const hasReasons = (view?.counts.failed ?? 0) > 0;
  const onOpen = useCallback((index: number) => setOpen(find(index)), [find]);
  const columns = useColumns(jobId, onOpen, hasReasons);
  const rowAt = useCallback(
    (place: number) => (view === undefined ? undefined : itemAt(view, place)),
    [view],
  );
  const filter = view?.filter ?? noFilter;
  return (
    <div className="sluice-panel">
      <ItemsFilter filter={filter} counts={view?.counts ?? noCounts} onFilter={setFilter} />
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

/** Widths are those of the longest words in either language; the name has the rest. `hasReasons`: some row says why. */
function useColumns(
  jobId: string,
  onOpen: (index: number) => void,
  hasReasons: boolean,
): readonly Column<JobItem>[] {
  const { t } = useTranslation('run');
  const language = useLanguage();
  const target = useJobPart(jobId, (job) => job.destination) ?? '';
  return useMemo(
    () => [
      {
        key: 'status',
        label: t('items.status'),
        width: '10.5rem',
        reads: ({ status }) => status,
        render: ({ status }) => (
          <div className="sluice-item-state">
            <ItemStatusText status={status} />
          </div>
        ),
      },
      {
        key: 'category',
        label: t('items.kind'),
        width: '8.5rem',
        className: hasReasons ? 'sluice-items-kind sluice-items-spare' : 'sluice-items-kind',
        reads: ({ category }) => category,
        render: ({ category }) => t(`items.categories.${category}`),
      },
      {
        key: 'image',
        label: t('items.image'),
        // The button names the image by its place, so that what is opened is as new as the list.
        reads: ({ destination, index }) => `${index} ${destination}`,
        render: ({ destination, index }) => (
          <button
            type="button"
            className="sluice-item-name sluice-mono"
            title={destination}
            onClick={() => onOpen(index)}
          >
            {/* The name that is seen is in two parts, which would be read with a gap. */}
            <span aria-hidden="true">
              <MiddleText text={nameAt(target, destination)} tail={nameTail} />
            </span>
            <span className="sluice-visually-hidden">
              {t('items.detailsOf', { origin: nameAt(target, destination) })}
            </span>
          </button>
        ),
      },
      {
        key: 'origin',
        label: t('items.origin'),
        width: '12rem',
        className: 'sluice-items-origin',
        reads: ({ origin }) => origin,
        render: ({ origin }) => (
          <span className="sluice-mono" title={origin}>
            <MiddleText text={origin} />
          </span>
        ),
      },
      {
        key: 'size',
        label: t('items.size'),
        width: '6.5rem',
        reads: ({ bytes }) => bytes,
        render: ({ bytes }) => <span className="sluice-number">{formatBytes(bytes)}</span>,
      },
      ...(hasReasons
        ? [
            {
              key: 'why',
              label: t('items.why'),
              width: '30%',
              render: ({ error }: JobItem) => (error === undefined ? '' : messageWords(error, language).what),
            },
          ]
        : []),
    ],
    [t, language, target, onOpen, hasReasons],
  );
}
