/** The words of `sluice report`. */
export const reportEnglish = {
  'help.report': 'make the security officer’s report about a set, or about a period',
  'help.report.folder': 'folder with a set',
  'help.report.previous': 'folder of the set before it; default: the copy that this machine keeps',
  'help.report.verify': 'read every byte of the set again, and report each file',
  'help.report.from': 'first day of a period, yyyy-MM-dd, UTC: what this installation made and gave',
  'help.report.to': 'last day of the period',
  'help.report.format': 'html (unless told otherwise), json, or sbom (CycloneDX of what is carried)',
  'help.report.output': 'file to write; default: standard output',
  'help.report.force': 'replace the file if it exists',
  'report.written': 'The report is in {path}',
  'report.verdict.good': 'Nothing speaks against this set.',
  'report.verdict.attention': 'The report names points to read before this set is used.',
  'report.verdict.bad': 'The report says why this set must not be used as it is.',
} as const;

export const reportChinese: Readonly<Record<keyof typeof reportEnglish, string>> = {
  'help.report': '生成安全审查报告：针对一个传输集或一个时段',
  'help.report.folder': '传输集所在目录',
  'help.report.previous': '上一个传输集所在目录；默认采用本机保留的副本',
  'help.report.verify': '重新读取传输集的每个字节，并逐个文件报告',
  'help.report.from': '时段的第一天，yyyy-MM-dd，UTC：本安装制作和交付的内容',
  'help.report.to': '时段的最后一天',
  'help.report.format': 'html（默认）、json 或 sbom（所携带内容的 CycloneDX）',
  'help.report.output': '要写入的文件；默认标准输出',
  'help.report.force': '文件已存在时予以替换',
  'report.written': '报告已写入 {path}',
  'report.verdict.good': '未发现不利于使用此传输集的问题。',
  'report.verdict.attention': '报告列出了使用此传输集前应阅读的各点。',
  'report.verdict.bad': '报告说明了为何不能直接使用此传输集。',
};
