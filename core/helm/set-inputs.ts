import { SluiceError } from '../contract/index.ts';
import { compareVersions, type HelmRepository, parseLenientVersion } from '../config/index.ts';
import { type ChartReader, readLocalChart } from './chart/index.ts';
import type { HelmInputs, PackedChart, WantedChart, WholeRepository } from './inputs.ts';
import {
  chartFileCandidates,
  chartFolder,
  type ChartIndex,
  indexFile,
  parseIndex,
  repositoryAddress,
} from './repository/index.ts';
import { parseConstraint } from './version/constraint.ts';
import { chartsOf } from './whole-repository.ts';

/** A transfer set or an archive of oc-mirror. Names are relative to its `working-dir`. */
export interface HelmSetFiles {
  listFiles(): Promise<readonly string[]>;
  /** Undefined when there is no such file. */
  readFile(name: string): Promise<Buffer | undefined>;
}

/** Looks charts up in what was carried here; never touches a network. Local charts are read in place. */
export function setHelmInputs(set: HelmSetFiles, fileSystem: ChartReader): HelmInputs {
  const inputs: HelmInputs = {
    index: async (repository) => (await readIndex(set, repository)).index,
    wholeRepository: (repository) => readWhole(set, repository),
    chart: (_, wanted) => readChart(set, wanted),
    localChart: (path) => readLocalChart(fileSystem, path),
    // What was carried here is here: there is nothing to remember.
    remembering: () => inputs,
  };
  return inputs;
}

async function readWhole(set: HelmSetFiles, repository: HelmRepository): Promise<WholeRepository> {
  const { file, bytes, index } = await readIndex(set, repository);
  return { charts: chartsOf(index), index: { name: `working-dir/${file}`, bytes } };
}

async function readIndex(
  set: HelmSetFiles,
  repository: HelmRepository,
): Promise<{ readonly file: string; readonly bytes: Buffer; readonly index: ChartIndex }> {
  const address = repositoryAddress(repository);
  if (address.kind === 'oci') {
    throw new SluiceError('HELM_CHARTS_NEEDED', {
      params: { repository: repository.name },
      stage: 'configure',
    });
  }
  const file = indexFile(address.index);
  const bytes = await set.readFile(file);
  if (bytes === undefined) {
    throw new SluiceError('HELM_INDEX_NOT_IN_SET', {
      params: { repository: repository.name, file },
      stage: 'collect',
      affected: [repository.name],
    });
  }
  return { file, bytes, index: parseIndex(bytes, repository.name) };
}

/** By its version's name, as oc-mirror does; else the highest in the set that fits. */
async function readChart(set: HelmSetFiles, wanted: WantedChart): Promise<PackedChart> {
  const { name, version = '' } = wanted;
  for (const file of version === '' ? [] : chartFileCandidates(name, version)) {
    const bytes = await set.readFile(file);
    if (bytes !== undefined) return { name, version, bytes };
  }
  const found = await highest(set, wanted);
  const bytes = found === undefined ? undefined : await set.readFile(found.file);
  if (found !== undefined && bytes !== undefined) return { name, version: found.version, bytes };
  throw new SluiceError('HELM_CHART_NOT_IN_SET', {
    params: { chart: `${name} ${version}`.trim(), file: `${chartFolder}${name}-${version || '*'}.tgz` },
    stage: 'collect',
    affected: [name],
  });
}

async function highest(
  set: HelmSetFiles,
  { name, version = '' }: WantedChart,
): Promise<{ readonly file: string; readonly version: string } | undefined> {
  const constraint = version === '' ? undefined : parseConstraint(version);
  if (version !== '' && constraint === undefined) return undefined;
  const prefix = `${chartFolder}${name}-`;
  const fitting = (await set.listFiles()).flatMap((file) => {
    if (!file.startsWith(prefix) || !file.endsWith('.tgz')) return [];
    const text = file.slice(prefix.length, -'.tgz'.length);
    const parsed = parseLenientVersion(text);
    if (parsed === undefined) return [];
    const fits = constraint?.allows(parsed) ?? parsed.prerelease.length === 0;
    return fits ? [{ file, version: text, parsed }] : [];
  });
  return fitting.toSorted((a, b) => compareVersions(b.parsed, a.parsed))[0];
}
