import { Alert } from '@patternfly/react-core';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import type { Draft } from '../../../../core/contract/index.ts';
import '../../components/layout.css';
import '../../components/tones.css';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { LoadableView } from '../../components/loadable.tsx';
import { Page } from '../../components/page.tsx';
import { useIsViewer } from '../../hooks/use-is-viewer.ts';
import { useSlice, useStores } from '../../stores/context.tsx';
import type { DraftEntry } from '../../stores/drafts.ts';
import { useFirstChoices } from '../flows/use-first-choices.ts';
import { SavingProblem } from './draft-saving.tsx';
import { Waiting } from './step-parts.tsx';
import { StepView } from './step-view.tsx';
import { landing, type FlowDefinition } from './steps.ts';
import { useFlowState } from './use-flow-state.ts';
import { WizardValueContext, type WizardValue } from './wizard-context.tsx';
import './wizard.css';

/** A wizard: its draft is fetched first, and fetched anew when the Practice environment is switched. */
export function WizardFrame({ definition }: { readonly definition: FlowDefinition }): ReactNode {
  const { t } = useTranslation('flows');
  const { flow } = definition;
  const { drafts } = useStores();
  const practice = useSlice('practice', ({ state }) => state.running);
  const entry = useSlice('drafts', ({ byFlow }) => byFlow[flow]) ?? { kind: 'loading' };
  // What leaves no choice is chosen once for a draft: a new one begins with a new wizard.
  const [round, setRound] = useState(0);
  useEffect(() => {
    void drafts.getState().open(flow, practice);
    // Leaving keeps everything: what waits to be saved is saved now.
    return () => void drafts.getState().flush(flow);
  }, [drafts, flow, practice]);
  return (
    <Page
      title={t(`${flow}.title`)}
      lead={t(`${flow}.lead`)}
      isFilled
      actions={
        entry.kind === 'ready' && (
          <StartOver
            definition={definition}
            entry={entry.value}
            onBegun={() => setRound((before) => before + 1)}
          />
        )
      }
    >
      <LoadableView state={entry} onRetry={() => void drafts.getState().open(flow, practice)}>
        {(value) => <OpenWizard key={round} definition={definition} entry={value} />}
      </LoadableView>
    </Page>
  );
}

function OpenWizard({
  definition,
  entry,
}: {
  readonly definition: FlowDefinition;
  readonly entry: DraftEntry;
}): ReactNode {
  const { t } = useTranslation(['wizard', 'common']);
  const { flow, base } = definition;
  const { step: wanted } = useParams();
  const navigate = useNavigate();
  const { drafts } = useStores();
  const isViewer = useIsViewer();
  const state = useFlowState(flow, entry, isViewer);
  useFirstChoices(state, isViewer);

  // The address decides, once it has been looked at: what changes later moves nobody to another step.
  const [arrived, setArrived] = useState<string>();
  const target = landing(definition, state, wanted);
  const step = definition.steps.find(({ id }) => id === arrived);
  // Once jobs were started, here or in another window, only the steps of the run are open.
  const part = state.draft.jobIds.length > 0 ? 'run' : 'setup';
  const isHere = step !== undefined && arrived === wanted && (isViewer || step.part === part);
  const targetId = isViewer ? viewerStep(definition, state.draft, wanted) : undefined;
  const landed = targetId ?? (target.kind === 'step' ? target.step.id : undefined);
  useEffect(() => {
    if (isHere || landed === undefined) return;
    if (landed === wanted) setArrived(wanted);
    else void navigate(`${base}/${landed}`, { replace: true });
  }, [isHere, landed, wanted, base, navigate]);
  const value = useMemo<WizardValue>(
    () => ({
      definition,
      state,
      isViewer,
      change: (patch, facts) => {
        if (!isViewer) drafts.getState().change(flow, patch, facts);
      },
      goTo: (id) => {
        if (!isViewer) drafts.getState().change(flow, { step: id });
        void navigate(`${base}/${id}`);
      },
    }),
    [definition, state, isViewer, drafts, flow, navigate, base],
  );
  return (
    <WizardValueContext.Provider value={value}>
      {isViewer && (
        <Alert isInline variant="info" title={t('viewer')} component="p" className="sluice-wizard-viewer" />
      )}
      <SavingProblem flow={flow} saving={entry.saving} />
      {isHere ? <StepView key={step.id} step={step} saving={entry.saving} /> : <Waiting />}
    </WizardValueContext.Provider>
  );
}

/** A viewer may look at every step, and begins where the one who is in control is. */
function viewerStep(
  { steps }: FlowDefinition,
  { step, jobIds }: Draft,
  wanted: string | undefined,
): string | undefined {
  const named = steps.find(({ id }) => id === wanted) ?? steps.find(({ id }) => id === step);
  const started = jobIds.length > 0 ? steps.find(({ part }) => part === 'run') : undefined;
  return (
    wanted === undefined && named?.part !== 'run' ? (started ?? named ?? steps[0]) : (named ?? steps[0])
  )?.id;
}

function StartOver({
  definition,
  entry,
  onBegun,
}: {
  readonly definition: FlowDefinition;
  readonly entry: DraftEntry;
  /** The new draft is there. */
  readonly onBegun: () => void;
}): ReactNode {
  const { t } = useTranslation('wizard');
  const navigate = useNavigate();
  const { drafts, preflights } = useStores();
  const [isAsking, setAsking] = useState(false);
  const { flow, base } = definition;
  const reset = (): void => {
    setAsking(false);
    preflights.getState().clear();
    drafts
      .getState()
      .startOver(flow)
      .then(() => {
        onBegun();
        return navigate(base, { replace: true });
      })
      // The draft store shows why it could not be done.
      .catch(() => undefined);
  };
  return (
    <>
      <GuardedButton variant="secondary" onClick={() => setAsking(true)}>
        {t('startOver.open')}
      </GuardedButton>
      {isAsking && (
        <ConfirmDialog
          title={t('startOver.title')}
          confirm={t('startOver.confirm')}
          onConfirm={reset}
          onClose={() => setAsking(false)}
        >
          {t(entry.draft.jobIds.length > 0 ? 'startOver.bodyWithJobs' : 'startOver.body')}
        </ConfirmDialog>
      )}
    </>
  );
}
