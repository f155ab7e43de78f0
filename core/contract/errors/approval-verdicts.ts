import type { ErrorArea } from './text.ts';

/** Why an image is held back by the approval gate, and what is wrong with rules and waivers. */
export const approvalVerdictErrors = {
  APPROVAL_NOT_SCANNED: {
    en: {
      what: 'Held back: not scanned ({instance}).',
      next: 'Scan it and import the report. "sluice approve to-scan" lists what is to be scanned.',
    },
    zh: {
      what: '已扣留：未扫描（{instance}）。',
      next: '请扫描该镜像并导入报告。“sluice approve to-scan”会列出需要扫描的镜像。',
    },
  },
  APPROVAL_TOO_SEVERE: {
    en: {
      what: 'Held back: {count} {count|vulnerability|vulnerabilities} above the limit ({worst}; allowed is {limit}): {ids}.',
      next: 'Carry a version in which they are fixed, or let somebody who may decide so waive them with a reason and a date.',
    },
    zh: {
      what: '已扣留：{count} 个漏洞超过上限（最高 {worst}，允许 {limit}）：{ids}。',
      next: '请改用已修复的版本，或由有权决定的人注明理由和期限后予以豁免。',
    },
  },
  APPROVAL_SCAN_TOO_OLD: {
    en: {
      what: 'Held back: the scan by {tool} is of {date}; it may be {days} {days|day|days} old.',
      next: 'Scan it again and import the report.',
    },
    zh: { what: '已扣留：{tool} 的扫描日期为 {date}，最多允许 {days} 天。', next: '请重新扫描并导入报告。' },
  },
  APPROVAL_SCAN_UNDATED: {
    en: {
      what: 'Held back: the report by {tool} does not say when it scanned, or says a day to come, and the rules limit the age of scans.',
      next: 'Import the report again with --scanned-at, or lift the limit.',
    },
    zh: {
      what: '已扣留：{tool} 的报告没有说明扫描时间，或时间在未来，而规则限制了扫描的时效。',
      next: '请用 --scanned-at 重新导入报告，或取消该限制。',
    },
  },
  APPROVAL_DATABASE_TOO_OLD: {
    en: {
      what: 'Held back: {tool} scanned with vulnerability data of {date}; it may be {days} {days|day|days} old.',
      next: 'Bring newer data to the scanner, scan again and import the report.',
    },
    zh: {
      what: '已扣留：{tool} 使用的漏洞数据日期为 {date}，最多允许 {days} 天。',
      next: '请更新扫描器的漏洞数据，重新扫描并导入报告。',
    },
  },
  APPROVAL_DATABASE_UNDATED: {
    en: {
      what: 'Held back: the report by {tool} does not say how old its vulnerability data is, or says a day to come, and the rules limit its age.',
      next: 'Import the report again with --database-date, or lift the limit.',
    },
    zh: {
      what: '已扣留：{tool} 的报告没有说明漏洞数据的日期，或日期在未来，而规则限制了数据的时效。',
      next: '请用 --database-date 重新导入报告，或取消该限制。',
    },
  },
  APPROVAL_DENIED: {
    en: {
      what: 'Held back: on the deny list ({rule}).',
      next: 'It does not go to this enclave. Take it out of the configuration, or change the rules.',
    },
    zh: {
      what: '已扣留：在禁止清单上（{rule}）。',
      next: '它不会进入该飞地。请将其从配置中移除，或修改规则。',
    },
  },
  APPROVAL_WAIVER_EXPIRED: {
    en: {
      what: 'Held back: the waiver by {owner} ran out on {until} ({reason}).',
      next: 'It does not travel any more. Have it fixed, or have the waiver renewed by somebody who may decide so.',
    },
    zh: {
      what: '已扣留：{owner} 的豁免已于 {until} 到期（{reason}）。',
      next: '该镜像不再放行。请修复，或由有权决定的人续期豁免。',
    },
  },
  APPROVAL_CATALOG_BASE_HELD: {
    en: {
      what: 'Held back: the catalogue would be made from {base}, which is held back itself.',
      next: 'Its layers are those of that image. Have that one scanned and approved.',
    },
    zh: {
      what: '已扣留：该目录要由 {base} 制作，而后者本身已被扣留。',
      next: '它含有该镜像的层。请先扫描并批准该镜像。',
    },
  },
  APPROVAL_HELD_AT_EXPORT: {
    en: {
      what: 'Not in the set: it was held back by the approval gate where the set was made ({code}).',
      next: 'Ask there. It comes with a later set when it is approved.',
    },
    zh: {
      what: '不在该传输集中：在制作传输集的一端被批准关卡扣留（{code}）。',
      next: '请向该端询问。获批后会随后续的传输集到达。',
    },
  },
  APPROVAL_HELD_BACK: {
    en: {
      what: '{count} {count|image is|images are} held back: {count|it is|they are} not approved for {enclave}.',
      next: 'Everything else goes. "sluice approve list --for {enclave}" says why for each.',
    },
    zh: {
      what: '{count} 个镜像被扣留：未获准进入 {enclave}。',
      next: '其余内容照常放行。“sluice approve list --for {enclave}”会说明每个镜像的原因。',
    },
  },
  APPROVAL_OPERATORS_NOT_INSTALLABLE: {
    en: {
      what: '{catalog} is carried whole and names {count} {count|operator version|operator versions} that cannot be installed, because an image of {count|it|them} is held back: {bundles}.',
      next: 'Name the packages in the configuration: the catalogue is then made without them. Or have the images approved.',
    },
    zh: {
      what: '{catalog} 按原样携带，其中有 {count} 个 Operator 版本无法安装，因为其镜像被扣留：{bundles}。',
      next: '请在配置中写明软件包，目录便会在制作时略去它们；或使这些镜像获批。',
    },
  },
  APPROVAL_RELEASE_NOT_INSTALLABLE: {
    en: {
      what: 'Release {version} cannot be installed from this set: {count} {count|image of it is|images of it are} held back.',
      next: 'Have the images approved, or leave the release out.',
    },
    zh: {
      what: '无法用此传输集安装发行版 {version}：其中 {count} 个镜像被扣留。',
      next: '请使这些镜像获批，或不要携带该发行版。',
    },
  },
  APPROVAL_MADE_HERE: {
    en: {
      what: '{count} {count|image|images} made by Sluice itself {count|needs|need} no scan: {count|it holds|they hold} lists and graphs, on layers that are approved or come with Sluice.',
      next: 'Nothing to do. They are named so that nobody misses them among the scans.',
    },
    zh: {
      what: 'Sluice 自己制作的 {count} 个镜像无需扫描：其内容是目录和升级图，所用的层已获批或由 Sluice 提供。',
      next: '无需处理。列出它们，是为了核对扫描结果时不致遗漏。',
    },
  },
  APPROVAL_NOTHING_APPROVED: {
    en: {
      what: 'Nothing of what was asked for is approved for {enclave}: {count} {count|image is|images are} held back.',
      next: 'No set was written. Import scan reports, then run it again.',
    },
    zh: {
      what: '所请求的内容均未获准进入 {enclave}：{count} 个镜像被扣留。',
      next: '未写入任何传输集。请导入扫描报告后再次运行。',
    },
  },
  APPROVAL_TARGET_NOT_ARCHIVE: {
    en: {
      what: 'Only what is written to an archive can be limited to what is approved.',
      next: 'Export to file://… with --approved-for, then import that set.',
    },
    zh: {
      what: '只有写入归档的内容才能限定为已批准的镜像。',
      next: '请用 --approved-for 导出到 file://…，然后导入该传输集。',
    },
  },
  APPROVAL_ENCLAVE_MISSING: {
    en: {
      what: 'Only what is approved was asked for, and no enclave for which it would be.',
      next: 'Export for a saved enclave. Nothing was written.',
    },
    zh: {
      what: '要求只携带已批准的内容，却没有指明飞地。',
      next: '请为已保存的飞地导出。未写入任何内容。',
    },
  },
  APPROVAL_IMAGES_UNKNOWN: {
    en: {
      what: 'It is not known yet which images {enclave} is to get.',
      next: 'Plan the export once (sluice plan --approved-for {enclave} …), or name a set with --from.',
    },
    zh: {
      what: '尚不知道 {enclave} 要获得哪些镜像。',
      next: '请先规划一次导出（sluice plan --approved-for {enclave} …），或用 --from 指明一个传输集。',
    },
  },
  APPROVAL_RULE_INVALID: {
    en: {
      what: 'The rule {field} is not one that can be followed.',
      next: 'Limits are whole days; lists hold digests, repositories with * for any characters, or ids of vulnerabilities. The rules were left as they were.',
    },
    zh: {
      what: '规则 {field} 无法执行。',
      next: '期限以整天计；清单中写摘要、可用 * 代表任意字符的仓库名，或漏洞编号。规则保持原样。',
    },
  },
  APPROVAL_WAIVER_INVALID: {
    en: {
      what: 'The waiver cannot be made: {field} is missing or not understood.',
      next: 'A waiver names an image by digest or a vulnerability by id, who answers for it, why, and until when.',
    },
    zh: {
      what: '无法建立豁免：{field} 缺失或无法理解。',
      next: '豁免须以摘要指明镜像或以编号指明漏洞，并写明负责人、理由和截止日期。',
    },
  },
  APPROVAL_REASON_INVALID: {
    en: {
      what: 'The waiver is not revoked: a reason is needed, one line of at most {limit} characters.',
      next: 'Say why nobody answers for it any more; it stands in the custody log.',
    },
    zh: {
      what: '豁免未被撤销：需要写明理由，一行，最多 {limit} 个字符。',
      next: '请写明为何不再有人为此负责；理由会写入监管日志。',
    },
  },
  APPROVAL_WAIVER_PAST: {
    en: { what: 'The waiver would have run out already ({until}).', next: 'Name a day to come.' },
    zh: { what: '该豁免的截止日期已过（{until}）。', next: '请指定未来的日期。' },
  },
  APPROVAL_LEDGER_FULL: {
    en: {
      what: 'The record of approvals holds {count} {what}; it takes no more.',
      next: 'Remove waivers and scans that are not needed any more: sluice approve forget.',
    },
    zh: {
      what: '批准记录中已有 {count} 项 {what}，无法再增加。',
      next: '请移除不再需要的豁免和扫描：sluice approve forget。',
    },
  },
} as const satisfies ErrorArea;
