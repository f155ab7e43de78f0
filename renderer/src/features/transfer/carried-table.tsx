import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type CarriedSetView, type PathToken } from '../../../../core/contract/index.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { LevelText } from '../../components/level-text.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { useMoment } from '../media/set-summary.tsx';

interface CarriedTableProps {
  readonly set: PathToken;
  readonly carried: CarriedSetView;
  /** Something changed. */
  readonly onChanged: () => void;
}

/** Which medium has which chunks of a set, and what is left. */
export function CarriedTable({ set, carried, onChanged }: CarriedTableProps): ReactNode {
  const { t } = useTranslation('transfer');
  const moment = useMoment();
  const lost = useCommand('transfers.lost');
  const [asked, setAsked] = useState<number>();
  const { media, left, chunks } = carried;
  const forget = async (number: number): Promise<void> => {
    setAsked(undefined);
    if ((await lost.run({ set, number })) !== undefined) onChanged();
  };
  const bytes = left.reduce((sum, { size }) => sum + size, 0);
  return (
    <>
      {media.length > 0 && (
        <Table aria-label={t('carried.title')} variant="compact">
          <Thead>
            <Tr>
              <Th>{t('carried.medium')}</Th>
              <Th>{t('carried.chunks')}</Th>
              <Th>{t('carried.filled')}</Th>
              <Th screenReaderText={t('carried.lost')} />
            </Tr>
          </Thead>
          <Tbody>
            {media.map(({ number, time, chunks: names }) => (
              <Tr key={number}>
                <Td dataLabel={t('carried.medium')}>{number}</Td>
                <Td dataLabel={t('carried.chunks')}>{spanOf(names)}</Td>
                <Td dataLabel={t('carried.filled')}>{moment(time)}</Td>
                <Td>
                  <GuardedButton
                    variant="link"
                    isInline
                    aria-label={t('carried.lostOf', { number })}
                    onClick={() => setAsked(number)}
                  >
                    {t('carried.lost')}
                  </GuardedButton>
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      )}
      <LevelText level={left.length === 0 ? 'success' : 'note'}>
        {left.length === 0
          ? t('carried.none')
          : t('carried.left', { count: left.length, chunks, bytes: formatBytes(bytes) })}
      </LevelText>
      {lost.state.kind === 'failed' && <MessageAlert level="error" message={lost.state.error} />}
      {asked !== undefined && (
        <ConfirmDialog
          title={t('carried.lostTitle', { number: asked })}
          confirm={t('carried.lostConfirm')}
          onConfirm={() => void forget(asked)}
          onClose={() => setAsked(undefined)}
        >
          {t('carried.lostBody')}
        </ConfirmDialog>
      )}
    </>
  );
}

/** `mirror_000001.tar, mirror_000004.tar`, or the first and the last of many. */
function spanOf(names: readonly string[]): string {
  const [first = ''] = names;
  if (names.length <= 3) return names.join(', ');
  return `${first} … ${names.at(-1) ?? ''} (${names.length})`;
}
