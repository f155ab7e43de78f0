import { Alert, List, ListItem } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type TransferResult } from '../../../../core/contract/index.ts';
import { LevelText } from '../../components/level-text.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { StatusList } from '../media/status-list.tsx';
import { NameList } from './name-list.tsx';
import { WholeSet } from './whole-set.tsx';

type ResultOf<Kind extends TransferResult['kind']> = Extract<TransferResult, { readonly kind: Kind }>;

/** What a move that has ended comes to, and what is done next. */
export function TransferOutcome({ result }: { readonly result: TransferResult }): ReactNode {
  const { t } = useTranslation('transfer');
  switch (result.kind) {
    case 'fill':
      return <Filled result={result} />;
    case 'collect':
      return <Collected result={result} />;
    case 'send': {
      const { setId, files, bytes, sentBytes } = result;
      const params = { set: setId, count: files, bytes: formatBytes(bytes), sent: formatBytes(sentBytes) };
      return <LevelText level="success">{t('outcome.sent', params)}</LevelText>;
    }
    case 'receive': {
      const { setId, files, bytes, whole } = result;
      return (
        <>
          <LevelText level="success">
            {t('outcome.received', { set: setId, count: files, bytes: formatBytes(bytes) })}
          </LevelText>
          <WholeSet folder={whole} />
        </>
      );
    }
    case 'protect': {
      const { protectedBytes, repairBytes, files } = result;
      const params = {
        count: files,
        bytes: formatBytes(repairBytes),
        protected: formatBytes(protectedBytes),
      };
      return <LevelText level="success">{t('outcome.protected', params)}</LevelText>;
    }
    case 'check':
      return <Checked result={result} />;
    case 'mend': {
      const { mended, bytes } = result;
      const params = { count: mended.length, bytes: formatBytes(bytes) };
      return (
        <LevelText level="success">
          {t(mended.length === 0 ? 'outcome.nothingMended' : 'outcome.mended', params)}
        </LevelText>
      );
    }
  }
}

function Filled({ result }: { readonly result: ResultOf<'fill'> }): ReactNode {
  const { t } = useTranslation('transfer');
  const { number, pastCache, carried, notices } = result;
  const own = carried.media.find((medium) => medium.number === number);
  const bytes = carried.left.reduce((sum, { size }) => sum + size, 0);
  return (
    <>
      <LevelText level="success">{t('outcome.filled', { number, count: own?.chunks.length ?? 0 })}</LevelText>
      {!pastCache && <LevelText level="warning">{t('outcome.cached')}</LevelText>}
      <StatusList statuses={notices} label={t('outcome.notices')} />
      {carried.left.length === 0 ? (
        <Alert isInline variant="success" component="p" title={t('outcome.allCarried')}>
          {t('outcome.allCarriedBody', { count: carried.media.length })}
        </Alert>
      ) : (
        <Alert isInline variant="info" component="p" title={t('outcome.insertNext', { number: number + 1 })}>
          {t('outcome.left', { count: carried.left.length, bytes: formatBytes(bytes) })}
        </Alert>
      )}
    </>
  );
}

function Collected({ result }: { readonly result: ResultOf<'collect'> }): ReactNode {
  const { t } = useTranslation('transfer');
  const { number, taken, damaged, missing, whole, notices } = result;
  return (
    <>
      <LevelText level={damaged.length > 0 ? 'warning' : 'success'}>
        {number === undefined
          ? t('outcome.took', { count: taken })
          : t('outcome.tookFrom', { count: taken, number })}
      </LevelText>
      {damaged.map((message) => (
        <MessageAlert key={message.affected.join(' ')} level="error" message={message} />
      ))}
      <StatusList statuses={notices} label={t('outcome.notices')} />
      {whole === undefined ? (
        <Alert isInline variant="info" component="p" title={t('outcome.insertAnother')}>
          <p>{t('outcome.missing', { count: missing.length })}</p>
          <NameList names={missing} label={t('outcome.missingLabel')} />
        </Alert>
      ) : (
        <WholeSet folder={whole} />
      )}
    </>
  );
}

function Checked({ result }: { readonly result: ResultOf<'check'> }): ReactNode {
  const { t } = useTranslation('transfer');
  const { whole, mendable, files, repairBlocks, lostRepairBlocks } = result;
  const level = whole ? 'success' : mendable ? 'warning' : 'error';
  const words = whole ? 'outcome.whole' : mendable ? 'outcome.mendable' : 'outcome.tooMuch';
  return (
    <>
      <LevelText level={level}>{t(words)}</LevelText>
      {lostRepairBlocks > 0 && (
        <LevelText level="note">
          {t('outcome.lostRepair', { lost: lostRepairBlocks, blocks: repairBlocks })}
        </LevelText>
      )}
      {files.length > 0 && (
        <List isPlain aria-label={t('outcome.damagedFiles')}>
          {files.map(({ name, state, damagedBlocks, blocks }) => (
            <ListItem key={name}>
              {t(`outcome.file.${state}`, { name, lost: damagedBlocks, blocks })}
            </ListItem>
          ))}
        </List>
      )}
    </>
  );
}
