import {
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  Progress,
} from '@patternfly/react-core';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, isJobOver, type Job } from '../../../../core/contract/index.ts';
import { useDuration, useRate } from '../../components/bytes.ts';
import { useMoment } from '../media/set-summary.tsx';
import { useJobPart } from './use-job.ts';

/** Rounded to what is shown, so that nothing is drawn again for a difference that nobody sees. */
function shownOf({ state, progress, startedAt, endedAt, attempts, report }: Job) {
  const { fraction, bytesDone, bytesTotal, rate, secondsLeft, phase } = progress;
  return {
    state,
    phase,
    percent: Math.floor(fraction * 100),
    done: formatBytes(Math.round(bytesDone)),
    total: formatBytes(Math.round(bytesTotal)),
    hasBytes: bytesTotal > 0,
    imagesDone: progress.imagesDone,
    imagesTotal: progress.imagesTotal,
    imagesFailed: progress.imagesFailed,
    rate: rate < 1024 ? 0 : Number(rate.toPrecision(3)),
    secondsLeft: secondsLeft === undefined ? undefined : Math.round(secondsLeft),
    startedAt,
    endedAt,
    attempts,
    seconds: report?.seconds,
  };
}
type Shown = ReturnType<typeof shownOf>;

/** How far the whole job is: one bar, bytes, images, rate and time. */
export function OverallProgress({ jobId }: { readonly jobId: string }): ReactNode {
  const { t } = useTranslation('run');
  const duration = useDuration();
  const shown = useJobPart(jobId, shownOf);
  if (shown === undefined) return null;
  const { percent, phase, state } = shown;
  const isRunning = state.kind === 'running';
  const bytes = t('bytesOf', { done: shown.done, total: shown.total });
  const words = { percent, bytes, phase: phase === undefined ? '' : t(`phase.${phase}`) };
  const valueText =
    !isRunning || phase === undefined
      ? t('valueText.still', words)
      : shown.secondsLeft === undefined
        ? t('valueText.running', words)
        : t('valueText.timed', { ...words, time: duration(shown.secondsLeft) });
  return (
    <div className="sluice-overall">
      <Progress
        title={t('overall')}
        value={percent}
        label={t('percent', { percent })}
        valueText={valueText}
        {...variantOf(state)}
      />
      <Figures shown={shown} bytes={bytes} isRunning={isRunning} />
    </div>
  );
}

function variantOf(state: Job['state']): { variant?: 'success' | 'danger' | 'warning' } {
  if (state.kind === 'succeeded') return { variant: 'success' };
  if (state.kind === 'failed') return { variant: 'danger' };
  return state.kind === 'incomplete' ? { variant: 'warning' } : {};
}

function Figures({
  shown,
  bytes,
  isRunning,
}: {
  readonly shown: Shown;
  readonly bytes: string;
  readonly isRunning: boolean;
}): ReactNode {
  const { t } = useTranslation('run');
  const rate = useRate();
  const duration = useDuration();
  const moment = useMoment();
  const { imagesDone, imagesTotal, imagesFailed, startedAt, endedAt, attempts } = shown;
  const images =
    imagesFailed === 0
      ? t('imagesOf', { done: imagesDone, total: imagesTotal })
      : t('imagesOfFailed', { done: imagesDone, total: imagesTotal, failed: imagesFailed });
  const left = shown.secondsLeft === undefined ? t('timeUnknown') : duration(shown.secondsLeft);
  const took = secondsOf(startedAt, isJobOver(shown.state) ? endedAt : undefined);
  const figures = [
    { term: 'bytes', text: shown.hasBytes ? bytes : undefined },
    { term: 'images', text: imagesTotal === 0 ? undefined : images },
    { term: 'rate', text: isRunning ? rate(shown.rate) : undefined },
    { term: 'left', text: isRunning ? left : undefined },
    { term: 'started', text: startedAt === undefined ? undefined : moment(startedAt) },
    { term: 'took', text: took === undefined ? undefined : duration(took) },
    { term: 'attempts', text: attempts > 1 ? String(attempts) : undefined },
  ] as const;
  return (
    <DescriptionList isCompact className="sluice-figures" aria-label={t('figures.label')}>
      {figures.map(({ term, text }) => text !== undefined && <Figure key={term} term={term} text={text} />)}
    </DescriptionList>
  );
}

/** Only some of them are others with each update. */
const Figure = memo(function Figure({
  term,
  text,
}: {
  readonly term: 'bytes' | 'images' | 'rate' | 'left' | 'started' | 'took' | 'attempts';
  readonly text: string;
}): ReactNode {
  const { t } = useTranslation('run');
  return (
    <DescriptionListGroup>
      <DescriptionListTerm>{t(`figures.${term}`)}</DescriptionListTerm>
      <DescriptionListDescription className="sluice-number">{text}</DescriptionListDescription>
    </DescriptionListGroup>
  );
});

function secondsOf(from: string | undefined, to: string | undefined): number | undefined {
  if (from === undefined || to === undefined) return undefined;
  const seconds = (Date.parse(to) - Date.parse(from)) / 1000;
  return Number.isFinite(seconds) ? seconds : undefined;
}
