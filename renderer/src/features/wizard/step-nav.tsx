import { WizardNav, WizardNavItem } from '@patternfly/react-core';
import {
  CheckCircleIcon,
  ExclamationCircleIcon,
  ExclamationTriangleIcon,
  InProgressIcon,
} from '@patternfly/react-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import '../../components/tones.css';
import type { FlowState } from './flow-state.ts';
import type { Status } from './status.ts';
import type { StepDefinition, StepId } from './steps.ts';

type Mark = 'done' | 'error' | 'warning' | 'pending' | 'open';

interface StepNavProps {
  readonly label: string;
  readonly steps: readonly StepDefinition[];
  readonly active: StepId;
  readonly reachable: ReadonlySet<StepId>;
  readonly state: FlowState;
  readonly isExpanded: boolean;
  readonly onGo: (step: StepId) => void;
}

/** The steps with where each stands, in words and by an icon. PatternFly's own words for that are English only. */
export function StepNav(props: StepNavProps): ReactNode {
  const { label, steps, active, reachable, state, isExpanded, onGo } = props;
  const { t } = useTranslation('wizard');
  const activeIndex = steps.findIndex(({ id }) => id === active);
  return (
    <WizardNav aria-label={label} isExpanded={isExpanded}>
      {steps.map((step, index) => {
        const isReachable = reachable.has(step.id);
        const mark = isReachable
          ? markOf(step.validate(state), index < activeIndex || wasVisited(steps, state, index))
          : 'open';
        return (
          <WizardNavItem
            key={step.id}
            id={`step-nav-${step.id}`}
            stepIndex={index + 1}
            isCurrent={step.id === active}
            isDisabled={!isReachable}
            onClick={() => onGo(step.id)}
            content={
              <span className="sluice-step">
                <StepIcon mark={mark} />
                <span>{t(`steps.${step.id}`)}</span>
                {mark !== 'open' && <span className="sluice-visually-hidden">{t(`mark.${mark}`)}</span>}
              </span>
            }
          />
        );
      })}
    </WizardNav>
  );
}

/** The step that was open last is in the draft: those before it have been seen. */
function wasVisited(steps: readonly StepDefinition[], state: FlowState, index: number): boolean {
  return steps.findIndex(({ id }) => id === state.draft.step) > index;
}

/** What was not looked at yet is not called wrong, and what is open is not called done. */
function markOf(statuses: readonly Status[], visited: boolean): Mark {
  const has = (level: Status['level']): boolean => statuses.some((status) => status.level === level);
  if (!visited) return has('pending') ? 'pending' : 'open';
  if (has('error')) return 'error';
  if (has('pending')) return 'pending';
  if (has('todo')) return 'open';
  return has('warning') ? 'warning' : 'done';
}

function StepIcon({ mark }: { readonly mark: Mark }): ReactNode {
  switch (mark) {
    case 'done':
      return <CheckCircleIcon className="sluice-good" />;
    case 'error':
      return <ExclamationCircleIcon className="sluice-bad" />;
    case 'warning':
      return <ExclamationTriangleIcon className="sluice-warn" />;
    case 'pending':
      return <InProgressIcon />;
    case 'open':
      return null;
  }
}
