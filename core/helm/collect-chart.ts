import { type Finding, SluiceError } from '../contract/index.ts';
import type { HelmChart, PlatformFilter } from '../config/index.ts';
import type { ImageRecord } from '../image/index.ts';
import { type ImageReference, imageDestination, type Layout } from '../reference/index.ts';
import type { Chart } from './chart/index.ts';
import { findImages } from './images/index.ts';
import { renderChart, type RenderOptions } from './render/index.ts';

/** What became of a chart. */
export interface ChartFacts {
  readonly name: string;
  readonly version: string;
  /** The repository's name, or the path of a local chart. */
  readonly from: string;
  /** As the chart names them. */
  readonly images: readonly string[];
}

export interface CollectedChart {
  readonly records: readonly ImageRecord[];
  readonly findings: readonly Finding[];
  readonly facts: ChartFacts;
}

export interface ChartContext {
  readonly layout: Layout;
  readonly render: RenderOptions;
  readonly from: string;
  /** Whether the configuration names this very chart; a chart of a whole repository may well have no images. */
  readonly named: boolean;
  readonly wanted: Pick<HelmChart, 'imagePaths' | 'platforms'>;
}

/**
 * The images of one chart as records (oc-mirror-v2.md 7.2, 10). Throws HELM_NO_IMAGES for a chart that is named and
 * has none, unless it is a library, and what rendering and searching throw.
 */
export function collectChart(chart: Chart, context: ChartContext): CollectedChart {
  const { metadata } = chart;
  const label = `${metadata.name} ${metadata.version}`;
  const facts = { name: metadata.name, version: metadata.version, from: context.from };
  if (metadata.library) return { records: [], findings: [], facts: { ...facts, images: [] } };
  const rendered = renderChart(chart, context.render);
  const { images, findings } = findImages(rendered, { chart: label, imagePaths: context.wanted.imagePaths });
  const missing = rendered.missing.map(({ chart: owner, dependency }): Finding => ({
    level: 'warning',
    code: 'HELM_DEPENDENCY_MISSING',
    params: { chart: owner, dependency },
    affected: [label],
  }));
  const none: Finding = {
    level: 'warning',
    code: 'HELM_NO_IMAGES',
    params: { chart: label },
    affected: [label],
  };
  if (images.length === 0 && context.named) {
    throw new SluiceError('HELM_NO_IMAGES', {
      params: none.params,
      stage: 'collect',
      affected: [label],
      // What was found but is no reference would otherwise be lost with the error.
      ...(findings.length > 0 && {
        detail: findings.map(({ params }) => Object.values(params).join(': ')).join('\n'),
      }),
    });
  }
  return {
    records: images.map((image) => imageRecord(image, context.wanted.platforms, context.layout)),
    findings: [...missing, ...findings, ...(images.length === 0 ? [none] : [])],
    facts: { ...facts, images: images.map(({ text }) => text) },
  };
}

function imageRecord(
  reference: ImageReference,
  platforms: readonly PlatformFilter[],
  layout: Layout,
): ImageRecord {
  const { name: repository, digest, tag } = reference;
  return {
    type: 'helmImage',
    origin: reference.text,
    destination: imageDestination(reference, {}, layout),
    source:
      digest === undefined
        ? { repository, tag: tag ?? 'latest' }
        : { repository, digest, ...(tag !== undefined && { tag }) },
    ...(platforms.length > 0 && { platforms }),
  };
}
