import { describe, expect, it } from 'vitest';
import type { Draft, EnclaveView, Flow } from '../../../core/contract/index.ts';
import { buildRequests } from '../../../renderer/src/features/flows/build-requests.ts';
import { flowDefinitions } from '../../../renderer/src/features/flows/definitions.ts';
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
} from '../../../renderer/src/features/flows/verdicts.ts';
import { exceptionName, type FlowState } from '../../../renderer/src/features/wizard/flow-state.ts';
import type { Status } from '../../../renderer/src/features/wizard/status.ts';
import { landing, reachableSteps } from '../../../renderer/src/features/wizard/steps.ts';
import { newDraft } from '../../../renderer/src/stores/new-draft.ts';
import { type Preflight, preflightKey } from '../../../renderer/src/stores/preflights.ts';
import { archive, describeYaml, facts, job, plan, tokens, yaml } from './samples.ts';

const failure = { code: 'PATH_GONE', params: {}, affected: [], retryable: false };
const enclaves: readonly EnclaveView[] = [
  { id: 'e1', name: 'North', yaml, notes: '', revision: 1 },
  { id: 'e2', name: 'South', yaml, notes: '', revision: 1 },
];

function state(flow: Flow, draft: Partial<Draft>, more: Partial<FlowState> = {}): FlowState {
  const whole = { ...newDraft(flow, false, yaml), ...draft };
  const all = [tokens.content, tokens.enclave, tokens.set];
  return {
    flow,
    draft: whole,
    facts: new Map(all.map((token) => [token, facts(token)])),
    yaml: whole.yaml,
    config: { kind: 'known', view: describeYaml(whole.yaml) },
    archive: undefined,
    enclaves: { kind: 'ready', value: enclaves },
    confProblems: [],
    requests: buildRequests(flow, { draft: whole, yaml: whole.yaml, enclaves }),
    preflights: [],
    exceptions: new Set(),
    jobs: [],
    ...more,
  };
}

/** Levels and words in short. */
function short(statuses: readonly Status[]): readonly string[] {
  return statuses.map(({ level, text }) => `${level} ${'key' in text ? text.key : text.message.code}`);
}

const place = { host: 'reg.in', namespace: '' };

