import { z } from 'zod';
import { hostText } from './scalars.ts';

const chart = {
  name: hostText,
  version: hostText.optional(),
  /** JSONPath expressions that find further images. */
  imagePaths: z.array(hostText),
  /** `os/architecture`; empty: all. */
  platforms: z.array(hostText),
};

export const chartModelSchema = z.strictObject(chart);
export type ChartModel = z.infer<typeof chartModelSchema>;

export const localChartModelSchema = z.strictObject({ ...chart, path: hostText });
export type LocalChartModel = z.infer<typeof localChartModelSchema>;

export const chartRepositoryModelSchema = z.strictObject({
  name: hostText,
  url: hostText,
  /** Empty: every version of every chart. */
  charts: z.array(chartModelSchema),
});
export type ChartRepositoryModel = z.infer<typeof chartRepositoryModelSchema>;

/** `mirror.helm` as the forms show it. */
export const helmModelSchema = z.strictObject({
  repositories: z.array(chartRepositoryModelSchema),
  local: z.array(localChartModelSchema),
});
export type HelmModel = z.infer<typeof helmModelSchema>;
