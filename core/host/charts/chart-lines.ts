import { setImmediate } from 'node:timers/promises';
import type { ChartLine, ChartRepositoryView } from '../../contract/index.ts';
import type { ChartIndex } from '../../helm/index.ts';

/** As many charts are listed, and versions of each: more than any public repository has charts. */
const most = { charts: 5000, versions: 100 } as const;
const longestDescription = 500;
/** Milliseconds of reading after which others get their turn. */
const turn = 25;

/**
 * The charts of an index, by name. A large one has tens of thousands of versions: it is read part by part, and what
 * else the host has to do goes on in between. Throws HELM_INDEX_INVALID, and the signal's reason.
 */
export async function chartLines(index: ChartIndex, signal: AbortSignal): Promise<ChartRepositoryView> {
  const names = index.names.toSorted();
  const charts: ChartLine[] = [];
  let since = performance.now();
  for (const name of names.slice(0, most.charts)) {
    const line = chartLine(index, name);
    if (line !== undefined) charts.push(line);
    if (performance.now() - since > turn) {
      await setImmediate();
      signal.throwIfAborted();
      since = performance.now();
    }
  }
  return { charts, moreCharts: Math.max(0, names.length - most.charts) };
}

/** Undefined for a name under which there is no version that can be used. */
function chartLine(index: ChartIndex, name: string): ChartLine | undefined {
  const all = index.versions(name);
  const [first] = all;
  if (first === undefined) return undefined;
  const newest = all.find(({ parsed }) => parsed.prerelease.length === 0);
  const { description, appVersion, deprecated, library } = newest ?? first;
  return {
    name,
    description: paragraph(description),
    versions: all.slice(0, most.versions).map(({ version }) => version),
    moreVersions: Math.max(0, all.length - most.versions),
    ...(newest !== undefined && { newest: newest.version }),
    ...(appVersion !== '' && { appVersion: appVersion.slice(0, 100) }),
    deprecated,
    library,
  };
}

function paragraph(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= longestDescription ? line : `${line.slice(0, longestDescription - 1)}…`;
}
