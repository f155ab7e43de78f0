import type { HostServices } from '../services.ts';
import type { EventHub } from './event-hub.ts';
import type { PathRegistry } from './path-registry.ts';
import type { ShellPorts } from './ports.ts';
import type { SettingsStore } from './settings-store.ts';
import type { Workplaces } from './workplaces.ts';

/** What the handlers of every area have at hand. */
export interface Desk {
  readonly services: HostServices;
  readonly ports: ShellPorts;
  readonly events: EventHub;
  /** Folder of the application's own state: jobs, drafts, settings. Readable by its owner only. */
  readonly folder: string;
  readonly paths: PathRegistry;
  readonly settings: SettingsStore;
  readonly workplaces: Workplaces;
}
