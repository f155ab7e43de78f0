import type { Settings, SettingsView } from '../../contract/index.ts';

/** The settings that a page wants changed; absent and undefined mean the same. */
export type SettingsPatch = { readonly [Key in keyof Settings]?: Settings[Key] | undefined };

/** The settings of this machine; kept in one file, replaced as a whole. */
export interface SettingsStore {
  current(): Settings;
  view(): SettingsView;
  /** Throws SETTINGS_LOCKED, SETTINGS_NOT_SAVED, or the code of a value that cannot be used; the old ones stay then. */
  update(patch: SettingsPatch): Promise<SettingsView>;
}
