import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type Verification } from '../../../../core/contract/index.ts';
import { LevelText } from '../../components/level-text.tsx';
import { VirtualTable } from '../../components/virtual-table.tsx';
import { Sum } from '../media/archive-tables.tsx';
import { useMoment } from '../media/set-summary.tsx';
import { StatusList } from '../media/status-list.tsx';

const levels = { verified: 'success', damaged: 'error', missing: 'error' } as const;

/** What reading a set back found, file by file, and whether it came from the medium itself. */
export function VerificationView({ verification }: { readonly verification: Verification }): ReactNode {
  const { t } = useTranslation(['run', 'media']);
  const moment = useMoment();
  const { chunks, bytes, pastCache, problems, at } = verification;
  const bad = chunks.filter(({ state }) => state !== 'verified').length;
  return (
    <>
      <div>
        {bad === 0 ? (
          <LevelText level="success">
            {t('done.allGood', { count: chunks.length, bytes: formatBytes(bytes) })}
          </LevelText>
        ) : (
          <LevelText level="error">{t('done.bad', { count: bad })}</LevelText>
        )}
      </div>
      <div>
        <LevelText level={pastCache ? 'success' : 'warning'}>
          {t(pastCache ? 'done.pastCache' : 'done.notPastCache')}
        </LevelText>
      </div>
      <StatusList
        label={t('media:archive.findings')}
        statuses={problems.map((message) => ({ level: 'error' as const, message }))}
      />
      <VirtualTable
        label={t('files.chunks')}
        height={220}
        total={chunks.length}
        rowAt={(index) => chunks[index]}
        rowKey={({ name }) => name}
        columns={[
          {
            key: 'name',
            label: t('done.chunk'),
            width: '34%',
            render: ({ name }) => <span className="sluice-mono">{name}</span>,
          },
          {
            key: 'size',
            label: t('done.chunkSize'),
            width: '12%',
            render: (chunk) => formatBytes(chunk.bytes),
          },
          {
            key: 'state',
            label: t('done.chunkState'),
            width: '18%',
            render: ({ state }) => (
              <LevelText level={levels[state]}>{t(`done.chunkStates.${state}`)}</LevelText>
            ),
          },
          {
            key: 'sum',
            label: t('done.chunkSum'),
            width: '36%',
            render: ({ name, sha256 }) => <Sum name={name} sha256={sha256} />,
          },
        ]}
      />
      <p className="sluice-hint">{t('done.verifiedAt', { date: moment(at) })}</p>
    </>
  );
}
