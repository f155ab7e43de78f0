import { isShallowJson, SluiceError } from '../../contract/index.ts';
import { compareVersions, parseLenientVersion, type Version } from '../../config/index.ts';
import { isSafeChartWord } from '../chart/index.ts';
import {
  Budget,
  defaultTemplateLimits,
  type Dict,
  fromPlain,
  isDict,
  isList,
  readYaml,
  stepsPerCharacter,
  TemplateFault,
  unknownAnchor,
  type Value,
} from '../template/index.ts';
import { parseConstraint } from '../version/constraint.ts';
import { type EntryText, splitIndex } from './index-text.ts';

/** Largest index that is read, bytes. The largest public one has about 20 MiB. */
export const maximumIndexBytes = 128 * 1024 ** 2;
/** Largest index that is read as one piece, when it cannot be taken apart. */
const maximumWholeBytes = 16 * 1024 ** 2;

/** What reading even the smallest index may take. */
const leastSteps = 100_000;

/** A version of a chart that a repository has. */
export interface IndexedChart {
  readonly name: string;
  readonly version: string;
  readonly parsed: Version;
  readonly library: boolean;
  readonly deprecated: boolean;
  readonly description: string;
  /** Of what the chart installs. */
  readonly appVersion: string;
  readonly urls: readonly string[];
  /** SHA-256 of the archive, in hex. */
  readonly digest: string | undefined;
}

/** The charts of a repository. Only the charts that are asked for are read. */
export interface ChartIndex {
  readonly names: readonly string[];
  /** All versions of a chart, the highest first; empty for a chart that the repository does not have. */
  versions(name: string): readonly IndexedChart[];
}

/** Reads a repository's index. Throws HELM_INDEX_INVALID, at once or when the damaged part is asked for. */
export function parseIndex(bytes: Buffer, repository: string): ChartIndex {
  const text = bytes
    .toString()
    .replace(/^\ufeff/, '')
    .replaceAll('\r\n', '\n');
  // One budget for all of it, by its size: a small index must not become a large one.
  const budget = new Budget({
    ...defaultTemplateLimits,
    steps: leastSteps + 2 * stepsPerCharacter * text.length,
    characters: leastSteps + 2 * text.length,
  });
  const entries = entriesOf(text, repository, budget);
  const read = new Map<string, readonly IndexedChart[]>();
  return {
    names: [...entries.keys()].filter(isSafeChartWord),
    versions: (name) => {
      if (!isSafeChartWord(name)) return [];
      const known = read.get(name) ?? versionsOf(name, entries.get(name)?.() ?? null);
      read.set(name, known);
      return known;
    },
  };
}

function entriesOf(text: string, repository: string, budget: Budget): ReadonlyMap<string, () => Value> {
  const guarded = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      if (error instanceof TemplateFault || error instanceof SyntaxError)
        throw invalid(repository, error.message);
      throw error;
    }
  };
  const whole = (): Dict => {
    const document = guarded(() => readWhole(text, budget));
    const entries = isDict(document) ? document.get('entries') : undefined;
    if (isDict(entries)) return entries;
    if (isDict(document) && entries === null && document.has('apiVersion')) return new Map();
    throw invalid(repository, 'entries');
  };
  const parts = text.trimStart().startsWith('{') ? undefined : splitIndex(text);
  if (parts === undefined) return new Map([...whole()].map(([name, value]) => [name, () => value]));
  const readPart = (part: EntryText): Value => {
    try {
      return readYaml(part.text, budget);
    } catch (error) {
      // An alias that leads to another part.
      if (error instanceof TemplateFault && error.message.startsWith(unknownAnchor)) {
        return whole().get(part.name) ?? null;
      }
      throw error;
    }
  };
  return new Map(parts.map((part) => [part.name, () => guarded(() => readPart(part))]));
}

function readWhole(text: string, budget: Budget): Value {
  if (text.trimStart().startsWith('{')) {
    const { valueDepth } = budget.limits;
    if (!isShallowJson(text, valueDepth)) budget.depth(valueDepth + 1);
    const plain: unknown = JSON.parse(text);
    return fromPlain(plain, budget);
  }
  if (text.length > maximumWholeBytes) throw new TemplateFault('limit', 'too large for its layout');
  return readYaml(text, budget);
}

function versionsOf(name: string, entry: Value): readonly IndexedChart[] {
  if (!isList(entry)) return [];
  return entry
    .flatMap((item) => indexedChart(name, item))
    .toSorted((a, b) => compareVersions(b.parsed, a.parsed));
}

/** As Helm: an entry that is no chart of this name is passed over. */
function indexedChart(name: string, item: Value): readonly IndexedChart[] {
  if (!isDict(item)) return [];
  const [version, digest, urls] = [textOf(item.get('version')), item.get('digest'), item.get('urls')];
  const parsed = parseLenientVersion(version);
  if (parsed === undefined || !isSafeChartWord(version) || textOf(item.get('name')) !== name) return [];
  return [
    {
      name,
      version,
      parsed,
      library: item.get('type') === 'library',
      deprecated: item.get('deprecated') === true,
      description: textOf(item.get('description')),
      appVersion: textOf(item.get('appVersion')),
      urls: isList(urls) ? urls.filter((url) => typeof url === 'string') : [],
      digest:
        typeof digest === 'string'
          ? /^(?:sha256:)?([0-9a-f]{64})$/i.exec(digest)?.[1]?.toLowerCase()
          : undefined,
    },
  ];
}

function textOf(value: Value | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/**
 * The version that is meant: the highest without a pre-release when none is given, else the one of this name, else the
 * highest that the constraint allows. Undefined when there is none.
 */
export function pickVersion(
  versions: readonly IndexedChart[],
  wanted: string | undefined,
): IndexedChart | undefined {
  if (wanted === undefined || wanted === '') {
    return versions.find(({ parsed }) => parsed.prerelease.length === 0);
  }
  const exact = versions.find(({ version }) => version === wanted);
  if (exact !== undefined) return exact;
  const constraint = parseConstraint(wanted);
  return versions.find(({ parsed }) => constraint?.allows(parsed) === true);
}

export function invalid(repository: string, detail: string): SluiceError {
  return new SluiceError('HELM_INDEX_INVALID', {
    params: { repository },
    stage: 'collect',
    side: 'source',
    affected: [repository],
    detail: detail.slice(0, 500),
  });
}
