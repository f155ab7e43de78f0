import { Progress } from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type Transfer, type WireError } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { LevelText } from '../../components/level-text.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { asWireError } from '../../hooks/use-command.ts';
import { useStores } from '../../stores/context.tsx';
import { TransferOutcome } from './transfer-outcome.tsx';

/** How moves of sets go, and what became of them. */
export function TransferRuns({ transfers }: { readonly transfers: readonly Transfer[] }): ReactNode {
  const { t } = useTranslation('transfer');
  return (
    <section aria-label={t('runs')} aria-live="polite" className="sluice-stack">
      {transfers.map((transfer) => (
        <TransferRun key={transfer.id} transfer={transfer} />
      ))}
    </section>
  );
}

function TransferRun({ transfer }: { readonly transfer: Transfer }): ReactNode {
  const { t } = useTranslation('transfer');
  const { state, task, source, target } = transfer;
  return (
    <div className="sluice-section">
      <p className="sluice-subtle">{t(`ran.${task.kind}`, { source, target })}</p>
      {state.kind === 'running' && <Running id={transfer.id} state={state} name={source} />}
      {state.kind === 'failed' && <MessageAlert level="error" message={state.error} />}
      {state.kind === 'stopped' && <LevelText level="note">{t('stopped')}</LevelText>}
      {state.kind === 'done' && <TransferOutcome result={state.result} />}
    </div>
  );
}

type RunningState = Extract<Transfer['state'], { readonly kind: 'running' }>;

function Running({
  id,
  state,
  name,
}: {
  readonly id: string;
  readonly state: RunningState;
  readonly name: string;
}): ReactNode {
  const { t } = useTranslation('transfer');
  const label = useId();
  const { transfers } = useStores();
  const [isStopping, setStopping] = useState(false);
  const [error, setError] = useState<WireError>();
  const { phase, bytes, total, rate, waiting } = state;
  const words = t('progress', {
    done: formatBytes(bytes),
    total: formatBytes(total),
    rate: formatBytes(Math.round(rate)),
  });
  const stop = (): void => {
    setStopping(true);
    transfers
      .getState()
      .stop(id)
      .catch((failure: unknown) => setError(asWireError(failure)))
      .finally(() => setStopping(false));
  };
  return (
    <>
      <Progress
        id={label}
        size="sm"
        value={total === 0 ? 0 : Math.floor((100 * bytes) / total)}
        title={t(`phase.${phase}`)}
        valueText={words}
        aria-label={`${t(`phase.${phase}`)}: ${name}`}
      />
      <span className="sluice-number">{words}</span>
      {waiting !== undefined && <Waiting waiting={waiting} />}
      <div>
        <GuardedButton variant="secondary" size="sm" isLoading={isStopping} onClick={stop}>
          {t('stop')}
        </GuardedButton>
      </div>
      {error !== undefined && <MessageAlert level="error" message={error} />}
    </>
  );
}

function Waiting({ waiting }: { readonly waiting: NonNullable<RunningState['waiting']> }): ReactNode {
  const { t } = useTranslation(['transfer', 'content'] as const);
  const { count, names } = waiting;
  return (
    <LevelText level="note">
      {count === 0
        ? t('transfer:waitingMarker')
        : t('transfer:waiting', { count, names: names.join(t('content:listSeparator')) })}
    </LevelText>
  );
}
