import { z } from 'zod';
import { pathTokenSchema } from './paths.ts';
import { text } from './scalars.ts';

/** A repository of charts as the file has it: both tell its entry. */
const repository = z.strictObject({ name: text, url: text });
/** An entry of a chart; without a version the newest is meant. Versions of one chart are entries of their own. */
const chart = z.strictObject({ name: text, version: text.nullable() });
const localChart = z.strictObject({ name: text, path: text });
const imagePaths = z.array(text).max(100);

/** Changes to `mirror.helm` by a form. An entry of a repository without charts means every chart of it. */
export const chartEdits = [
  /** Adds the repository, or takes the list of its charts away: all of them are meant. */
  z.strictObject({ kind: z.literal('wholeChartRepository'), repository }),
  z.strictObject({ kind: z.literal('removeChartRepository'), repository }),
  /** Adds the chart, and the repository's entry where it is absent. */
  z.strictObject({ kind: z.literal('addChart'), repository, chart }),
  z.strictObject({
    kind: z.literal('changeChart'),
    repository,
    chart,
    /** What the entry asks for from now on. */
    version: text.nullable(),
    imagePaths,
  }),
  /** The repository's entry goes with its last chart. */
  z.strictObject({ kind: z.literal('removeChart'), repository, chart }),
  /** Of this machine, chosen for `chart-folder` or `chart-file`; it is called what its Chart.yaml says. */
  z.strictObject({ kind: z.literal('addLocalChart'), place: pathTokenSchema }),
  z.strictObject({ kind: z.literal('changeLocalChart'), chart: localChart, imagePaths }),
  z.strictObject({ kind: z.literal('removeLocalChart'), chart: localChart }),
] as const;
