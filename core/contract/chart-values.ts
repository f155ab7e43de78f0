import { z } from 'zod';

/** Largest text of values for one chart, bytes. */
export const maximumValuesBytes = 1024 * 1024;
/** All values of one request together, bytes. */
const maximumAllBytes = 4 * maximumValuesBytes;

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** What a chart is called: it becomes a file's name. */
export const chartNameSchema = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9._+-]{0,199}$/);

/** Values over a chart's own, as YAML text. */
export const valuesTextSchema = z
  .string()
  .max(maximumValuesBytes)
  .refine((text) => bytesOf(text) <= maximumValuesBytes);

/** By the chart's name: charts of one name, from wherever they are, get the same. */
export const chartValuesSchema = z
  .array(z.strictObject({ chart: chartNameSchema, yaml: valuesTextSchema }))
  .max(200)
  .refine((all) => all.reduce((sum, { yaml }) => sum + bytesOf(yaml), 0) <= maximumAllBytes);
export type ChartValuesTexts = z.infer<typeof chartValuesSchema>;
