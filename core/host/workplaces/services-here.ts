import type { Desk } from '../app/desk.ts';
import type { HostServices } from '../services.ts';

/** The services of this machine's site: what is practised is recorded where practice keeps its state. Reading needs no practice server to be up. */
export async function servicesHere({
  services,
  settings,
  workplaces,
}: Pick<Desk, 'services' | 'settings' | 'workplaces'>): Promise<HostServices> {
  const site = settings.current().site ?? 'connected';
  const place = await workplaces.at(site).catch(() => undefined);
  return place?.services ?? services;
}
