import enApprovals from './en/approvals.json';
import enCommon from './en/common.json';
import enContent from './en/content.json';
import enFlows from './en/flows.json';
import enHelp from './en/help.json';
import enHome from './en/home.json';
import enSupport from './en/support.json';
import enSettings from './en/settings.json';
import enManage from './en/manage.json';
import enMatrix from './en/matrix.json';
import enMedia from './en/media.json';
import enHelm from './en/helm.json';
import enKeys from './en/keys.json';
import enOperators from './en/operators.json';
import enDrift from './en/drift.json';
import enReceipts from './en/receipts.json';
import enRegistries from './en/registries.json';
import enReport from './en/report.json';
import enResources from './en/resources.json';
import enRun from './en/run.json';
import enShell from './en/shell.json';
import enTransfer from './en/transfer.json';
import enWizard from './en/wizard.json';
import zhApprovals from './zh/approvals.json';
import zhCommon from './zh/common.json';
import zhContent from './zh/content.json';
import zhFlows from './zh/flows.json';
import zhHelp from './zh/help.json';
import zhHome from './zh/home.json';
import zhSupport from './zh/support.json';
import zhSettings from './zh/settings.json';
import zhManage from './zh/manage.json';
import zhMatrix from './zh/matrix.json';
import zhMedia from './zh/media.json';
import zhHelm from './zh/helm.json';
import zhKeys from './zh/keys.json';
import zhOperators from './zh/operators.json';
import zhDrift from './zh/drift.json';
import zhReceipts from './zh/receipts.json';
import zhRegistries from './zh/registries.json';
import zhReport from './zh/report.json';
import zhResources from './zh/resources.json';
import zhRun from './zh/run.json';
import zhShell from './zh/shell.json';
import zhTransfer from './zh/transfer.json';
import zhWizard from './zh/wizard.json';

/** One namespace for each part of the interface. */
export const english = {
  approvals: enApprovals,
  common: enCommon,
  content: enContent,
  flows: enFlows,
  help: enHelp,
  home: enHome,
  support: enSupport,
  settings: enSettings,
  manage: enManage,
  matrix: enMatrix,
  media: enMedia,
  helm: enHelm,
  keys: enKeys,
  operators: enOperators,
  drift: enDrift,
  receipts: enReceipts,
  registries: enRegistries,
  report: enReport,
  resources: enResources,
  run: enRun,
  shell: enShell,
  transfer: enTransfer,
  wizard: enWizard,
};

/** Typed by the English one: a missing key does not compile. */
export const chinese: typeof english = {
  approvals: zhApprovals,
  common: zhCommon,
  content: zhContent,
  flows: zhFlows,
  help: zhHelp,
  home: zhHome,
  support: zhSupport,
  settings: zhSettings,
  manage: zhManage,
  matrix: zhMatrix,
  media: zhMedia,
  helm: zhHelm,
  keys: zhKeys,
  operators: zhOperators,
  drift: zhDrift,
  receipts: zhReceipts,
  registries: zhRegistries,
  report: zhReport,
  resources: zhResources,
  run: zhRun,
  shell: zhShell,
  transfer: zhTransfer,
  wizard: zhWizard,
};
