import enCommon from './en/common.json';
import enShell from './en/shell.json';
import zhCommon from './zh/common.json';
import zhShell from './zh/shell.json';

/** One namespace for each part of the interface. */
export const english = { common: enCommon, shell: enShell };

/** Typed by the English one: a missing key does not compile. */
export const chinese: typeof english = { common: zhCommon, shell: zhShell };
