import { defaultSourceNames, type Finding, type FinishChoices, SluiceError } from '../contract/index.ts';
import type { ResourceFile } from './file.ts';
import {
  authorityConfigMap,
  caConfigMapFiles,
  expiredCertificates,
  imageConfigFile,
} from './finish-authority.ts';
import { finishCatalogSource } from './finish-catalog-source.ts';
import { catalogProblems, type FinishProblem, nameClashes } from './finish-checks.ts';
import { catalogSources, type CatalogSourceFacts, globalNamespace } from './finish-facts.ts';
import { disablesSource, operatorHubFile } from './finish-operator-hub.ts';

export interface FinishedResources {
  /** Those that were given, finished, and the new ones. A file whose choices have a problem is as it was. */
  readonly files: readonly ResourceFile[];
  readonly problems: readonly FinishProblem[];
  /** What to know before applying them. */
  readonly findings: readonly Finding[];
}

/**
 * The resources of a target as somebody wants to apply them (users.md pain 37). The files that were given are not
 * changed: a later run goes on from those. Throws RESOURCES_FINISH_FILE_UNKNOWN for choices that belong to no file.
 */
export function finishResources(
  files: readonly ResourceFile[],
  choices: FinishChoices,
  { registry, now }: { readonly registry: string | undefined; readonly now: Date },
): FinishedResources {
  const sources = catalogSources(files);
  const problems: FinishProblem[] = [...nameClashes(sources, choices.catalogs)];
  const findings: Finding[] = [];
  const finished = new Map(files.map((file) => [file.fileName, file]));
  for (const chosen of choices.catalogs) {
    const source = sources.find(({ now: { file } }) => file === chosen.file);
    const file = finished.get(chosen.file);
    if (source === undefined || file === undefined) {
      const params = { file: chosen.file };
      throw new SluiceError('RESOURCES_FINISH_FILE_UNKNOWN', { params, affected: [chosen.file] });
    }
    const wrong = catalogProblems(chosen);
    problems.push(...wrong);
    if (wrong.length > 0) continue;
    finished.set(chosen.file, finishCatalogSource(file, chosen));
    findings.push(...catalogFindings(source, chosen, choices));
  }
  const authority = authorityFiles(choices.authority, registry, now);
  const hub = operatorHubFile(choices.defaultSources);
  for (const file of [...(hub === undefined ? [] : [hub]), ...authority.files]) {
    finished.set(file.fileName, file);
  }
  return {
    files: [...finished.values()],
    problems: [...problems, ...authority.problems],
    findings: [...findings, ...authority.findings],
  };
}

function catalogFindings(
  { now, pinned }: CatalogSourceFacts,
  { name, namespace, pollInterval, file }: FinishChoices['catalogs'][number],
  { defaultSources }: FinishChoices,
): readonly Finding[] {
  const findings: Finding[] = [];
  const tell = (level: Finding['level'], code: Finding['code'], params: Finding['params']): void =>
    void findings.push({ level, code, params, affected: [file] });
  const effective = name || now.name;
  if (defaultSourceNames.some((known) => known === effective)) {
    if (disablesSource(defaultSources, effective)) {
      tell('warning', 'RESOURCES_FINISH_DEFAULT_FIRST', { name: effective });
    } else {
      tell('warning', 'RESOURCES_FINISH_DEFAULT_ENABLED', { name: effective });
    }
  }
  if (effective !== now.name) {
    const before = { before: now.name, name: effective, namespace: now.namespace || globalNamespace };
    tell('note', 'RESOURCES_FINISH_RENAMED', before);
  }
  if (namespace !== '' && namespace !== globalNamespace) {
    tell('warning', 'RESOURCES_FINISH_NAMESPACE_OTHER', { namespace });
  }
  if (pinned && pollInterval !== '') tell('warning', 'RESOURCES_FINISH_POLL_PINNED', { file });
  return findings;
}

function authorityFiles(pem: string, registry: string | undefined, now: Date): FinishedResources {
  if (pem.trim() === '') return { files: [], problems: [], findings: [] };
  try {
    const params = { name: authorityConfigMap, file: imageConfigFile };
    return {
      files: caConfigMapFiles(registry ?? '', pem),
      problems: [],
      findings: [
        ...expiredCertificates(pem, now),
        { level: 'warning', code: 'RESOURCES_CA_REPLACES', params, affected: [] },
      ],
    };
  } catch (error) {
    if (!(error instanceof SluiceError)) throw error;
    const { code, params, affected } = error;
    const finding = { level: 'error' as const, code, params, affected };
    return { files: [], problems: [{ file: '', field: 'authority', finding }], findings: [] };
  }
}
