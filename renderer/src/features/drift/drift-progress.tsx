import { Progress } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDriftProgress } from './use-drift-progress.ts';

/** How far a comparison is: what is asked for now, and of how many. */
export function DriftProgressBar({ enclaveId }: { readonly enclaveId: string }): ReactNode {
  const { t } = useTranslation('drift');
  const progress = useDriftProgress(enclaveId, true);
  const { phase, done, total } = progress ?? { phase: undefined, done: 0, total: 0 };
  const title = phase === undefined ? t('check.running') : t(`check.${phase}`);
  return (
    <Progress
      title={title}
      aria-label={title}
      value={total === 0 ? 0 : Math.floor((100 * done) / total)}
      label={total === 0 ? '' : t('check.count', { done, total })}
    />
  );
}
