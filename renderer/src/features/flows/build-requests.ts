import type {
  Draft,
  Enclave,
  Flow,
  PlanRequest,
  RunOptions,
  RunRequest,
} from '../../../../core/contract/index.ts';

/** What a request is made of, besides the draft. */
export interface RequestParts {
  readonly draft: Draft;
  /** The configuration's text: the draft's, or the one that travels with the set. */
  readonly yaml: string;
  /** The saved enclaves, as far as they are known. */
  readonly enclaves: readonly Enclave[];
}

/** The runs that a wizard asks for, one for each set. Empty until everything is chosen. */
export function buildRequests(flow: Flow, parts: RequestParts): readonly RunRequest[] {
  switch (flow) {
    case 'export':
      return asList(exportRequest(parts));
    case 'enterprise-import':
    case 'enclave-import':
      return asList(importRequest(flow, parts));
    case 'enclave-export':
      return enclaveRequests(parts);
  }
}

/** Registries to archive, as the configuration names them. */
export function exportRequest({ draft, yaml }: RequestParts): RunRequest | undefined {
  if (draft.to === null || yaml === '') return undefined;
  return {
    flow: 'export',
    site: draft.site,
    yaml,
    source: { kind: 'upstream' },
    destination: { kind: 'archive', folder: draft.to },
    options: withoutBlanks(draft.options),
    ...valuesOf(draft),
    afterwards: { verify: draft.verify, eject: draft.eject },
  };
}

/** An export that can be planned although its medium is not chosen yet. */
export function undecidedExport(draft: Draft): PlanRequest | undefined {
  if (draft.flow !== 'export' || draft.yaml === '') return undefined;
  return {
    flow: 'export',
    site: draft.site,
    yaml: draft.yaml,
    source: { kind: 'upstream' },
    destination: { kind: 'undecided' },
    options: withoutBlanks(draft.options),
    ...valuesOf(draft),
    afterwards: { verify: draft.verify, eject: draft.eject },
  };
}

/** Archive to registry. What was pushed is read back by the run itself: nothing is to be done afterwards. */
export function importRequest(
  flow: 'enterprise-import' | 'enclave-import',
  { draft, yaml }: RequestParts,
): RunRequest | undefined {
  if (draft.from === null || draft.registry === null || yaml === '') return undefined;
  return {
    flow,
    site: draft.site,
    yaml,
    source: { kind: 'archive', folder: draft.from },
    destination: { kind: 'registry', place: draft.registry },
    options: withoutBlanks(draft.options),
    ...valuesOf(draft),
    afterwards: { verify: false, eject: false },
  };
}

/** The enterprise's registry to one archive for each enclave: all of them, or none while one lacks something. */
export function enclaveRequests({ draft, enclaves }: RequestParts): readonly RunRequest[] {
  const { registry, registriesConf } = draft;
  if (registry === null) return [];
  const requests: RunRequest[] = [];
  for (const { id, to, again } of draft.enclaves) {
    const enclave = enclaves.find((candidate) => candidate.id === id);
    if (enclave === undefined || to === null) return [];
    requests.push({
      flow: 'enclave-export',
      site: draft.site,
      yaml: enclave.yaml,
      source: { kind: 'registry', place: registry, ...(registriesConf !== null && { registriesConf }) },
      destination: { kind: 'archive', folder: to },
      enclaveId: id,
      ...(again !== undefined && { again }),
      options: withoutBlanks(draft.options),
      afterwards: { verify: draft.verify, eject: draft.eject },
    });
  }
  return requests;
}

/** Values over charts' own. Of an enclave's charts they came with the set. */
function valuesOf({ chartValues }: Draft): Pick<RunRequest, 'chartValues'> {
  return chartValues === undefined || chartValues.length === 0 ? {} : { chartValues };
}

/** A field that was typed and emptied again is as if it had never been typed. */
function withoutBlanks({ since, ...options }: RunOptions): RunOptions {
  return since === undefined || since === '' ? options : { ...options, since };
}

function asList(request: RunRequest | undefined): readonly RunRequest[] {
  return request === undefined ? [] : [request];
}
