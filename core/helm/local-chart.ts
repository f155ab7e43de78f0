import type { Clock } from '../ports/index.ts';
import { readLocalChart, type ChartReader } from './chart/index.ts';
import { createChartThread } from './thread/chart-thread.ts';
import type { OpenedChart } from './thread/messages.ts';

/**
 * Name and version of a chart on this machine, a folder or a `.tgz`, understood in a thread of its own. Throws like
 * `readLocalChart` and `openChart`, HELM_CHART_TOO_DEMANDING, and the signal's reason.
 */
export async function localChart(
  fileSystem: ChartReader,
  path: string,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<OpenedChart> {
  const source = await readLocalChart(fileSystem, path);
  const thread = createChartThread(clock);
  try {
    return await thread.open(source, signal);
  } finally {
    await thread.end();
  }
}
