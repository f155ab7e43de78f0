import { Progress } from '@patternfly/react-core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type WireError } from '../../../core/contract/index.ts';
import { GuardedButton } from './guarded-button.tsx';
import { MessageAlert } from './message-alert.tsx';

interface WorkProgressProps {
  /** What is done now. */
  readonly title: string;
  /** What it is done with, for those who do not see where it stands. */
  readonly name: string;
  /** Of this phase. */
  readonly bytes: number;
  readonly total: number;
  /** Bytes a second. */
  readonly rate: number;
  /** What the button does, as a verb. */
  readonly stop: string;
  readonly isStopping: boolean;
  readonly onStop: () => void;
  /** Why it could not be stopped. */
  readonly error: WireError | undefined;
  readonly children?: ReactNode;
}

/** Long work that the host does beside its jobs: how far it is, how fast, and the button that stops it. */
export function WorkProgress(props: WorkProgressProps): ReactNode {
  const { title, name, bytes, total, rate, stop, isStopping, onStop, error, children } = props;
  const { t } = useTranslation('common');
  const id = useId();
  const words = t('workProgress', {
    done: formatBytes(bytes),
    total: formatBytes(total),
    rate: formatBytes(Math.round(rate)),
  });
  return (
    <>
      <Progress
        id={id}
        size="sm"
        value={total === 0 ? 0 : Math.floor((100 * bytes) / total)}
        title={title}
        valueText={words}
        aria-label={`${title}: ${name}`}
      />
      <span className="sluice-number">{words}</span>
      {children}
      <div>
        <GuardedButton variant="secondary" size="sm" isLoading={isStopping} onClick={onStop}>
          {stop}
        </GuardedButton>
      </div>
      {error !== undefined && <MessageAlert level="error" message={error} />}
    </>
  );
}
