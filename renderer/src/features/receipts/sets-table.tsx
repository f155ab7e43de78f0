import { Label } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type EnclaveSet } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { useDay } from '../media/set-summary.tsx';

interface SetsTableProps {
  readonly label: string;
  /** Newest first. */
  readonly sets: readonly EnclaveSet[];
  readonly onLost: (generation: number) => void;
  readonly onFound: (generation: number) => void;
}

const colours = {
  made: 'blue',
  acknowledged: 'green',
  incomplete: 'orange',
  lost: 'red',
  passed: 'grey',
} as const;

/** The sets of an enclave in time, each with what became of it. */
export function SetsTable({ label, sets, onLost, onFound }: SetsTableProps): ReactNode {
  const { t } = useTranslation('receipts');
  return (
    <Table aria-label={label} variant="compact">
      <Thead>
        <Tr>
          <Th>{t('sets.generation')}</Th>
          <Th>{t('sets.made')}</Th>
          <Th>{t('sets.bytes')}</Th>
          <Th>{t('sets.parent')}</Th>
          <Th>{t('sets.state')}</Th>
          <Th>{t('sets.receipt')}</Th>
          <Th>{t('sets.signer')}</Th>
          <Th screenReaderText={t('sets.actions')} />
        </Tr>
      </Thead>
      <Tbody>
        {sets.map((set) => (
          <SetRow key={set.setId} set={set} onLost={onLost} onFound={onFound} />
        ))}
      </Tbody>
    </Table>
  );
}

function SetRow({
  set,
  onLost,
  onFound,
}: Pick<SetsTableProps, 'onLost' | 'onFound'> & { readonly set: EnclaveSet }): ReactNode {
  const { t } = useTranslation('receipts');
  const day = useDay();
  const { generation, receipt, lost } = set;
  const state = set.state === 'made' && !set.awaited ? 'passed' : set.state;
  return (
    <Tr>
      <Td dataLabel={t('sets.generation')}>{generation}</Td>
      <Td dataLabel={t('sets.made')}>{day(set.madeAt)}</Td>
      <Td dataLabel={t('sets.bytes')}>{formatBytes(set.bytes)}</Td>
      <Td dataLabel={t('sets.parent')}>{set.parentGeneration ?? '–'}</Td>
      <Td dataLabel={t('sets.state')}>
        <Label color={colours[state]} isCompact>
          {t(`state.${state}`)}
        </Label>
      </Td>
      <Td dataLabel={t('sets.receipt')}>
        {receipt !== undefined &&
          t('sets.receiptValue', { date: day(receipt.importedAt), images: receipt.images })}
        {lost !== undefined && t('sets.lostBecause', { date: day(lost.time), reason: lost.reason })}
        {receipt === undefined && lost === undefined && t('sets.noReceipt')}
      </Td>
      <Td dataLabel={t('sets.signer')}>{receipt === undefined ? '–' : <Signed receipt={receipt} />}</Td>
      <Td isActionCell>
        {set.state === 'made' && (
          <GuardedButton variant="link" onClick={() => onLost(generation)}>
            {t('sets.lost', { generation })}
          </GuardedButton>
        )}
        {set.state === 'lost' && (
          <GuardedButton variant="link" onClick={() => onFound(generation)}>
            {t('sets.found', { generation })}
          </GuardedButton>
        )}
      </Td>
    </Tr>
  );
}

/** By the name of the trusted key; its fingerprint is what a name is checked by. */
function Signed({ receipt }: { readonly receipt: NonNullable<EnclaveSet['receipt']> }): ReactNode {
  const { t } = useTranslation('receipts');
  const { signature, signerName, keyId } = receipt;
  if (signerName !== undefined) return <span title={keyId}>{signerName}</span>;
  if (keyId === undefined) return t(`signer.${signature}`);
  return <span className="sluice-mono">{keyId}</span>;
}
