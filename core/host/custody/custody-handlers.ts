import type { Desk } from '../app/desk.ts';
import type { HandlersOf } from '../app/handlers.ts';
import { inspect } from '../media-commands.ts';
import { findingMessage } from '../observer.ts';
import { servicesHere } from '../workplaces/services-here.ts';
import { readInstallationCustody, readSetCustody } from './read-custody.ts';
import { recordInspection } from './record-look.ts';

type CustodyDesk = Pick<Desk, 'services' | 'paths' | 'settings' | 'workplaces'>;

/** How many records a page is shown after it has added one. */
const shownAfterwards = 200;

/** `custody.*`. */
export function custodyHandlers(desk: CustodyDesk): HandlersOf<'custody'> {
  const { paths, settings } = desk;
  return {
    'custody.read': async ({ folder, newest }) => {
      const services = await servicesHere(desk);
      return folder === undefined
        ? readInstallationCustody(services, newest)
        : readSetCustody(services, paths.resolve(folder, ['archive-in', 'archive-out']), newest);
    },
    'custody.inspected': async ({ folder, person, sealNumber }) => {
      const services = await servicesHere(desk);
      const path = paths.resolve(folder, ['archive-in', 'archive-out']);
      const { problems } = await inspect(services, path);
      const errors = problems.filter(({ level }) => level === 'error').length;
      const findings = await recordInspection(
        services,
        { ok: errors === 0, problems: errors },
        { folder: path, person: person?.trim() || settings.current().person, sealNumber },
      );
      const told = findings.map((each) => ({ level: each.level, message: findingMessage(each) }));
      const view = await readSetCustody(services, path, shownAfterwards);
      return { ...view, notices: [...told, ...view.notices] };
    },
  };
}
