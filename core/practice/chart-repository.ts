import { chartRepositoryFiles } from './content/charts.ts';
import type { PathHandler } from './update-service.ts';

/** Where the sample charts are. */
export const chartsPath = '/charts/';

/** A repository of charts as a web server has it: an index and archives. */
export function chartRepository(): PathHandler {
  const files = chartRepositoryFiles();
  return (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    if (!path.startsWith(chartsPath)) return false;
    const name = path.slice(chartsPath.length);
    const body = files.get(name) ?? Buffer.from('not found\n');
    response.writeHead(files.has(name) ? 200 : 404, {
      'content-type': name.endsWith('.yaml') ? 'application/yaml' : 'application/octet-stream',
      'content-length': body.length,
    });
    response.end(body);
    return true;
  };
}
