import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import '../components/layout.css';
import '../components/tones.css';
import { Page } from '../components/page.tsx';
import { AttachedDrives } from '../features/home/attached-drives.tsx';
import '../features/home/home.css';
import { LastRuns, OpenJobs, WaitingRuns } from '../features/home/home-jobs.tsx';
import { PracticePanel } from '../features/home/practice-panel.tsx';
import { SiteCards } from '../features/home/site-cards.tsx';
import { useSlice } from '../stores/context.tsx';

/** `#/`: what waits, what can be done on this machine, and the way to try it. */
export function HomePage(): ReactNode {
  const { t } = useTranslation('home');
  const isPractising = useSlice('practice', ({ state }) => state.running);
  const isNew = useSlice('settings', ({ view }) => view?.settings.site === null);
  return (
    <Page title={t('title')} lead={t('lead')}>
      <div className="sluice-home">
        {(isPractising || isNew) && <PracticePanel />}
        <OpenJobs />
        <WaitingRuns />
        {/* In practice one machine plays all environments: its panel switches between them. */}
        {!isPractising && <SiteCards />}
        {!isPractising && !isNew && <PracticePanel />}
        <div className="sluice-home-columns">
          <AttachedDrives />
          <LastRuns />
        </div>
      </div>
    </Page>
  );
}
