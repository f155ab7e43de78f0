import { z } from 'zod';
import { chartValuesSchema, valuesTextSchema } from '../chart-values.ts';
import { count, hostText, text, yamlText } from '../scalars.ts';
import { siteSchema } from '../site.ts';
import { catalogFindingSchema } from './catalogs.ts';
import { configProblemSchema, contentSourceSchema } from './content.ts';

/** A repository of charts that can be looked into. */
export const chartRepositoryChoiceSchema = z.strictObject({
  name: hostText,
  url: hostText,
  /** Why it is offered: the configuration names it, or it is published (or named by SLUICE_CHARTS_URL). */
  why: z.enum(['configured', 'published']),
});
export type ChartRepositoryChoice = z.infer<typeof chartRepositoryChoiceSchema>;

/** A chart of a repository, with what people choose by. */
export const chartLineSchema = z.strictObject({
  name: hostText,
  /** One paragraph at most, of the newest version. */
  description: hostText,
  /** Newest first, as many as are listed. */
  versions: z.array(hostText),
  /** Versions beyond those. */
  moreVersions: count,
  /** What the newest version without a pre-release is; absent when there is none. */
  newest: hostText.optional(),
  appVersion: hostText.optional(),
  deprecated: z.boolean(),
  /** A library has no images of its own. */
  library: z.boolean(),
});
export type ChartLine = z.infer<typeof chartLineSchema>;

export const chartRepositoryViewSchema = z.strictObject({
  /** By name. */
  charts: z.array(chartLineSchema),
  /** Charts beyond those that are listed. */
  moreCharts: count,
});
export type ChartRepositoryView = z.infer<typeof chartRepositoryViewSchema>;

/** What an entry for a chart comes to, rendered as a run renders it. */
export const resolvedChartSchema = z.strictObject({
  /** Absent for a local chart. */
  repository: z.strictObject({ name: hostText, url: hostText }).optional(),
  /** Of a local chart, as the configuration has it. */
  path: hostText.optional(),
  name: hostText,
  /** As it is asked for; absent: the newest. */
  version: hostText.optional(),
  /** The version that was found. */
  found: hostText.optional(),
  /** Images as the chart names them, each once. */
  images: z.array(hostText),
  /** Which values were used over the chart's own: none, those that were given, or those that were carried here. */
  values: z.enum(['none', 'given', 'carried']),
  /** With an error it is not carried. */
  findings: z.array(catalogFindingSchema),
});
export type ResolvedChart = z.infer<typeof resolvedChartSchema>;

const place = { site: siteSchema, source: contentSourceSchema };

export const helmCommands = {
  /** Repositories to choose from. Contacts nobody. */
  'helm.repositories': {
    input: z.strictObject({ ...place, yaml: yamlText }),
    output: z.strictObject({ repositories: z.array(chartRepositoryChoiceSchema) }),
  },
  /** The charts of a repository, from its index. May be aborted. */
  'helm.open': {
    input: z.strictObject({ ...place, repository: z.strictObject({ name: text, url: text }) }),
    output: chartRepositoryViewSchema,
  },
  /**
   * The images of each chart that a configuration names, in its order: repository by repository, then local charts.
   * Charts of whole repositories are not rendered: a plan does that.
   */
  'helm.resolve': {
    input: z.strictObject({ ...place, yaml: yamlText, values: chartValuesSchema }),
    output: z.strictObject({ charts: z.array(resolvedChartSchema) }),
  },
  /** What is wrong with a text of values, with its place. */
  'helm.checkValues': {
    input: z.strictObject({ chart: text, yaml: valuesTextSchema }),
    output: z.strictObject({ problems: z.array(configProblemSchema) }),
  },
} as const;
