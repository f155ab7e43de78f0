import { createGunzip } from 'node:zlib';
import { SluiceError } from '../../contract/index.ts';
import { readTar } from '../../layers/index.ts';
import { entryParts } from './entry-name.ts';
import { type ChartAllowance, maximumArchiveBytes } from './limits.ts';
import type { ChartFile } from './model.ts';

/**
 * The files of a chart archive, named below the chart's folder. Everything must lie in one folder, and nothing may be
 * a link or a device. Throws HELM_CHART_DAMAGED, HELM_CHART_ENTRY_REFUSED or HELM_CHART_TOO_LARGE.
 */
export async function readChartArchive(
  bytes: Buffer,
  chart: string,
  allowance: ChartAllowance,
): Promise<readonly ChartFile[]> {
  if (bytes.length > maximumArchiveBytes) throw allowance.exceeded(chart, maximumArchiveBytes);
  const files = new Map<string, ChartFile>();
  const folders = new Set<string>();
  try {
    await readTar(unpacked(bytes, chart, allowance), async (entry) => {
      const { name, type, size } = entry.header;
      if (type !== 'file' && type !== 'directory' && type !== 'contiguous-file') throw refused(chart, name);
      const [folder = '', ...parts] = entryParts(name) ?? [];
      if (folder === '') throw refused(chart, name);
      folders.add(folder);
      if (folders.size > 1) throw refused(chart, name);
      if (type === 'directory') {
        entry.resume();
        return;
      }
      const path = parts.join('/');
      // Two entries of one name would mean one thing to one reader and another to the next.
      if (path === '' || files.has(path)) throw refused(chart, name);
      // Before it is unpacked: a few bytes can stand for gigabytes.
      allowance.file(path, size ?? 0);
      const content: Buffer[] = [];
      for await (const chunk of entry as AsyncIterable<Buffer>) content.push(chunk);
      files.set(path, { name: path, bytes: Buffer.concat(content) });
    });
  } catch (error) {
    throw error instanceof SluiceError ? error : damaged(chart, error);
  }
  if (files.size === 0) throw damaged(chart);
  return [...files.values()];
}

async function* unpacked(
  bytes: Buffer,
  chart: string,
  allowance: ChartAllowance,
): AsyncGenerator<Buffer, void, undefined> {
  // The headers of the files come on top of what they hold.
  const most = allowance.left + allowance.limits.files * 1536;
  const unzip = createGunzip({ chunkSize: 64 * 1024 });
  unzip.end(bytes);
  let length = 0;
  for await (const chunk of unzip as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > most) throw allowance.exceeded(chart, allowance.limits.chartBytes);
    yield chunk;
  }
}

function damaged(chart: string, cause?: unknown): SluiceError {
  return new SluiceError('HELM_CHART_DAMAGED', {
    params: { chart },
    stage: 'collect',
    ...(cause instanceof Error && { detail: cause.message, cause }),
  });
}

function refused(chart: string, entry: string): SluiceError {
  return new SluiceError('HELM_CHART_ENTRY_REFUSED', {
    params: { chart, entry: entry.slice(0, 200) },
    stage: 'collect',
  });
}
