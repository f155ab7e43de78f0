import enCommon from './en/common.json';
import enContent from './en/content.json';
import enHelp from './en/help.json';
import enSupport from './en/support.json';
import enSettings from './en/settings.json';
import enManage from './en/manage.json';
import enMedia from './en/media.json';
import enResources from './en/resources.json';
import enRun from './en/run.json';
import enShell from './en/shell.json';
import zhCommon from './zh/common.json';
import zhContent from './zh/content.json';
import zhHelp from './zh/help.json';
import zhSupport from './zh/support.json';
import zhSettings from './zh/settings.json';
import zhManage from './zh/manage.json';
import zhMedia from './zh/media.json';
import zhResources from './zh/resources.json';
import zhRun from './zh/run.json';
import zhShell from './zh/shell.json';

/** One namespace for each part of the interface. */
export const english = {
  common: enCommon,
  content: enContent,
  help: enHelp,
  support: enSupport,
  settings: enSettings,
  manage: enManage,
  media: enMedia,
  resources: enResources,
  run: enRun,
  shell: enShell,
};

/** Typed by the English one: a missing key does not compile. */
export const chinese: typeof english = {
  common: zhCommon,
  content: zhContent,
  help: zhHelp,
  support: zhSupport,
  settings: zhSettings,
  manage: zhManage,
  media: zhMedia,
  resources: zhResources,
  run: zhRun,
  shell: zhShell,
};
