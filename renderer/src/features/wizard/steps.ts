import type { ComponentType } from 'react';
import type { Flow } from '../../../../core/contract/index.ts';
import type { english } from '../../i18n/catalogues.ts';
import type { FlowState } from './flow-state.ts';
import { blocks, type Status } from './status.ts';

export type StepId = keyof (typeof english)['wizard']['steps'];

/** A step of a wizard. Its verdict is a pure rule; its component only shows and changes the draft. */
export interface StepDefinition {
  readonly id: StepId;
  /** `setup`: before the start; `run`: after it. */
  readonly part: 'setup' | 'run';
  readonly component: ComponentType;
  readonly validate: (state: FlowState) => readonly Status[];
  /** Whether the step is there at all. */
  readonly enabled: (state: FlowState) => boolean;
}

export interface FlowDefinition {
  readonly flow: Flow;
  /** Route of the wizard, without the step. */
  readonly base: string;
  readonly steps: readonly StepDefinition[];
}

export function shownSteps({ steps }: FlowDefinition, state: FlowState): readonly StepDefinition[] {
  return steps.filter((step) => step.enabled(state));
}

export type Landing =
  | { readonly kind: 'step'; readonly step: StepDefinition }
  /** What decides is not known yet. */
  | { readonly kind: 'wait' };

/**
 * Where an address leads: to the wanted step, or to the first one before it that is not done yet. After the
 * start only the steps of the run are open. Without a wanted step, to the one that was open last.
 */
export function landing(definition: FlowDefinition, state: FlowState, wanted: string | undefined): Landing {
  const steps = shownSteps(definition, state);
  const part = state.draft.jobIds.length > 0 ? 'run' : 'setup';
  const open = steps.filter((step) => step.part === part);
  const [first] = open;
  if (first === undefined) return { kind: 'wait' };
  const named =
    steps.find(({ id }) => id === wanted) ?? steps.find(({ id }) => id === state.draft.step) ?? first;
  const fallback = part === 'run' ? first : (open.at(-1) ?? first);
  const target = named.part === part ? named : fallback;
  for (const step of open) {
    if (step === target) break;
    const against = step.validate(state).filter(blocks);
    if (against.length === 0) continue;
    // Checks may hang: they are watched on their own step, which can stop them.
    const isOpenQuestion = against.every(({ level }) => level === 'pending') && step.id !== 'preflight';
    return isOpenQuestion ? { kind: 'wait' } : { kind: 'step', step };
  }
  return { kind: 'step', step: target };
}

/** The steps that can be gone to from the navigation: all before the first that is not done, and that one. */
export function reachableSteps(definition: FlowDefinition, state: FlowState): ReadonlySet<StepId> {
  const part = state.draft.jobIds.length > 0 ? 'run' : 'setup';
  const reachable = new Set<StepId>();
  for (const step of shownSteps(definition, state)) {
    if (step.part !== part) continue;
    reachable.add(step.id);
    if (step.validate(state).some(blocks)) break;
  }
  return reachable;
}

/** The first step of the set-up that speaks against the start. */
export function firstOpenStep(definition: FlowDefinition, state: FlowState): StepDefinition | undefined {
  return shownSteps(definition, state).find(
    (step) => step.part === 'setup' && step.validate(state).some(blocks),
  );
}
