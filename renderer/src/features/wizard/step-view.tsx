import { Suspense, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { MessageAlert } from '../../components/message-alert.tsx';
import type { DraftSaving } from '../../stores/drafts.ts';
import { StatusList } from './status-list.tsx';
import { blocks } from './status.ts';
import { StepNav } from './step-nav.tsx';
import { StepHeading, Waiting } from './step-parts.tsx';
import { firstOpenStep, reachableSteps, shownSteps, type StepDefinition, type StepId } from './steps.ts';
import { useStart } from './use-start.ts';
import { useWizard } from './wizard-context.tsx';
import { StepFooter } from './wizard-footer.tsx';
import { WizardLayout } from './wizard-layout.tsx';

/** One open step: the steps beside it, what it asks for, and the buttons that lead on. */
export function StepView({
  step,
  saving,
}: {
  readonly step: StepDefinition;
  readonly saving: DraftSaving;
}): ReactNode {
  const { t } = useTranslation(['wizard', 'flows']);
  const { definition, state, isViewer, goTo } = useWizard();
  const navigate = useNavigate();
  const steps = shownSteps(definition, state);
  const index = steps.findIndex(({ id }) => id === step.id);
  const following = steps[index + 1];
  const isStart = step.part === 'setup' && following?.part === 'run';
  const starting = useStart(state);
  const { attempt, interrupt, refused, list } = useNext(step, () => {
    if (following === undefined) return;
    if (!isStart || isViewer) return goTo(following.id);
    const open = firstOpenStep(definition, state);
    if (open !== undefined) return goTo(open.id);
    // Once there are jobs, the wizard shows their step by itself.
    void starting.start(following.id);
  });
  const reachable = isViewer ? new Set<StepId>(steps.map(({ id }) => id)) : reachableSteps(definition, state);
  const named = useMemo(() => steps.map(({ id }) => ({ id, name: t(`steps.${id}`) })), [steps, t]);
  const previous = steps[index - 1];
  const { component: Body } = step;
  const title = t(`steps.${step.id}`);
  return (
    <WizardLayout
      steps={named}
      active={step.id}
      contentLabel={title}
      toggleLabel={t('toggle', { step: title })}
      onGo={(id) => goTo(id as StepId)}
      nav={(isExpanded, close) => (
        <StepNav
          label={t('nav')}
          steps={steps}
          active={step.id}
          reachable={reachable}
          state={state}
          isExpanded={isExpanded}
          onGo={(id) => {
            close();
            goTo(id);
          }}
        />
      )}
      footer={
        <StepFooter
          next={
            following === undefined
              ? undefined
              : isStart
                ? t(`flows:${state.flow}.start`)
                : nextText(t, following)
          }
          isStart={isStart}
          isBusy={starting.isStarting || refused === 'waiting'}
          hasBack={previous !== undefined && previous.part === step.part}
          saving={saving}
          onNext={attempt}
          onBack={() => previous !== undefined && goTo(previous.id)}
          onLeave={() => void navigate('/')}
        />
      }
    >
      <div
        className="sluice-wizard-body"
        id={`step-${step.id}`}
        onClickCapture={interrupt}
        onInputCapture={interrupt}
      >
        <StepHeading>{title}</StepHeading>
        {refused !== undefined && <StatusList statuses={step.validate(state)} ref={list} />}
        {starting.error !== undefined && <MessageAlert level="error" message={starting.error} />}
        <Suspense fallback={<Waiting />}>
          <Body />
        </Suspense>
      </div>
    </WizardLayout>
  );
}

function nextText(
  t: ReturnType<typeof useTranslation<['wizard', 'flows']>>['t'],
  step: StepDefinition,
): string {
  return t('next', { step: t(`steps.${step.id}`) });
}

type Refused = 'waiting' | 'blocked' | undefined;

/** Next asks first: what is still being found out is waited for; what is wrong is shown and gone to. */
function useNext(
  step: StepDefinition,
  proceed: () => void,
): {
  readonly attempt: () => void;
  /** Something was touched: whoever does that while an answer is awaited does not want to go on with it yet. */
  readonly interrupt: () => void;
  readonly refused: Refused;
  readonly list: React.RefObject<HTMLDivElement | null>;
} {
  const { state, isViewer } = useWizard();
  const [refused, setRefused] = useState<Refused>();
  const list = useRef<HTMLDivElement>(null);
  const latest = useRef(proceed);
  latest.current = proceed;
  const against = step.validate(state).filter(blocks);
  const isWaiting = against.length > 0 && against.every(({ level }) => level === 'pending');
  const field = against.find((status) => status.field !== undefined)?.field;
  useEffect(() => {
    if (refused !== 'waiting' || isWaiting) return;
    setRefused(against.length > 0 ? 'blocked' : undefined);
    if (against.length === 0) latest.current();
  }, [refused, isWaiting, against.length]);
  useEffect(() => {
    if (refused === 'blocked') focusFirst(field, list.current);
  }, [refused, field]);
  return {
    refused: against.length === 0 ? undefined : refused,
    list,
    interrupt: () => {
      if (refused === 'waiting') setRefused(undefined);
    },
    attempt: () => {
      if (isViewer || against.length === 0) return proceed();
      setRefused(isWaiting ? 'waiting' : 'blocked');
      if (!isWaiting && refused === 'blocked') focusFirst(field, list.current);
    },
  };
}

/** The first thing to correct; without one of its own, the list that says what is wrong. */
function focusFirst(field: string | undefined, list: HTMLElement | null): void {
  const place = field === undefined ? null : document.getElementById(field);
  const control = place?.querySelector<HTMLElement>(
    'input:not([disabled]), select:not([disabled]), textarea:not([disabled]), button:not([disabled]):not([aria-disabled="true"])',
  );
  const aim = control ?? list;
  aim?.focus();
  aim?.scrollIntoView({ block: 'center' });
}
