import { ProgressStep, ProgressStepper } from '@patternfly/react-core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobProgress } from '../../../../core/contract/index.ts';
import { useJobPart } from './use-job.ts';

const variants = { pending: 'pending', active: 'info', done: 'success', failed: 'danger' } as const;

/** The phases of a job, each with its state and its share of the whole. */
export function PhaseStrip({ jobId }: { readonly jobId: string }): ReactNode {
  const { t } = useTranslation('run');
  const phases = useJobPart(jobId, ({ progress }) =>
    progress.phases.map((phase) => ({ ...phase, fraction: Math.floor(phase.fraction * 100) / 100 })),
  );
  if (phases === undefined || phases.length < 2) return null;
  return (
    <ProgressStepper isCenterAligned aria-label={t('phases')} className="sluice-phases">
      {phases.map((phase) => (
        <Phase key={phase.phase} phase={phase} />
      ))}
    </ProgressStepper>
  );
}

function Phase({ phase }: { readonly phase: JobProgress['phases'][number] }): ReactNode {
  const { t } = useTranslation('run');
  const id = useId();
  const name = t(`phase.${phase.phase}`);
  const share = t('phaseShare', { percent: Math.max(1, Math.round(phase.weight * 100)) });
  const done = t('phasePercent', { percent: Math.floor(phase.fraction * 100) });
  return (
    <ProgressStep
      id={id}
      titleId={`${id}-title`}
      variant={variants[phase.state]}
      isCurrent={phase.state === 'active'}
      description={phase.state === 'active' ? done : share}
      aria-label={t('phaseLabel', { phase: name, state: t(`phaseState.${phase.state}`) })}
    >
      {name}
    </ProgressStep>
  );
}
