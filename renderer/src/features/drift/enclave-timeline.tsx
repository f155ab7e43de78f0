import { Label, Title } from '@patternfly/react-core';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type EnclaveView, type TimelineEntry } from '../../../../core/contract/index.ts';
import { LoadableView } from '../../components/loadable.tsx';
import { VirtualTable } from '../../components/virtual-table.tsx';
import { useQuery } from '../../hooks/use-query.ts';
import { useClient } from '../../stores/context.tsx';
import { useMoment } from '../media/set-summary.tsx';

const tableHeight = 320;
const rowHeight = 37;
const good: ReadonlySet<TimelineEntry['result']> = new Set(['good', 'complete', 'as-told']);

/** What happened to an enclave's sets and its registry, newest first. */
export function EnclaveTimeline({
  enclave: { id, name },
}: {
  readonly enclave: Pick<EnclaveView, 'id' | 'name'>;
}): ReactNode {
  const { t } = useTranslation('drift');
  const client = useClient();
  const found = useQuery('drift.timeline', { enclaveId: id });
  const { reload } = found;
  useEffect(() => client.subscribe('enclaves.changed', reload), [client, reload]);
  return (
    <div className="sluice-stack">
      <Title headingLevel="h3" size="md">
        {t('timeline.title')}
      </Title>
      <LoadableView state={found} onRetry={reload}>
        {({ entries }) =>
          entries.length === 0 ? (
            <p>{t('timeline.none')}</p>
          ) : (
            <>
              {entries.some(({ clockDiffers }) => clockDiffers) && <p>{t('timeline.clockHelp')}</p>}
              <Entries label={t('timeline.of', { name })} entries={entries} />
            </>
          )
        }
      </LoadableView>
    </div>
  );
}

function Entries({
  label,
  entries,
}: {
  readonly label: string;
  readonly entries: readonly TimelineEntry[];
}): ReactNode {
  const { t } = useTranslation('drift');
  return (
    <VirtualTable
      label={label}
      height={Math.min(tableHeight, (entries.length + 2) * rowHeight)}
      total={entries.length}
      rowAt={(index) => entries[index]}
      rowKey={({ key }) => key}
      columns={[
        { key: 'time', label: t('timeline.time'), width: '22%', render: (entry) => <When entry={entry} /> },
        { key: 'what', label: t('timeline.what'), width: '20%', render: ({ kind }) => t(`event.${kind}`) },
        {
          key: 'generation',
          label: t('timeline.generation'),
          width: '10%',
          render: ({ generation }) => generation ?? '–',
        },
        {
          key: 'result',
          label: t('timeline.result'),
          width: '14%',
          render: (entry) => <Result entry={entry} />,
        },
        { key: 'person', label: t('timeline.person'), width: '12%', render: ({ person }) => person ?? '–' },
        { key: 'details', label: t('timeline.details'), render: (entry) => <Details entry={entry} /> },
      ]}
    />
  );
}

function When({ entry: { time, clockDiffers } }: { readonly entry: TimelineEntry }): ReactNode {
  const { t } = useTranslation('drift');
  const moment = useMoment();
  return (
    <>
      {clockDiffers && (
        <Label isCompact color="orange">
          {t('timeline.clock')}
        </Label>
      )}{' '}
      {moment(time)}
    </>
  );
}

function Result({ entry: { result } }: { readonly entry: TimelineEntry }): ReactNode {
  const { t } = useTranslation('drift');
  if (result === undefined) return '–';
  return (
    <Label isCompact color={good.has(result) ? 'green' : 'orange'}>
      {t(`result.${result}`)}
    </Label>
  );
}

function Details({ entry }: { readonly entry: TimelineEntry }): ReactNode {
  const { t } = useTranslation(['drift', 'content']);
  const { medium, sealNumber, reason, registry, images, digests, bytes } = entry;
  const parts = [
    medium,
    sealNumber === undefined ? undefined : t('timeline.seal', { number: sealNumber }),
    reason,
    registry,
    images === undefined ? undefined : t('timeline.images', { images }),
    digests === undefined || digests === 0 ? undefined : t('timeline.digests', { digests }),
    bytes === undefined ? undefined : formatBytes(bytes),
  ].filter((part) => part !== undefined);
  const text = parts.join(t('content:listSeparator'));
  return <span title={text}>{text === '' ? '–' : text}</span>;
}
