import { Label } from '@patternfly/react-core';
import { CheckCircleIcon } from '@patternfly/react-icons/dist/esm/icons/check-circle-icon';
import { ExclamationTriangleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-triangle-icon';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { custodyDetails, type CustodyRecordView } from '../../../../core/contract/index.ts';
import { VirtualTable } from '../../components/virtual-table.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { useMoment } from './set-summary.tsx';

const tableHeight = 260;

/** The records of a custody log, oldest first: when, what, how it ended, who and where. */
export function CustodyTimeline({ records }: { readonly records: readonly CustodyRecordView[] }): ReactNode {
  const { t } = useTranslation('media');
  const moment = useMoment();
  return (
    <VirtualTable
      label={t('custody.records')}
      height={tableHeight}
      total={records.length}
      rowAt={(index) => records[index]}
      rowKey={({ record }) => record}
      columns={[
        { key: 'record', label: t('custody.record'), width: '8%', render: ({ record }) => record },
        { key: 'time', label: t('custody.time'), width: '26%', render: ({ time }) => moment(time) },
        {
          key: 'kind',
          label: t('custody.kind'),
          width: '11%',
          render: ({ kind }) => t(`custody.kinds.${kind}`),
        },
        {
          key: 'result',
          label: t('custody.result'),
          width: '14%',
          render: ({ result, vouched }) => <ResultLabel result={result} vouched={vouched} />,
        },
        { key: 'person', label: t('custody.person'), width: '12%', render: ({ person }) => person },
        { key: 'host', label: t('custody.host'), width: '12%', render: ({ host }) => host },
        {
          key: 'notes',
          label: t('custody.notes'),
          width: '17%',
          render: (record) => <Notes record={record} />,
        },
      ]}
    />
  );
}

function ResultLabel({ result, vouched }: Pick<CustodyRecordView, 'result' | 'vouched'>): ReactNode {
  const { t } = useTranslation('media');
  if (!vouched) {
    return (
      <Label isCompact color="orange" icon={<ExclamationTriangleIcon />}>
        {t('custody.notVouched')}
      </Label>
    );
  }
  const isGood = result === 'good';
  return (
    <Label
      isCompact
      color={isGood ? 'green' : 'orange'}
      icon={isGood ? <CheckCircleIcon /> : <ExclamationTriangleIcon />}
    >
      {t(`custody.results.${result}`)}
    </Label>
  );
}

/** Seal, medium, and what was odd when it was written. */
function Notes({ record }: { readonly record: CustodyRecordView }): ReactNode {
  const { t } = useTranslation(['media', 'content']);
  const language = useLanguage();
  const { sealNumber, medium, clockBack, mendedBytes, details } = record;
  const notes = [
    sealNumber === undefined ? undefined : t('custody.seal', { number: sealNumber }),
    medium,
    clockBack === undefined ? undefined : t('custody.clockBack', { seconds: clockBack }),
    mendedBytes === undefined ? undefined : t('custody.mended', { bytes: mendedBytes }),
    ...custodyDetails(details, language),
  ].filter((note) => note !== undefined);
  const text = notes.join(t('content:listSeparator'));
  return <span title={text}>{text}</span>;
}
