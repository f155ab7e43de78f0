import type { Flow } from '../../../../core/contract/index.ts';
import type { FlowState } from '../wizard/flow-state.ts';
import type { FlowDefinition, StepDefinition } from '../wizard/steps.ts';
import { flowRoutes } from '../run/job-words.ts';
import { ArchiveStep } from './archive-step.tsx';
import { ExportContentStep, ImportContentStep } from './content-step.tsx';
import { DestinationStep } from './destination-step.tsx';
import { DoneStep } from './done-step.tsx';
import { EnclavesStep } from './enclaves-step.tsx';
import { MediaStep } from './media-step.tsx';
import { PreflightStep } from './preflight-step.tsx';
import { RegistryStep } from './registry-step.tsx';
import { ResourcesStep } from './resources-step.tsx';
import { ReviewStep } from './review-step.tsx';
import { RunStep } from './run-step.tsx';
import { SourceStep } from './source-step.tsx';
import {
  archiveVerdict,
  contentVerdict,
  destinationVerdict,
  enclavesVerdict,
  mediaVerdict,
  preflightVerdict,
  registryVerdict,
  runVerdict,
  sourceVerdict,
} from './verdicts.ts';

const always = (): boolean => true;
const nothing = (): readonly never[] => [];

function setup(
  id: StepDefinition['id'],
  component: StepDefinition['component'],
  validate: StepDefinition['validate'],
  enabled: StepDefinition['enabled'] = always,
): StepDefinition {
  return { id, part: 'setup', component, validate, enabled };
}

function afterStart(
  id: StepDefinition['id'],
  component: StepDefinition['component'],
  validate: StepDefinition['validate'],
): StepDefinition {
  return { id, part: 'run', component, validate, enabled: always };
}

const preflight = setup('preflight', PreflightStep, preflightVerdict);
const review = setup('review', ReviewStep, nothing);
const run = afterStart('run', RunStep, runVerdict);
const done = afterStart('done', DoneStep, nothing);
const resources = afterStart('resources', ResourcesStep, nothing);

/** An enclave takes what was made for it: there is something to choose only when asked for, or when the set does not say. */
function choosesPart({ draft, archive }: FlowState): boolean {
  const saysNothing = archive?.kind === 'ready' && (archive.value.configuration ?? '') === '';
  return draft.yaml !== '' || saysNothing;
}

/** Both imports take the same way; they differ in when there is a part to choose. */
function importing(
  flow: 'enterprise-import' | 'enclave-import',
  choosesContent: StepDefinition['enabled'],
): FlowDefinition {
  return {
    flow,
    base: flowRoutes[flow],
    steps: [
      setup('archive', ArchiveStep, archiveVerdict),
      setup('registry', RegistryStep, registryVerdict),
      setup('content', ImportContentStep, contentVerdict, choosesContent),
      preflight,
      review,
      run,
      resources,
    ],
  };
}

/** The four wizards (gui.md 7.5). */
export const flowDefinitions: Readonly<Record<Flow, FlowDefinition>> = {
  export: {
    flow: 'export',
    base: flowRoutes.export,
    steps: [
      setup('content', ExportContentStep, contentVerdict),
      setup('destination', DestinationStep, destinationVerdict),
      preflight,
      review,
      run,
      done,
    ],
  },
  'enterprise-import': importing('enterprise-import', always),
  'enclave-export': {
    flow: 'enclave-export',
    base: flowRoutes['enclave-export'],
    steps: [
      setup('source', SourceStep, sourceVerdict),
      setup('enclaves', EnclavesStep, enclavesVerdict),
      setup('media', MediaStep, mediaVerdict),
      preflight,
      review,
      run,
      done,
    ],
  },
  'enclave-import': importing('enclave-import', choosesPart),
};
