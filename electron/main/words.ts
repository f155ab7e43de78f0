import type { Language, PathPurpose } from '../../core/contract/index.ts';

type Words = Readonly<Record<WordKey, string>>;

/** Words outside the page: menu, dialogs of the system. Errors have theirs in the contract. */
const english = {
  edit: 'Edit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  view: 'View',
  zoomIn: 'Larger',
  zoomOut: 'Smaller',
  zoomReset: 'Actual size',
  fullScreen: 'Full screen',
  reload: 'Reload the page',
  devTools: 'Developer tools',
  window: 'Window',
  minimize: 'Minimize',
  close: 'Close',
  hide: 'Hide Sluice',
  hideOthers: 'Hide others',
  quit: 'End Sluice',
  'ending.title': 'A job is running',
  'ending.text':
    'If Sluice ends now, the job is interrupted. What is finished stays, and the job can be resumed.',
  'ending.stay': 'Go on working',
  'ending.end': 'Interrupt and end',
  'failed.title': 'Sluice cannot start',
  'root.text':
    'The window does not open for root: its runtime (Chromium) refuses to run as root. Start Sluice as an ordinary user, or use browser mode: sluice serve',
  'pick.archive-out': 'Choose the medium or folder to write to',
  'pick.archive-in': 'Choose the medium or folder with the set',
  'pick.config-file': 'Choose an ImageSetConfiguration',
  'pick.auth-file': 'Choose a credentials file (auth.json or pull secret)',
  'pick.ca-file': 'Choose the certificate of the authority (PEM)',
  'pick.output-folder': 'Choose a folder to save into',
  'pick.chart-folder': 'Choose the folder of a Helm chart',
  'pick.chart-file': 'Choose a packed Helm chart (.tgz)',
  'pick.receipt-file': 'Choose a receipt (sluice-receipt.json)',
  'pick.report-file': 'Choose a scanner’s report',
  'files.reports': 'Scan reports (JSON, SARIF)',
  'files.yaml': 'YAML files',
  'files.json': 'JSON files',
  'files.certificates': 'Certificates',
  'files.charts': 'Packed Helm charts',
  'files.all': 'All files',
} as const;

type WordKey = keyof typeof english;

const chinese: Words = {
  edit: '编辑',
  undo: '撤消',
  redo: '重做',
  cut: '剪切',
  copy: '复制',
  paste: '粘贴',
  selectAll: '全选',
  view: '视图',
  zoomIn: '放大',
  zoomOut: '缩小',
  zoomReset: '实际大小',
  fullScreen: '全屏',
  reload: '重新加载页面',
  devTools: '开发者工具',
  window: '窗口',
  minimize: '最小化',
  close: '关闭',
  hide: '隐藏 Sluice',
  hideOthers: '隐藏其他',
  quit: '退出 Sluice',
  'ending.title': '有任务正在运行',
  'ending.text': '如果现在退出 Sluice，任务会中断。已完成的内容会保留，任务之后可以恢复。',
  'ending.stay': '继续工作',
  'ending.end': '中断并退出',
  'failed.title': 'Sluice 无法启动',
  'root.text':
    'root 用户无法打开窗口：窗口运行时（Chromium）拒绝以 root 身份运行。请以普通用户启动 Sluice，或使用浏览器模式：sluice serve',
  'pick.archive-out': '选择要写入的介质或目录',
  'pick.archive-in': '选择传输集所在的介质或目录',
  'pick.config-file': '选择 ImageSetConfiguration 文件',
  'pick.auth-file': '选择凭据文件（auth.json 或 pull secret）',
  'pick.ca-file': '选择证书颁发机构的证书（PEM）',
  'pick.output-folder': '选择保存目录',
  'pick.chart-folder': '选择 Helm Chart 所在的目录',
  'pick.chart-file': '选择打包的 Helm Chart（.tgz）',
  'pick.receipt-file': '选择回执文件（sluice-receipt.json）',
  'pick.report-file': '选择扫描报告',
  'files.reports': '扫描报告（JSON、SARIF）',
  'files.yaml': 'YAML 文件',
  'files.json': 'JSON 文件',
  'files.certificates': '证书',
  'files.charts': '打包的 Helm Chart',
  'files.all': '所有文件',
};

/** The words in `language`. */
export function wordsOf(language: Language): Words {
  return language === 'zh' ? chinese : english;
}

/** The key of a dialog's title. */
export function pickKey(purpose: PathPurpose): WordKey {
  return `pick.${purpose}`;
}

/** Chinese where the setting, or else the system, says so. */
export function chooseLanguage(setting: 'system' | Language, systemLocale: string): Language {
  if (setting !== 'system') return setting;
  return /^zh/i.test(systemLocale) ? 'zh' : 'en';
}
