import type { ErrorArea } from './text.ts';

/** The custody log: what happened to a set, in a chain whose records cannot be changed unnoticed. */
export const custodyErrors = {
  CUSTODY_ALTERED: {
    en: {
      what: 'The custody log {path} is broken: record {record} is not as it was written.',
      next: 'Do not rely on this record and what comes after it. Compare with the log of the machine that made the set (sluice custody show --installation there), keep the medium as it is, and tell your security officer.',
    },
    zh: {
      what: '监管日志 {path} 已损坏：第 {record} 条记录与写入时不符。',
      next: '请勿采信该记录及其后的记录。请与制作传输集的机器上的日志核对（在那里运行 sluice custody show --installation），保持介质原样，并报告安全管理员。',
    },
  },
  CUSTODY_INSERTED: {
    en: {
      what: 'The custody log {path} is broken: record {record} was put in between others afterwards.',
      next: 'Do not rely on this record and what comes after it. Keep the medium as it is and tell your security officer.',
    },
    zh: {
      what: '监管日志 {path} 已损坏：第 {record} 条记录是事后插入的。',
      next: '请勿采信该记录及其后的记录。请保持介质原样，并报告安全管理员。',
    },
  },
  CUSTODY_REMOVED: {
    en: {
      what: 'The custody log {path} is broken: record {record} is missing ({missing} taken out here).',
      next: 'What came after it still tells what happened, but not without a gap. Compare with the log of the machine that made the set, keep the medium as it is and tell your security officer.',
    },
    zh: {
      what: '监管日志 {path} 已损坏：缺少第 {record} 条记录（此处共缺 {missing} 条）。',
      next: '其后的记录仍说明发生过什么，但中间有缺口。请与制作传输集的机器上的日志核对，保持介质原样，并报告安全管理员。',
    },
  },
  CUSTODY_REORDERED: {
    en: {
      what: 'The custody log {path} is broken: record {record} is not in the place it was written at.',
      next: 'Somebody changed the order of the records. Keep the medium as it is and tell your security officer.',
    },
    zh: {
      what: '监管日志 {path} 已损坏：第 {record} 条记录不在写入时的位置。',
      next: '记录的顺序被改动过。请保持介质原样，并报告安全管理员。',
    },
  },
  CUSTODY_CUT: {
    en: {
      what: 'The custody log {path} was cut: this installation has seen {missing} more, from record {record} on.',
      next: 'Records were taken away from its end, or an older copy was put there. Compare with sluice custody show --installation, keep the medium as it is and tell your security officer.',
    },
    zh: {
      what: '监管日志 {path} 被截断：本机曾见过从第 {record} 条起的另外 {missing} 条记录。',
      next: '末尾的记录被移除，或被换成了较旧的副本。请与 sluice custody show --installation 的结果核对，保持介质原样，并报告安全管理员。',
    },
  },
  CUSTODY_FOREIGN: {
    en: {
      what: 'The custody log {path} belongs to something else: {found}, not {expected}.',
      next: 'The file was copied from elsewhere. Put the log that belongs to this set back, or move the file away: a new log then begins with the next record.',
    },
    zh: {
      what: '监管日志 {path} 属于其他对象：{found}，而不是 {expected}。',
      next: '该文件是从别处复制来的。请放回属于此传输集的日志，或将其移走：下一条记录会开始新的日志。',
    },
  },
  CUSTODY_NEWER: {
    en: {
      what: 'Record {record} of the custody log {path} was written by a newer version of Sluice.',
      next: 'Read it with that version. This one neither checks what it does not understand nor adds to it.',
    },
    zh: {
      what: '监管日志 {path} 的第 {record} 条记录由较新版本的 Sluice 写入。',
      next: '请用该版本读取。当前版本无法校验不理解的内容，也不会追加记录。',
    },
  },
  CUSTODY_UNREADABLE: {
    en: {
      what: 'The custody log {path} cannot be read: {reason}.',
      next: 'Check the medium and your permissions. A log is a plain file of at most 512 MiB; a link is not followed.',
    },
    zh: {
      what: '无法读取监管日志 {path}：{reason}。',
      next: '请检查介质和权限。日志是不超过 512 MiB 的普通文件；不跟随链接。',
    },
  },
  CUSTODY_ABSENT: {
    en: {
      what: 'There is no custody log in {folder}.',
      next: 'A log begins with the first export, verification or import of a set by Sluice. Sets that oc-mirror made have none on the medium: see sluice custody show --installation.',
    },
    zh: {
      what: '{folder} 中没有监管日志。',
      next: '日志从 Sluice 首次导出、校验或导入传输集时开始。oc-mirror 制作的归档在介质上没有日志，请查看 sluice custody show --installation。',
    },
  },
  CUSTODY_TORN: {
    en: {
      what: 'The custody log {path} ends in the middle of a record ({bytes} bytes).',
      next: 'Writing was cut off there; no whole record is lost. The next record takes its place and says so.',
    },
    zh: {
      what: '监管日志 {path} 的末尾有一条不完整的记录（{bytes} 字节）。',
      next: '写入在此处中断，没有丢失完整的记录。下一条记录会取而代之，并予以注明。',
    },
  },
  CUSTODY_ELSEWHERE_LONGER: {
    en: {
      what: 'The custody log {path} has {found} records; of another copy of this set, this installation has seen {records} (on {day}).',
      next: 'That is as it should be when the set was copied: each copy goes on by itself. If there is only one medium, records are missing here.',
    },
    zh: {
      what: '监管日志 {path} 有 {found} 条记录；对于此传输集的另一份副本，本机曾见过 {records} 条（{day}）。',
      next: '若传输集被复制过，这属于正常情况：各副本的日志各自延续。若只有一份介质，则此处缺少记录。',
    },
  },
  CUSTODY_MEDIUM_READ_ONLY: {
    en: {
      what: 'The medium does not take a custody record: {path} cannot be written.',
      next: 'Nothing else is affected: the record stands in the log of this installation. Where a medium may be written, remove its write protection to have the log travel with the set.',
    },
    zh: {
      what: '介质无法写入监管记录：{path} 不可写。',
      next: '其他结果不受影响：记录已写入本机的日志。若允许写入介质，请解除写保护，使日志随传输集一同携带。',
    },
  },
  CUSTODY_NOT_RECORDED: {
    en: {
      what: 'No custody record was written to {path} ({reason}).',
      next: 'What you did is done; only its record is missing. Note it by hand, remove the cause, and look at the log with sluice custody verify.',
    },
    zh: {
      what: '未能将监管记录写入 {path}（{reason}）。',
      next: '操作本身已完成，只缺少这条记录。请手工登记，排除原因，并用 sluice custody verify 检查日志。',
    },
  },
} as const satisfies ErrorArea;