describe('the verdicts of the steps', () => {
  it.each<[string, Partial<FlowState>, readonly string[]]>([
    ['nothing chosen', { config: { kind: 'empty' } }, ['todo yamlEmpty']],
    ['a text that is being checked', { config: { kind: 'checking' } }, ['pending checkingContent']],
    ['a check that failed', { config: { kind: 'failed', error: failure } }, ['error PATH_GONE']],
    ['a faulty text', { config: { kind: 'known', view: describeYaml('wrong') } }, ['error CONFIG_REQUIRED']],
    ['a good text', {}, []],
  ])('content: %s', (_what, more, expected) => {
    expect(short(contentVerdict(state('export', {}, more)))).toEqual(expected);
  });

  it.each<[string, Partial<Draft>, Partial<FlowState>, readonly string[]]>([
    ['none', {}, {}, ['todo destinationMissing']],
    ['one that is gone', { to: tokens.content }, { facts: new Map() }, ['error pathGone']],
    [
      'one that cannot be written to',
      { to: tokens.content },
      { facts: new Map([[tokens.content, facts(tokens.content, { writable: false })]]) },
      ['error notWritable'],
    ],
    ['a good one', { to: tokens.content }, {}, []],
  ])('destination: %s', (_what, draft, more, expected) => {
    expect(short(destinationVerdict(state('export', draft, more)))).toEqual(expected);
  });

  it.each<[string, Partial<Draft>, Partial<FlowState>, readonly string[]]>([
    ['none', {}, {}, ['todo archiveMissing']],
    ['one that is gone', { from: tokens.set }, { facts: new Map() }, ['error pathGone']],
    [
      'one that is being read',
      { from: tokens.set },
      { archive: { kind: 'loading' } },
      ['pending readingSet'],
    ],
    [
      'one that cannot be read',
      { from: tokens.set },
      { archive: { kind: 'failed', error: failure } },
      ['error PATH_GONE'],
    ],
    [
      'one with a warning and a note',
      { from: tokens.set },
      {
        archive: {
          kind: 'ready',
          value: {
            ...archive,
            findings: [
              { level: 'warning', message: failure },
              { level: 'note', message: failure },
            ],
          },
        },
      },
      ['warning PATH_GONE'],
    ],
  ])('archive: %s', (_what, draft, more, expected) => {
    expect(short(archiveVerdict(state('enclave-import', draft, more)))).toEqual(expected);
  });

  it('registry: names what it is for', () => {
    expect(short(registryVerdict(state('enclave-import', {})))).toEqual(['todo registryMissing']);
    expect(short(registryVerdict(state('enclave-export', {})))).toEqual(['todo sourceMissing']);
    expect(registryVerdict(state('enclave-export', { registry: place }))).toEqual([]);
  });

  it('source: an edited registries.conf is checked, one that is made is not', () => {
    const edited = { registry: place, registriesConf: 'x' };
    const verdict = (confProblems: FlowState['confProblems']) =>
      short(sourceVerdict(state('enclave-export', edited, { confProblems })));
    expect(verdict(undefined)).toEqual(['pending checkingConf']);
    expect(verdict([failure])).toEqual(['error PATH_GONE']);
    expect(verdict([])).toEqual([]);
    const made = state('enclave-export', { registry: place }, { confProblems: undefined });
    expect(sourceVerdict(made)).toEqual([]);
  });

  it('enclaves: at least one, and none that was removed', () => {
    expect(short(enclavesVerdict(state('enclave-export', {})))).toEqual(['todo enclavesMissing']);
    const gone = { enclaves: [{ id: 'e9', to: null }] };
    expect(short(enclavesVerdict(state('enclave-export', gone)))).toEqual(['error enclaveGone']);
    const loading = state('enclave-export', gone, { enclaves: { kind: 'loading' } });
    expect(short(enclavesVerdict(loading))).toEqual(['pending loadingEnclaves']);
  });

  it('media: a folder for each, never the same twice', () => {
    const both = (first: typeof tokens.content | null, second: typeof tokens.content | null) =>
      short(
        mediaVerdict(
          state('enclave-export', {
            enclaves: [
              { id: 'e1', to: first },
              { id: 'e2', to: second },
            ],
          }),
        ),
      );
    expect(both(tokens.content, null)).toEqual(['todo mediumMissing']);
    expect(both(tokens.content, tokens.content)).toEqual(['error sameFolder']);
    expect(both(tokens.content, tokens.enclave)).toEqual([]);
  });

  it('checks: what failed blocks, unless it is excepted by name where that is allowed', () => {
    const ready = state('export', { to: tokens.content });
    const [request] = ready.requests;
    if (request === undefined) throw new Error('no request');
    const failed: Preflight = {
      kind: 'done',
      result: { checks: [{ id: 'clock', state: 'failed' }], plan },
    };
    const verdict = (more: Partial<FlowState>) => short(preflightVerdict({ ...ready, ...more }));
    expect(verdict({ requests: [] })).toEqual(['todo notComplete']);
    expect(verdict({})).toEqual(['todo notChecked']);
    expect(verdict({ preflights: [{ kind: 'running' }] })).toEqual(['pending checksRunning']);
    expect(verdict({ preflights: [{ kind: 'stopped' }] })).toEqual(['todo checksStopped']);
    expect(verdict({ preflights: [{ kind: 'failed', error: failure }] })).toEqual(['error PATH_GONE']);
    expect(verdict({ preflights: [failed] })).toEqual(['error checksFailed']);
    const exceptions = new Set([exceptionName(preflightKey(request), 'clock')]);
    expect(verdict({ preflights: [failed], exceptions })).toEqual([]);
  });

  it('run: over means over, whatever became of it', () => {
    const with_ = (jobs: FlowState['jobs']) => short(runVerdict(state('export', {}, { jobs })));
    expect(with_(['loading'])).toEqual(['pending loadingJobs']);
    expect(with_([job('j', 'export', { kind: 'running' })])).toEqual(['todo stillRunning']);
    expect(with_([job('j', 'export', { kind: 'paused', reason: 'medium' })])).toEqual(['todo stillRunning']);
    expect(with_([job('j', 'export', { kind: 'cancelled' }), 'missing'])).toEqual([]);
  });
});

describe('where an address leads', () => {
  const definition = flowDefinitions.export;
  const to = (wanted: string | undefined, one: FlowState) => {
    const found = landing(definition, one, wanted);
    return found.kind === 'wait' ? 'wait' : found.step.id;
  };

  it.each<[string | undefined, FlowState, string]>([
    [undefined, state('export', {}), 'content'],
    ['review', state('export', {}), 'destination'],
    ['review', state('export', { to: tokens.content }), 'preflight'],
    ['review', state('export', { to: tokens.content }, { preflights: [{ kind: 'running' }] }), 'preflight'],
    ['review', state('export', {}, { config: { kind: 'checking' } }), 'wait'],
    ['content', state('export', {}, { config: { kind: 'checking' } }), 'content'],
    ['run', state('export', {}), 'destination'],
    ['nonsense', state('export', { step: 'destination' }), 'destination'],
    ['content', state('export', { jobIds: ['j'] }, { jobs: ['loading'] }), 'run'],
    ['done', state('export', { jobIds: ['j'] }, { jobs: ['loading'] }), 'wait'],
    ['done', state('export', { jobIds: ['j'] }, { jobs: [job('j', 'export', { kind: 'running' })] }), 'run'],
    [
      'done',
      state('export', { jobIds: ['j'] }, { jobs: [job('j', 'export', { kind: 'succeeded' })] }),
      'done',
    ],
  ])('%s', (wanted, one, expected) => {
    expect(to(wanted, one)).toBe(expected);
  });

  it('lets nobody jump over a step that is not done', () => {
    expect([...reachableSteps(definition, state('export', {}))]).toEqual(['content', 'destination']);
    expect([...reachableSteps(definition, state('export', { jobIds: ['j'] }))]).toEqual(['run', 'done']);
  });
});
