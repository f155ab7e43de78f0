import type { Settings, SettingsView } from '../../contract/index.ts';

/** The settings of this machine; kept in one file, replaced as a whole. */
export interface SettingsStore {
  current(): Settings;
  view(): SettingsView;
  /** Throws SETTINGS_LOCKED or SETTINGS_NOT_SAVED; the old ones stay then. */
  update(patch: Partial<Settings>): Promise<SettingsView>;
}
