import type { CatalogChoices, Finding, finishFields } from '../contract/index.ts';
import { type CatalogSourceFacts, globalNamespace } from './finish-facts.ts';

/** Why a field cannot be as it was chosen. */
export interface FinishProblem {
  /** Of the CatalogSource; empty when it concerns none. */
  readonly file: string;
  readonly field: (typeof finishFields)[number];
  readonly finding: Finding;
}

const longestText = 200;
/** OLM makes a Service of the same name: DNS-1035, as Kubernetes wants for Services. */
const serviceName = /^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
const namespaceName = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
/** As Go reads durations; smaller units make no sense here. */
const duration = /^(?:\d+(?:\.\d+)?[hms])+$/;

/** What is wrong with the choices for one CatalogSource, apart from the other ones. */
export function catalogProblems(choices: CatalogChoices): readonly FinishProblem[] {
  const { file, name, namespace, displayName, publisher, pollInterval, priority } = choices;
  const problems: FinishProblem[] = [];
  const refuse = (field: FinishProblem['field'], code: Finding['code'], params: Finding['params']): void =>
    void problems.push({ file, field, finding: problem(code, params, file) });
  if (name !== '' && !serviceName.test(name)) refuse('name', 'RESOURCES_FINISH_NAME_INVALID', { name });
  if (namespace !== '' && !namespaceName.test(namespace)) {
    refuse('namespace', 'RESOURCES_FINISH_NAMESPACE_INVALID', { namespace });
  }
  for (const [field, value] of [
    ['displayName', displayName],
    ['publisher', publisher],
  ] as const) {
    if (value.length > longestText || /\p{Cc}/u.test(value)) {
      refuse(field, 'RESOURCES_FINISH_TEXT_INVALID', { limit: longestText });
    }
  }
  if (pollInterval !== '' && !(secondsOf(pollInterval) >= 60)) {
    refuse('pollInterval', 'RESOURCES_FINISH_POLL_INVALID', { interval: pollInterval });
  }
  if (priority !== '' && !isInt32(priority)) {
    refuse('priority', 'RESOURCES_FINISH_PRIORITY_INVALID', { priority });
  }
  return problems;
}

/** Two CatalogSources of one name: the one applied later would replace the other. Told at the one that was chosen so. */
export function nameClashes(
  sources: readonly CatalogSourceFacts[],
  choices: readonly CatalogChoices[],
): readonly FinishProblem[] {
  const named = sources.map(({ now }) => {
    const chosen = choices.find(({ file }) => file === now.file);
    return {
      file: now.file,
      name: chosen?.name || now.name,
      namespace: chosen?.namespace || now.namespace || globalNamespace,
    };
  });
  return named.flatMap(({ file, name, namespace }) => {
    const other = named.find(
      (candidate) => candidate.file !== file && candidate.name === name && candidate.namespace === namespace,
    );
    const wasChosen = choices.some((chosen) => chosen.file === file && chosen.name !== '');
    if (other === undefined || !wasChosen) return [];
    const finding = problem('RESOURCES_FINISH_NAME_TAKEN', { name, other: other.file }, file);
    return [{ file, field: 'name' as const, finding }];
  });
}

function problem(code: Finding['code'], params: Finding['params'], file: string): Finding {
  return { level: 'error', code, params, affected: [file] };
}

/** NaN for what is no duration. */
function secondsOf(text: string): number {
  if (!duration.test(text)) return Number.NaN;
  const unit = { h: 3600, m: 60, s: 1 };
  return [...text.matchAll(/(\d+(?:\.\d+)?)([hms])/g)].reduce(
    (sum, [, amount, letter]) => sum + Number(amount) * unit[letter as keyof typeof unit],
    0,
  );
}

function isInt32(text: string): boolean {
  return /^-?\d{1,10}$/.test(text) && Math.trunc(Number(text)) === (Number(text) | 0);
}
