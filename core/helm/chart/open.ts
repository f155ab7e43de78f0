import type { ChartReader } from './read-directory.ts';
import { readChartDirectory, unreadable } from './read-directory.ts';
import { ChartAllowance, type ChartLimits, maximumArchiveBytes } from './limits.ts';
import { loadChart } from './load.ts';
import type { Chart, ChartFile } from './model.ts';
import { readChartArchive } from './read-archive.ts';

/** A chart as it was read, before anything of it is understood. */
export type ChartSource =
  /** A `.tgz`; `place` is how messages call it. */
  | { readonly place: string; readonly archive: Buffer }
  /** The files of a folder. */
  | { readonly place: string; readonly files: readonly ChartFile[] };

/** Understands a chart. Throws like `readChartArchive` and `loadChart`. */
export async function openChart(source: ChartSource, limits?: ChartLimits): Promise<Chart> {
  const { place } = source;
  const allowance = new ChartAllowance(place, limits);
  if ('archive' in source) {
    return loadChart(await readChartArchive(source.archive, place, allowance), place, allowance);
  }
  for (const { name, bytes } of source.files) allowance.file(name, bytes.length);
  return loadChart(source.files, place, allowance);
}

/** Reads a folder or a `.tgz` of this machine. Throws HELM_CHART_UNREADABLE, and like `readChartDirectory`. */
export async function readLocalChart(
  fileSystem: ChartReader,
  path: string,
  limits?: ChartLimits,
): Promise<ChartSource> {
  const facts = await fileSystem.stat(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  const allowance = new ChartAllowance(path, limits);
  if (facts.isDirectory()) {
    return { place: path, files: await readChartDirectory(fileSystem, path, path, allowance) };
  }
  if (!facts.isFile()) throw unreadable(path);
  if (facts.size > maximumArchiveBytes) throw allowance.exceeded(path, maximumArchiveBytes);
  const archive = await fileSystem.readFile(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  return { place: path, archive };
}
