import type { ErrorArea } from './text.ts';

/** The security officer's report. */
export const reportErrors = {
  REPORT_SET_WITHOUT_MANIFEST: {
    en: {
      what: 'No report can be made about the archive in {directory}: it has no set manifest. It was made by oc-mirror, or its side files were left behind.',
      next: 'Copy sluice-set.json from where the set was made, beside the archive files. For an archive of oc-mirror, `sluice inspect` and `sluice verify` say what can be known of it.',
    },
    zh: {
      what: '无法为 {directory} 中的归档生成报告：它没有清单文件。它由 oc-mirror 制作，或附带文件未一并复制。',
      next: '请从制作传输集的位置把 sluice-set.json 复制到归档文件旁。对于 oc-mirror 的归档，可用 `sluice inspect` 和 `sluice verify` 查看可知的信息。',
    },
  },
  REPORT_PREVIOUS_ABSENT: {
    en: {
      what: 'There is no set with a manifest in {directory} to compare with.',
      next: 'Name the folder of the set before this one; its sluice-set.json is enough. Without --previous the copy is taken that this machine keeps.',
    },
    zh: {
      what: '{directory} 中没有带清单的传输集可供比较。',
      next: '请指定上一个传输集所在的目录，只要有它的 sluice-set.json 即可。不使用 --previous 时，采用本机保留的副本。',
    },
  },
  REPORT_PREVIOUS_SAME: {
    en: {
      what: 'The set in {directory} is the one that the report is about (set {set}).',
      next: 'Name the folder of an earlier set.',
    },
    zh: {
      what: '{directory} 中的传输集正是本报告所述的传输集（{set}）。',
      next: '请指定更早的传输集所在的目录。',
    },
  },
  REPORT_SUBJECT_UNCLEAR: {
    en: {
      what: 'It is not said what the report is about: a set in a folder, or a period.',
      next: 'Give either a folder, or both --from and --to. --previous and --verify belong to a folder.',
    },
    zh: {
      what: '未说明报告的对象：某个目录中的传输集，或某个时段。',
      next: '请指定一个目录，或同时指定 --from 和 --to。--previous 和 --verify 只用于目录。',
    },
  },
  REPORT_PERIOD_INVALID: {
    en: {
      what: '{from} to {to} is no period.',
      next: 'Write both days as yyyy-MM-dd, the earlier one first, for example 2026-01-01 and 2026-03-31.',
    },
    zh: {
      what: '{from} 至 {to} 不是有效的时段。',
      next: '请按 yyyy-MM-dd 书写两个日期，较早的在前，例如 2026-01-01 和 2026-03-31。',
    },
  },
  REPORT_PERIOD_TOO_LARGE: {
    en: {
      what: 'The sets of this period hold {images} images; a report lists at most {limit}.',
      next: 'Make reports of shorter periods, such as one for each month.',
    },
    zh: {
      what: '此时段的传输集共有 {images} 个镜像，一份报告最多列出 {limit} 个。',
      next: '请按更短的时段分别生成报告，例如每月一份。',
    },
  },
  REPORT_FORMAT_UNFIT: {
    en: {
      what: 'A bill of materials is made of one set, not of a period.',
      next: 'Give the folder of a set, or choose the format html or json.',
    },
    zh: {
      what: '物料清单针对单个传输集，不能针对时段生成。',
      next: '请指定传输集所在的目录，或改用 html 或 json 格式。',
    },
  },
  REPORT_FILE_EXISTS: {
    en: {
      what: 'There is already a file {path}. Nothing was written.',
      next: 'Choose another name, or say that it may be replaced (--force).',
    },
    zh: {
      what: '已有文件 {path}，未写入任何内容。',
      next: '请换一个名称，或确认替换该文件（--force）。',
    },
  },
  REPORT_NOT_WRITTEN: {
    en: {
      what: 'The report could not be written to {path} ({reason}). What was there before is unchanged.',
      next: 'Free space or correct the permissions, or choose another folder; then make the report again.',
    },
    zh: {
      what: '无法将报告写入 {path}（{reason}）。原有内容未变。',
      next: '请清理空间、更正权限或选择其他目录，然后重新生成报告。',
    },
  },
} as const satisfies ErrorArea;
