import type { ChartValuesTexts } from '../../../../../core/contract/index.ts';

/** The text of the values for a chart; empty when there is none. */
export function valuesOf(texts: ChartValuesTexts | undefined, chart: string): string {
  return texts?.find((one) => one.chart === chart)?.yaml ?? '';
}

/** The texts with this one for a chart; an empty one is none. */
export function withValues(texts: ChartValuesTexts, chart: string, yaml: string): ChartValuesTexts {
  const others = texts.filter((one) => one.chart !== chart);
  return yaml === '' ? others : [...others, { chart, yaml }];
}
