import { SluiceError } from '../../contract/index.ts';
import { parseManifest, type Source, verified } from '../../image/index.ts';
import { isRepositoryPath, isTag } from '../../reference/index.ts';
import { maximumArchiveBytes } from '../chart/index.ts';

const chartLayer = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

/** A chart in a registry: `repository` is host and path, with the chart's name at its end. */
export interface OciChart {
  readonly repository: string;
  readonly version: string;
  /** For the words. */
  readonly chart: string;
}

/**
 * The archive of a chart that a registry keeps as an artifact. Throws HELM_CHART_NOT_FOUND, HELM_CHART_OTHER,
 * HELM_CHART_TOO_LARGE, and what the source throws.
 */
export async function readOciChart(
  source: Source,
  { repository, version, chart }: OciChart,
  signal?: AbortSignal,
): Promise<Buffer> {
  // A tag has no place for the plus of a version; Helm writes an underscore.
  const tag = version.replaceAll('+', '_');
  const place = `oci://${repository}:${tag}`;
  const params = { chart, repository: `oci://${repository}`, url: place };
  const path = repository.slice(repository.indexOf('/') + 1);
  const known =
    isTag(tag) && isRepositoryPath(path) ? await source.resolveTag(repository, tag, signal) : undefined;
  if (known === undefined) {
    throw new SluiceError('HELM_CHART_NOT_FOUND', { params, stage: 'collect', side: 'source' });
  }
  const manifest = parseManifest(await source.fetchManifest(repository, known.digest, signal));
  const layer =
    manifest.kind === 'image' ? manifest.layers.find(({ mediaType }) => mediaType === chartLayer) : undefined;
  if (layer === undefined) {
    throw new SluiceError('HELM_CHART_OTHER', {
      params: { ...params, found: manifest.mediaType },
      stage: 'collect',
    });
  }
  if (layer.size > maximumArchiveBytes) {
    throw new SluiceError('HELM_CHART_TOO_LARGE', {
      params: { chart, file: place, limit: maximumArchiveBytes },
      stage: 'collect',
    });
  }
  const chunks: Buffer[] = [];
  const options = signal === undefined ? {} : { signal };
  for await (const chunk of verified(await source.openBlob(repository, layer, options), layer))
    chunks.push(chunk);
  return Buffer.concat(chunks);
}
