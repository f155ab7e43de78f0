import type { TextEdit } from '../../config/index.ts';
import type { ConfigEdit } from '../../contract/index.ts';
import { localChart } from '../../helm/index.ts';
import type { ContentDesk } from './content-place.ts';

/**
 * The edits of a page as they are made in a text: a chart of this machine, which the page knows by a token, gets its
 * name and path. Throws the codes of a token that is not good any more, and what reading the chart throws.
 */
export async function textEdits(
  { paths, services }: Pick<ContentDesk, 'paths' | 'services'>,
  edits: readonly ConfigEdit[],
  signal: AbortSignal,
): Promise<readonly TextEdit[]> {
  const found: TextEdit[] = [];
  for (const edit of edits) {
    if (edit.kind !== 'addLocalChart') {
      found.push(edit);
      continue;
    }
    const path = paths.resolve(edit.place, ['chart-folder', 'chart-file']);
    const { name } = await localChart(services.fs, path, { clock: services.clock, signal });
    found.push({ kind: 'localChart', name, path });
  }
  return found;
}
