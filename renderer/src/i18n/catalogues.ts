import enCommon from './en/common.json';
import enContent from './en/content.json';
import enFlows from './en/flows.json';
import enHelp from './en/help.json';
import enHome from './en/home.json';
import enSupport from './en/support.json';
import enSettings from './en/settings.json';
import enManage from './en/manage.json';
import enMedia from './en/media.json';
import enRegistries from './en/registries.json';
import enResources from './en/resources.json';
import enRun from './en/run.json';
import enShell from './en/shell.json';
import enWizard from './en/wizard.json';
import zhCommon from './zh/common.json';
import zhContent from './zh/content.json';
import zhFlows from './zh/flows.json';
import zhHelp from './zh/help.json';
import zhHome from './zh/home.json';
import zhSupport from './zh/support.json';
import zhSettings from './zh/settings.json';
import zhManage from './zh/manage.json';
import zhMedia from './zh/media.json';
import zhRegistries from './zh/registries.json';
import zhResources from './zh/resources.json';
import zhRun from './zh/run.json';
import zhShell from './zh/shell.json';
import zhWizard from './zh/wizard.json';

/** One namespace for each part of the interface. */
export const english = {
  common: enCommon,
  content: enContent,
  flows: enFlows,
  help: enHelp,
  home: enHome,
  support: enSupport,
  settings: enSettings,
  manage: enManage,
  media: enMedia,
  registries: enRegistries,
  resources: enResources,
  run: enRun,
  shell: enShell,
  wizard: enWizard,
};

/** Typed by the English one: a missing key does not compile. */
export const chinese: typeof english = {
  common: zhCommon,
  content: zhContent,
  flows: zhFlows,
  help: zhHelp,
  home: zhHome,
  support: zhSupport,
  settings: zhSettings,
  manage: zhManage,
  media: zhMedia,
  registries: zhRegistries,
  resources: zhResources,
  run: zhRun,
  shell: zhShell,
  wizard: zhWizard,
};
