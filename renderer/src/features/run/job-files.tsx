import { Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type MirrorReport } from '../../../../core/contract/index.ts';
import { VirtualTable } from '../../components/virtual-table.tsx';
import { useJobPart } from './use-job.ts';
import './run.css';

const tableHeight = 300;

/** The files that a job wrote: those of the set with their sizes, and all others. */
export function JobFiles({ jobId }: { readonly jobId: string }): ReactNode {
  const { t } = useTranslation('run');
  const files = useJobPart(jobId, ({ report }) => ({
    set: report?.set,
    written: [...(report?.files ?? []), ...(report?.resources ?? [])],
  }));
  if (files === undefined) return null;
  const written = [...new Set(files.written)];
  if (written.length === 0 && files.set === undefined) return <p>{t('files.none')}</p>;
  return (
    <div className="sluice-done">
      {files.set !== undefined && <SetFiles set={files.set} />}
      {written.length > 0 && (
        <section>
          <Title headingLevel="h2" size="lg">
            {t('files.written')}
          </Title>
          <VirtualTable
            label={t('files.written')}
            height={tableHeight}
            total={written.length}
            rowAt={(index) => written[index]}
            rowKey={(name) => name}
            columns={[
              {
                key: 'name',
                label: t('files.name'),
                width: '100%',
                render: (name) => <span className="sluice-mono">{name}</span>,
              },
            ]}
          />
        </section>
      )}
    </div>
  );
}

function SetFiles({ set }: { readonly set: NonNullable<MirrorReport['set']> }): ReactNode {
  const { t } = useTranslation('run');
  return (
    <section>
      <Title headingLevel="h2" size="lg">
        {t('files.chunks')}
      </Title>
      <p className="sluice-mono">{set.directory}</p>
      <VirtualTable
        label={t('files.chunks')}
        height={tableHeight}
        total={set.chunks.length}
        rowAt={(index) => set.chunks[index]}
        rowKey={({ name }) => name}
        columns={[
          {
            key: 'name',
            label: t('files.name'),
            width: '75%',
            render: ({ name }) => <span className="sluice-mono">{name}</span>,
          },
          {
            key: 'size',
            label: t('done.chunkSize'),
            width: '25%',
            render: ({ size }) => formatBytes(size),
          },
        ]}
      />
    </section>
  );
}
