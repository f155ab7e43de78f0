import type { HandlersOf } from '../app/handlers.ts';
import { atContentPlace, type ContentDesk } from '../content/content-place.ts';
import { chartLines } from './chart-lines.ts';
import { checkValues } from './check-values.ts';
import { listRepositories } from './list-repositories.ts';
import { resolveCharts } from './resolve-charts.ts';

/** `helm.*`: repositories of charts, and what the charts of a configuration come to. */
export function chartHandlers(desk: ContentDesk): HandlersOf<'helm'> {
  return {
    'helm.repositories': async (input) => ({ repositories: await listRepositories(desk, input) }),
    'helm.open': ({ site, source, repository }, { signal }) =>
      atContentPlace(desk, { site, source, signal }, async ({ end }) => {
        const index = await end.helmInputs.index({ ...repository, charts: [] }, signal);
        return chartLines(index, signal);
      }),
    'helm.resolve': async (input, { signal }) => ({
      charts: await resolveCharts(desk, { ...input, signal }),
    }),
    'helm.checkValues': ({ chart, yaml }) => Promise.resolve({ problems: checkValues(chart, yaml) }),
  };
}
