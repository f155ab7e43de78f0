import {
  Button,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  Title,
} from '@patternfly/react-core';
import { DownloadIcon } from '@patternfly/react-icons/dist/esm/icons/download-icon';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReceiptSigner, ReceiptView } from '../../../../core/contract/index.ts';
import { CopyableBlock } from '../../components/copyable.tsx';
import { LoadableView } from '../../components/loadable.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { useQuery } from '../../hooks/use-query.ts';
import { useMoment } from '../media/set-summary.tsx';
import { saveText } from '../run/save-text.ts';
import { QrCode } from './qr-code.tsx';
import './receipts.css';

const groupsInLine = 6;

/** The receipt of an import, to bring back to where the set was made. Nothing when the job wrote none. */
export function ReceiptCard({ jobId }: { readonly jobId: string }): ReactNode {
  const found = useQuery('receipts.ofJob', { jobId });
  return (
    <LoadableView state={found} onRetry={found.reload}>
      {({ receipt }) => (receipt === null ? null : <Receipt jobId={jobId} receipt={receipt} />)}
    </LoadableView>
  );
}

function Receipt({ jobId, receipt }: { readonly jobId: string; readonly receipt: ReceiptView }): ReactNode {
  const { t } = useTranslation('receipts');
  const { short, qr, result } = receipt;
  return (
    <section aria-label={t('card.title')} className="sluice-stack">
      <Title headingLevel="h3" size="md">
        {t('card.title')}
      </Title>
      <p>{t('card.lead')}</p>
      <Facts receipt={receipt} />
      {short === undefined ? (
        <p>{t('card.noShort')}</p>
      ) : (
        <div className="sluice-receipt-forms">
          {qr !== undefined && <QrCode rows={qr} label={t('card.qr')} />}
          <div className="sluice-receipt-text">
            <p>{t('card.short')}</p>
            <CopyableBlock text={linesOf(short)} label={t('card.shortLabel')} />
            {result === 'incomplete' && <p>{t('card.shortIncomplete')}</p>}
          </div>
        </div>
      )}
      <SaveReceipt jobId={jobId} />
    </section>
  );
}

function linesOf(groups: readonly string[]): string {
  const lines = Array.from({ length: Math.ceil(groups.length / groupsInLine) }, (_, line) =>
    groups.slice(line * groupsInLine, (line + 1) * groupsInLine).join(' '),
  );
  return lines.join('\n');
}

function Facts({ receipt }: { readonly receipt: ReceiptView }): ReactNode {
  const { t } = useTranslation('receipts');
  const moment = useMoment();
  const { generation, target, result, importedAt, images, missing, signer } = receipt;
  const facts = [
    [
      t('card.set'),
      // A set that was made into a folder names that folder, on another machine: nobody's name.
      target.startsWith('file:') || target === '-'
        ? t('card.setAlone', { generation })
        : t('card.setValue', { generation, target }),
    ],
    [t('card.result'), t(`result.${result}`)],
    [t('card.importedAt'), moment(importedAt)],
    [t('card.images'), t('card.imagesValue', { images, missing })],
    [
      t('card.signer'),
      signer === undefined ? t('signer.absent') : <SignerFact key="signer" signer={signer} />,
    ],
  ] as const;
  return (
    <DescriptionList isHorizontal isCompact>
      {facts.map(([term, value]) => (
        <DescriptionListGroup key={term}>
          <DescriptionListTerm>{term}</DescriptionListTerm>
          <DescriptionListDescription>{value}</DescriptionListDescription>
        </DescriptionListGroup>
      ))}
    </DescriptionList>
  );
}

/** By name where the signature was checked and fits, with the fingerprint to compare. */
function SignerFact({ signer }: { readonly signer: ReceiptSigner }): ReactNode {
  const { t } = useTranslation('receipts');
  const { state, name, keyId } = signer;
  return (
    <>
      <div>{t(`card.signers.${state}`, { name })}</div>
      {keyId !== undefined && <div className="sluice-mono">{keyId}</div>}
    </>
  );
}

function SaveReceipt({ jobId }: { readonly jobId: string }): ReactNode {
  const { t } = useTranslation('receipts');
  const { state, run } = useCommand('receipts.file');
  const save = async (): Promise<void> => {
    const file = await run({ jobId });
    if (file !== undefined) saveText(file.fileName, file.mediaType, file.text);
  };
  return (
    <div>
      <Button
        variant="secondary"
        icon={<DownloadIcon />}
        isLoading={state.kind === 'working'}
        onClick={() => void save()}
      >
        {t('card.save')}
      </Button>
      {state.kind === 'failed' && <MessageAlert level="error" message={state.error} />}
    </div>
  );
}
