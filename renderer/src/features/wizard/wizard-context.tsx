import { createContext, useContext } from 'react';
import type { PathFacts } from '../../../../core/contract/index.ts';
import type { DraftPatch } from '../../stores/drafts.ts';
import type { FlowState } from './flow-state.ts';
import type { FlowDefinition, StepId } from './steps.ts';

/** What the steps of a wizard share. */
export interface WizardValue {
  readonly definition: FlowDefinition;
  readonly state: FlowState;
  /** Another page controls the host: everything can be looked at, nothing changed. */
  readonly isViewer: boolean;
  /** `facts` are those of newly chosen paths. */
  change(patch: DraftPatch, facts?: readonly PathFacts[]): void;
  goTo(step: StepId): void;
}

export const WizardValueContext = createContext<WizardValue | undefined>(undefined);

/** The wizard that a step belongs to. */
export function useWizard(): WizardValue {
  const value = useContext(WizardValueContext);
  if (value === undefined) throw new RangeError('outside of a wizard');
  return value;
}
