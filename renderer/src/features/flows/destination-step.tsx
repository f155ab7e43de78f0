import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FolderChoice } from '../media/folder-choice.tsx';
import { useWizard } from '../wizard/wizard-context.tsx';
import { DiscChoice } from './disc-choice.tsx';
import { MoreOptions } from './more-options.tsx';
import { planOf } from './plan-of.ts';

/** The medium that the set is written to. */
export function DestinationStep(): ReactNode {
  const { t } = useTranslation('flows');
  const { state, change } = useWizard();
  const { draft, facts } = state;
  const plan = planOf(state.preflights[0]);
  return (
    <div className="sluice-stack">
      <p>{t('destination.lead')}</p>
      <FolderChoice
        purpose="archive-out"
        value={draft.to === null ? undefined : facts.get(draft.to)}
        onChange={(chosen) => change({ to: chosen?.token ?? null }, chosen === undefined ? [] : [chosen])}
        need={plan?.report.totals.writeBytes}
        largestFile={plan?.report.archive?.largestBlob}
        practice={draft.practice}
      />
      <DiscChoice />
      <MoreOptions
        names={[
          'strictArchive',
          'since',
          'reproducible',
          'layout',
          'workers',
          'ignoreReleaseSignature',
          'person',
          'sealNumber',
        ]}
      />
    </div>
  );
}
