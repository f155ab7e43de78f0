import { SluiceError } from '../../contract/index.ts';
import {
  type Chart,
  coalesceValues,
  invalid,
  type MissingDependency,
  resolveDependencies,
  type ResolvedChart,
  textOf,
} from '../chart/index.ts';
import {
  type Dict,
  fromPlain,
  isDict,
  TemplateEngine,
  TemplateFault,
  type TemplateLimits,
  type Value,
} from '../template/index.ts';
import { capabilities } from './capabilities.ts';
import { releaseValues } from './release-values.ts';
import { chartObject } from './chart-object.ts';
import { type RenderedDocument, splitDocuments } from './documents.ts';
import { filesObject } from './files-object.ts';
import { compareKinds } from './install-order.ts';

export interface RenderOptions {
  /** Values over the chart's own, as a file given with `--values` holds them. */
  readonly values?: Readonly<Record<string, unknown>> | undefined;
  /** The cluster's version that templates see, such as `v1.31.0`. */
  readonly kubeVersion?: string | undefined;
  readonly limits?: TemplateLimits | undefined;
}

export interface RenderedChart {
  /** The chart's own resource definitions first, then everything in the order in which Helm installs it. */
  readonly documents: readonly RenderedDocument[];
  /** Charts that are needed and not there; what they would have come to is missing. */
  readonly missing: readonly MissingDependency[];
}

/**
 * Renders a chart as `helm template` does, without a cluster. Throws HELM_TEMPLATE_INVALID, HELM_TEMPLATE_FAILED or
 * HELM_TEMPLATE_LIMIT with template and line, and HELM_CHART_INVALID for values that do not fit the charts.
 */
export function renderChart(chart: Chart, options: RenderOptions = {}): RenderedChart {
  const engine = new TemplateEngine({ limits: options.limits, now: new Date(0) });
  const { name } = chart.metadata;
  try {
    const given = fromPlain(options.values ?? {}, engine.budget);
    const resolved = resolveDependencies(chart, isDict(given) ? given : new Map());
    const values = coalesceValues(resolved.chart, isDict(given) ? given : new Map());
    if (values === undefined) throw invalid(name, 'values.yaml');
    const documents = new Rendering(engine, options.kubeVersion).render(resolved.chart, values);
    return { documents, missing: resolved.missing };
  } catch (error) {
    if (error instanceof TemplateFault) throw templateError(error, chart);
    throw error;
  }
}

const codes = {
  syntax: 'HELM_TEMPLATE_INVALID',
  failed: 'HELM_TEMPLATE_FAILED',
  limit: 'HELM_TEMPLATE_LIMIT',
} as const;

function templateError(fault: TemplateFault, { metadata }: Chart): SluiceError {
  return new SluiceError(codes[fault.kind], {
    params: {
      chart: `${metadata.name} ${metadata.version}`,
      template: fault.template || '-',
      line: fault.line,
      reason: fault.message.slice(0, 500),
    },
    stage: 'collect',
    cause: fault,
  });
}

interface TemplateFile {
  readonly path: string;
  readonly source: string;
  readonly data: Dict;
}

class Rendering {
  readonly #engine: TemplateEngine;
  readonly #capabilities: Value;
  readonly #files: TemplateFile[] = [];
  readonly #definitions: RenderedDocument[] = [];

  constructor(engine: TemplateEngine, kubeVersion: string | undefined) {
    this.#engine = engine;
    this.#capabilities = capabilities(kubeVersion);
  }

  render(chart: ResolvedChart, values: Dict): readonly RenderedDocument[] {
    this.#collect(chart, values, chart.name, true);
    // Deeper ones first: what an outer chart defines replaces what an inner one does.
    const files = this.#files.toSorted((a, b) => depthOf(b) - depthOf(a) || (a.path < b.path ? 1 : -1));
    for (const { path, source } of files) this.#engine.add(path, source);
    const documents = files
      .filter(({ path }) => !isPartial(path) && !path.endsWith('.txt'))
      .flatMap(({ path, data }) => splitDocuments(path, this.#engine.render(path, data)));
    const inOrder = documents.toSorted(
      (a, b) => compareKinds(a.kind, b.kind) || (a.source < b.source ? -1 : a.source > b.source ? 1 : 0),
    );
    return [...this.#definitions, ...inOrder];
  }

  /** Takes in the templates of a chart and of those in it, each with the values it may see. Answers its scope. */
  #collect(resolved: ResolvedChart, values: Dict, path: string, isRoot: boolean): Dict {
    const { chart } = resolved;
    const subcharts: Dict = new Map();
    const scope: Dict = new Map<string, Value>([
      ['Chart', chartObject(resolved, isRoot)],
      ['Files', filesObject(chart.files, this.#engine.budget)],
      ['Release', releaseValues()],
      ['Capabilities', this.#capabilities],
      ['Values', values],
      ['Subcharts', subcharts],
    ]);
    for (const { name, bytes } of chart.crds) {
      this.#definitions.push(...splitDocuments(`${path}/${name}`, bytes.toString()));
    }
    for (const inner of resolved.charts) {
      const own = values.get(inner.name);
      const below = this.#collect(
        inner,
        isDict(own) ? own : new Map(),
        `${path}/charts/${inner.name}`,
        false,
      );
      subcharts.set(inner.name, below);
    }
    for (const file of chart.templates) {
      const filePath = `${path}/${file.name}`;
      if (chart.metadata.library && !isPartial(filePath)) continue;
      const template = new Map<string, Value>([
        ['Name', filePath],
        ['BasePath', `${path}/templates`],
      ]);
      const data = new Map(scope).set('Template', template);
      this.#files.push({ path: filePath, source: textOf(file), data });
    }
    return scope;
  }
}

function depthOf({ path }: TemplateFile): number {
  return path.split('/').length;
}

function isPartial(path: string): boolean {
  return path.slice(path.lastIndexOf('/') + 1).startsWith('_');
}
