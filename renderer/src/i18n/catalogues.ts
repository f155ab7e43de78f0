import enCommon from './en/common.json';
import enSettings from './en/settings.json';
import enShell from './en/shell.json';
import zhCommon from './zh/common.json';
import zhSettings from './zh/settings.json';
import zhShell from './zh/shell.json';

/** One namespace for each part of the interface. */
export const english = { common: enCommon, settings: enSettings, shell: enShell };

/** Typed by the English one: a missing key does not compile. */
export const chinese: typeof english = { common: zhCommon, settings: zhSettings, shell: zhShell };
