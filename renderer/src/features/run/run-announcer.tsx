import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../../components/live-region.tsx';
import { stateKey } from './job-words.ts';
import { useJobPart } from './use-job.ts';

/** Says to screen readers when a phase begins, a tenth is done, or the state changes: nothing in between. */
export function RunAnnouncer({ jobId }: { readonly jobId: string }): ReactNode {
  const { t } = useTranslation('run');
  const announce = useAnnounce();
  const news = useJobPart(jobId, ({ state, progress }) => ({
    state: stateKey(state),
    phase: progress.phase,
    tenth: Math.floor(progress.fraction * 10) * 10,
  }));
  const told = useRef(news);
  useEffect(() => {
    const before = told.current;
    told.current = news;
    // What is on the screen when the page opens is read from there.
    if (news === undefined || before === undefined) return;
    const sentences = [
      news.state !== before.state ? t('announce.state', { state: t(`state.${news.state}`) }) : undefined,
      news.phase !== undefined && news.phase !== before.phase
        ? t('announce.phase', { phase: t(`phase.${news.phase}`) })
        : undefined,
      news.tenth > before.tenth ? t('announce.percent', { percent: news.tenth }) : undefined,
    ].filter((sentence) => sentence !== undefined);
    if (sentences.length > 0) announce(sentences.join(' '));
  }, [news, announce, t]);
  return null;
}
