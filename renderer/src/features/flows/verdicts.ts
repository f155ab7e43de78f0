import { isJobOver, type PathFacts, type StartCheckId } from '../../../../core/contract/index.ts';
import { preflightKey, type Preflight } from '../../stores/preflights.ts';
import { exceptionName, type FlowState } from '../wizard/flow-state.ts';
import { said, told, type Status } from '../wizard/status.ts';

/** Problems of a text that are named at once; the editor shows the rest. */
const named = 3;

/** What to carry: the text must be there and without errors. */
export function contentVerdict({ config }: FlowState): readonly Status[] {
  switch (config.kind) {
    case 'empty':
      return [said('todo', 'yamlEmpty', { field: 'step-content' })];
    case 'checking':
      return [said('pending', 'checkingContent')];
    case 'failed':
      return [told('error', config.error)];
    case 'known':
      return config.view.problems
        .filter(({ level }) => level === 'error')
        .slice(0, named)
        .map(({ message }) => told('error', message, 'step-content'));
  }
}

/** Where a set is written to. */
export function destinationVerdict({ draft, facts }: FlowState): readonly Status[] {
  if (draft.to === null) return [said('todo', 'destinationMissing', { field: 'step-destination' })];
  return folderVerdict(facts.get(draft.to), 'step-destination');
}

function folderVerdict(facts: PathFacts | undefined, field: string, name?: string): readonly Status[] {
  if (facts === undefined) {
    return name === undefined
      ? [said('error', 'pathGone', { field })]
      : [said('error', 'mediumGone', { field, params: { name } })];
  }
  return facts.writable ? [] : [said('error', 'notWritable', { field, params: { folder: facts.display } })];
}

/** The set to load. */
export function archiveVerdict({ draft, facts, archive }: FlowState): readonly Status[] {
  const field = 'step-archive';
  if (draft.from === null) return [said('todo', 'archiveMissing', { field })];
  if (facts.get(draft.from) === undefined) return [said('error', 'pathGone', { field })];
  if (archive === undefined || archive.kind === 'loading') return [said('pending', 'readingSet')];
  if (archive.kind === 'failed') return [told('error', archive.error, field)];
  const problems = [...archive.value.findings];
  return problems
    .filter(({ level }) => level !== 'note')
    .map(({ level, message }) => told(level === 'error' ? 'error' : 'warning', message, field));
}

/** The registry to read from or to fill. */
export function registryVerdict({ flow, draft }: FlowState): readonly Status[] {
  if (draft.registry !== null) return [];
  const key = flow === 'enclave-export' ? 'sourceMissing' : 'registryMissing';
  return [said('todo', key, { field: 'step-registry' })];
}

/** Where enclave sets are read from: the registry, and an edited registries.conf. */
export function sourceVerdict(state: FlowState): readonly Status[] {
  const { draft, confProblems } = state;
  const place = registryVerdict(state);
  if (draft.registriesConf === null) return place;
  if (confProblems === undefined) return [...place, said('pending', 'checkingConf')];
  return [...place, ...confProblems.map((message) => told('error', message, 'step-conf'))];
}

/** Who gets a set. */
export function enclavesVerdict({ draft, enclaves }: FlowState): readonly Status[] {
  const field = 'step-enclaves';
  if (draft.enclaves.length === 0) return [said('todo', 'enclavesMissing', { field })];
  if (enclaves.kind === 'loading') return [said('pending', 'loadingEnclaves')];
  if (enclaves.kind === 'failed') return [told('error', enclaves.error, field)];
  const known = new Set(enclaves.value.map(({ id }) => id));
  return draft.enclaves
    .filter(({ id }) => !known.has(id))
    .map(({ id }) => said('error', 'enclaveGone', { field, params: { name: id } }));
}

/** One folder for each enclave, never the same twice. */
export function mediaVerdict(state: FlowState): readonly Status[] {
  const { draft, facts } = state;
  const users = new Map<string, string[]>();
  const statuses = draft.enclaves.flatMap(({ id, to }) => {
    const name = enclaveName(state, id);
    const field = `step-medium-${id}`;
    if (to === null) return [said('todo', 'mediumMissing', { field, params: { name } })];
    const found = facts.get(to);
    const place = found?.display ?? to;
    users.set(place, [...(users.get(place) ?? []), name]);
    return folderVerdict(found, field, name);
  });
  const shared = [...users].filter(([, names]) => names.length > 1);
  return [
    ...statuses,
    ...shared.map(([folder, names]) =>
      said('error', 'sameFolder', { params: { folder, names: names.join(', ') } }),
    ),
  ];
}

export function enclaveName({ enclaves }: Pick<FlowState, 'enclaves'>, id: string): string {
  const known = enclaves.kind === 'ready' ? enclaves.value : [];
  return known.find((enclave) => enclave.id === id)?.name ?? id;
}

/** All that can be tried before the start. Warnings are shown and need nothing. */
export function preflightVerdict(state: FlowState): readonly Status[] {
  const { requests, preflights } = state;
  if (requests.length === 0) return [said('todo', 'notComplete')];
  return requests.flatMap((request, index) =>
    oneVerdict(preflights[index], (id) => state.exceptions.has(exceptionName(preflightKey(request), id))),
  );
}

function oneVerdict(
  preflight: Preflight | undefined,
  isExcepted: (checkId: string) => boolean,
): readonly Status[] {
  if (preflight === undefined) return [said('todo', 'notChecked', { field: 'step-preflight' })];
  switch (preflight.kind) {
    case 'running':
      return [said('pending', 'checksRunning')];
    case 'stopped':
      return [said('todo', 'checksStopped', { field: 'step-preflight' })];
    case 'failed':
      return [told('error', preflight.error, 'step-preflight')];
    case 'done': {
      const failed = preflight.result.checks.filter(({ id, state }) => state === 'failed' && !isExcepted(id));
      return failed.length === 0
        ? []
        : [said('error', 'checksFailed', { field: 'step-preflight', params: { count: failed.length } })];
    }
  }
}

/** A run is left by its own step's button only when it is over; leaving the page is always possible. */
export function runVerdict({ jobs }: FlowState): readonly Status[] {
  if (jobs.includes('loading')) return [said('pending', 'loadingJobs')];
  const open = jobs.filter((job) => typeof job === 'object' && !isJobOver(job.state));
  return open.length === 0 ? [] : [said('todo', 'stillRunning', { params: { count: open.length } })];
}

/** Failed checks that an operator may overrule: the engine does not depend on them. */
const overrulable: ReadonlySet<string> = new Set<StartCheckId>(['clock', 'medium', 'update-service']);

export function mayOverrule(checkId: string): boolean {
  return overrulable.has(checkId);
}
