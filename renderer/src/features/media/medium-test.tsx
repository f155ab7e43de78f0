import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  formatBytes,
  type CapacityView,
  type Drive,
  type MediumTest,
} from '../../../../core/contract/index.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { LevelText } from '../../components/level-text.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { WorkProgress } from '../../components/work-progress.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { useSlice } from '../../stores/context.tsx';
import { StatusList } from './status-list.tsx';

interface MediumTestProps {
  readonly drive: Drive;
  /** As the page calls the drive. */
  readonly name: string;
}

/** "Test this medium": asks first, shows how far it is, and what the medium really keeps. */
export function MediumTestPanel({ drive, name }: MediumTestProps): ReactNode {
  const { t } = useTranslation('media');
  const told = useSlice('drives', ({ tests }) => tests.get(drive.id));
  const start = useCommand('drives.test');
  const [isAsking, setAsking] = useState(false);
  const test = told ?? drive.test;
  if (!drive.mounted || !drive.removable) return null;
  const isRunning = test?.state.kind === 'running';
  const begin = (): void => {
    setAsking(false);
    void start.run({ id: drive.id });
  };
  return (
    <div className="sluice-stack">
      {test !== undefined && <TestState test={test} name={name} />}
      {start.state.kind === 'failed' && <MessageAlert level="error" message={start.state.error} />}
      {!isRunning && !drive.readOnly && (
        <div>
          <GuardedButton
            variant="link"
            isInline
            aria-label={t('test.openOf', { drive: name })}
            isLoading={start.state.kind === 'working'}
            onClick={() => setAsking(true)}
          >
            {t('test.open')}
          </GuardedButton>
        </div>
      )}
      {isAsking && (
        <ConfirmDialog
          title={t('test.title', { drive: name })}
          confirm={t('test.start')}
          onConfirm={begin}
          onClose={() => setAsking(false)}
        >
          <p>{t('test.about', { free: formatBytes(drive.free ?? drive.capacity) })}</p>
          <p>{t(drive.kind === 'practice' ? 'test.practice' : 'test.time')}</p>
          <LevelText level="warning">{t('test.risk')}</LevelText>
        </ConfirmDialog>
      )}
    </div>
  );
}

function TestState({ test, name }: { readonly test: MediumTest; readonly name: string }): ReactNode {
  const { t } = useTranslation('media');
  const { state } = test;
  switch (state.kind) {
    case 'running':
      return <RunningTest driveId={test.driveId} state={state} name={name} />;
    case 'done':
      return <TestResult report={state.report} />;
    case 'failed':
      return <MessageAlert level="error" message={state.error} />;
    case 'cancelled':
      return <LevelText level="note">{t('test.cancelled')}</LevelText>;
  }
}

type RunningState = Extract<MediumTest['state'], { kind: 'running' }>;

function RunningTest({
  driveId,
  state,
  name,
}: {
  readonly driveId: string;
  readonly state: RunningState;
  readonly name: string;
}): ReactNode {
  const { t } = useTranslation('media');
  const cancel = useCommand('drives.cancelTest');
  const { phase, bytes, total, rate } = state;
  return (
    <WorkProgress
      title={t(`test.${phase}`)}
      name={name}
      bytes={bytes}
      total={total}
      rate={rate}
      stop={t('test.stop')}
      isStopping={cancel.state.kind === 'working'}
      onStop={() => void cancel.run({ id: driveId })}
      error={cancel.state.kind === 'failed' ? cancel.state.error : undefined}
    />
  );
}

const levels = { good: 'success', unproven: 'warning', bad: 'error' } as const;

function TestResult({ report }: { readonly report: CapacityView }): ReactNode {
  const { t } = useTranslation('media');
  const { verdict, written, right, writeRate, readRate, findings } = report;
  return (
    <>
      <LevelText level={levels[verdict]}>
        {t(`test.${verdict}`, { written: formatBytes(written), right: formatBytes(right) })}
      </LevelText>
      <span className="sluice-subtle sluice-number">
        {t('test.rates', { write: formatBytes(writeRate), read: formatBytes(readRate) })}
      </span>
      <StatusList statuses={findings} label={t('test.findings')} />
    </>
  );
}
