import type { Finding } from '../contract/index.ts';
import type { Clock, HttpDoor } from '../ports/index.ts';
import { checkClock } from '../plan/index.ts';

/**
 * Compares this machine's clock with the Date header of the first answer of each host: tokens,
 * certificates and file dates depend on it, and nobody looks at the clock of an offline machine.
 */
export function watchingClock(door: HttpDoor, clock: Clock, tell: (finding: Finding) => void): HttpDoor {
  const asked = new Set<string>();
  return {
    request: async (request) => {
      const response = await door.request(request);
      const { host } = request.url;
      const date = response.headers['date'];
      if (!asked.has(host) && typeof date === 'string') {
        asked.add(host);
        for (const finding of checkClock(host, new Date(date), clock.now())) tell(finding);
      }
      return response;
    },
    close: () => door.close(),
  };
}
