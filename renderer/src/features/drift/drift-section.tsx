import { Alert, Title } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  formatBytes,
  type CommandOutput,
  type DriftView,
  type EnclaveView,
  type Message,
} from '../../../../core/contract/index.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { LoadableView } from '../../components/loadable.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { useQuery } from '../../hooks/use-query.ts';
import { CompareDialog } from './compare-dialog.tsx';
import { DriftResult } from './drift-result.tsx';
import { RepairDialog } from './repair-dialog.tsx';

type Mended = Pick<CommandOutput<'drift.repair'>, 'repairedImages' | 'pushedBytes'>;

/** An enclave's registry beside what its receipts say, and the two ways to mend a difference. */
export function DriftSection({
  enclave,
}: {
  readonly enclave: Pick<EnclaveView, 'id' | 'name' | 'registry'>;
}): ReactNode {
  const { t } = useTranslation('drift');
  const found = useQuery('drift.last', { enclaveId: enclave.id });
  const carry = useCommand('drift.carryAgain');
  const [asked, setAsked] = useState<'compare' | 'repair' | 'carry'>();
  const [registry, setRegistry] = useState(enclave.registry);
  /** What a command answered is newer than what was fetched. */
  const [answered, setAnswered] = useState<DriftView>();
  const [findings, setFindings] = useState<readonly Message[]>([]);
  const [mended, setMended] = useState<Mended>();
  const close = (): void => setAsked(undefined);
  const carryAgain = async (): Promise<void> => {
    close();
    const answer = await carry.run({ enclaveId: enclave.id });
    if (answer !== undefined) setAnswered(answer.view);
  };
  return (
    <LoadableView state={found} onRetry={found.reload}>
      {(fetched) => {
        const view = answered ?? fetched.view;
        return (
          <div className="sluice-stack">
            <Title headingLevel="h3" size="md">
              {t('title')}
            </Title>
            {view === null ? <p>{t('never')}</p> : <DriftResult view={view} />}
            {mended !== undefined && <MendedNote mended={mended} />}
            {findings.map((message) => (
              <MessageAlert
                key={`${message.code} ${message.affected.join(' ')}`}
                level="warning"
                message={message}
              />
            ))}
            {carry.state.kind === 'failed' && <MessageAlert level="error" message={carry.state.error} />}
            <div className="sluice-actions">
              <GuardedButton variant="secondary" onClick={() => setAsked('compare')}>
                {t('compare')}
              </GuardedButton>
              {view?.drifted === true && (
                <GuardedButton variant="secondary" onClick={() => setAsked('repair')}>
                  {t('repair')}
                </GuardedButton>
              )}
              {view !== null && mayCarry(view) && (
                <GuardedButton
                  variant="secondary"
                  isLoading={carry.state.kind === 'working'}
                  onClick={() => (view.gone === 0 ? void carryAgain() : setAsked('carry'))}
                >
                  {t(view.gone === 0 ? 'carryNothing' : 'carry')}
                </GuardedButton>
              )}
            </div>
            {asked === 'compare' && (
              <CompareDialog
                enclave={enclave}
                registry={registry}
                onChoose={setRegistry}
                onCompared={(answer) => {
                  setAnswered(answer.view);
                  setFindings(answer.findings);
                  setMended(undefined);
                  close();
                }}
                onClose={close}
              />
            )}
            {asked === 'repair' && (
              <RepairDialog
                enclave={enclave}
                registry={registry}
                onChoose={setRegistry}
                onRepaired={(answer) => {
                  setAnswered(answer.view);
                  setFindings(answer.findings);
                  setMended(answer);
                  close();
                }}
                onClose={close}
              />
            )}
            {asked === 'carry' && (
              <ConfirmDialog
                title={t('again.title')}
                confirm={t('again.confirm')}
                onConfirm={() => void carryAgain()}
                onClose={close}
              >
                <p>{t('again.body', { digests: view?.gone ?? 0, name: enclave.name })}</p>
              </ConfirmDialog>
            )}
          </div>
        );
      }}
    </LoadableView>
  );
}

/** Something is gone that would count as held, or would be carried again although it is there. */
function mayCarry({ gone, carriedAgain = 0 }: DriftView): boolean {
  return gone !== carriedAgain;
}

function MendedNote({ mended: { repairedImages, pushedBytes } }: { readonly mended: Mended }): ReactNode {
  const { t } = useTranslation('drift');
  const title = t('mend.done', { images: repairedImages, bytes: formatBytes(pushedBytes) });
  return <Alert isInline isLiveRegion component="p" variant="info" title={title} />;
}
