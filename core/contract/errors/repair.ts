import type { ErrorArea } from './text.ts';

/** Repair blocks beside a set: making them, checking with them, mending. */
export const repairErrors = {
  REPAIR_SET_ABSENT: {
    en: {
      what: 'There is no set of Sluice in {directory}: repair blocks are made for sets with a manifest.',
      next: 'Name the folder that holds sluice-set.json.',
    },
    zh: {
      what: '{directory} 中没有 Sluice 归档：修复块只为带清单的归档制作。',
      next: '请指定包含 sluice-set.json 的文件夹。',
    },
  },
  REPAIR_SET_DAMAGED: {
    en: {
      what: 'The set in {directory} is not whole ({files}): repair blocks for it would keep the damage.',
      next: 'Nothing was written. Copy or export the named files again, then make the repair blocks.',
    },
    zh: {
      what: '{directory} 中的归档不完整（{files}）：为其制作修复块只会保留损坏的内容。',
      next: '未写入任何内容。请重新复制或导出所列文件，然后再制作修复块。',
    },
  },
  REPAIR_NO_SPACE: {
    en: {
      what: 'The repair blocks need {needed}; {free} are free at {directory}.',
      next: 'Choose a smaller --percent, or free space on the medium.',
    },
    zh: {
      what: '修复块需要 {needed}，{directory} 的可用空间为 {free}。',
      next: '请减小 --percent，或在介质上腾出空间。',
    },
  },
  REPAIR_ABSENT: {
    en: {
      what: 'There are no repair blocks in {directory}: no copy of their table is there.',
      next: 'Copy the files sluice-repair-table-1.bin to -3.bin from the sender; one of them is enough. Without repair blocks use "sluice verify", which names the files to send again.',
    },
    zh: {
      what: '{directory} 中没有修复块：修复表的副本均不存在。',
      next: '请从发送方复制 sluice-repair-table-1.bin 至 -3.bin，任意一份即可。没有修复块时请使用 “sluice verify”，它会列出需要重新发送的文件。',
    },
  },
  REPAIR_TABLE_DAMAGED: {
    en: {
      what: 'The table of the repair blocks in {directory} is damaged in all its copies at the same place.',
      next: 'Have one of the files sluice-repair-table-1.bin to -3.bin sent again: any one that is whole is enough. Nothing was changed.',
    },
    zh: {
      what: '{directory} 中修复表的所有副本在同一位置均已损坏。',
      next: '请重新发送 sluice-repair-table-1.bin 至 -3.bin 中的任意一个，一份完好即可。未作任何改动。',
    },
  },
  REPAIR_OTHER_SET: {
    en: {
      what: 'The repair blocks in {directory} were made for another set ({expected}); the folder holds set {found}, or another edition of it.',
      next: 'Nothing was changed. Make new repair blocks with "sluice repair make", or copy those that belong to this set.',
    },
    zh: {
      what: '{directory} 中的修复块属于另一个归档（{expected}）；该文件夹中是归档 {found} 或其另一版本。',
      next: '未作任何改动。请用 “sluice repair make” 重新制作修复块，或复制属于此归档的修复块。',
    },
  },
  REPAIR_TOO_MUCH: {
    en: {
      what: 'Too much of the set in {directory} is lost: {lost} blocks of one row, and {spare} repair blocks are left for it.',
      next: 'Nothing was changed. Have the named files, or files sluice-repair-….bin that are missing, sent again: a part is enough. Next time make more with --percent.',
    },
    zh: {
      what: '{directory} 中的归档损失过多：同一行丢失 {lost} 个块，而该行只剩 {spare} 个修复块。',
      next: '未作任何改动。请重新发送所列文件或缺失的 sluice-repair-….bin 文件，只需一部分即可。下次可用 --percent 制作更多修复块。',
    },
  },
  REPAIR_UNSTEADY: {
    en: {
      what: 'The medium gives different bytes each time it is read (near {file}).',
      next: 'Copy the folder to another disk as far as it can be read, and mend it there.',
    },
    zh: {
      what: '该介质每次读取的内容不一致（{file} 附近）。',
      next: '请把文件夹中可读取的内容复制到另一块磁盘，然后在那里修复。',
    },
  },
  REPAIR_FILE_KIND: {
    en: {
      what: '{file} is a link, has a second name, or is no plain file: it is not written to.',
      next: 'Look at what it is and take it out of the folder; a missing file is mended as a whole.',
    },
    zh: {
      what: '{file} 是链接、有另一个名称，或不是普通文件：不会向其写入。',
      next: '请查看它是什么并将其移出该文件夹；缺失的文件会被完整修复。',
    },
  },
  REPAIR_STILL_DAMAGED: {
    en: {
      what: 'The set in {directory} was mended but does not agree with its own manifest.',
      next: 'Do not import it. Run "sluice verify" on it and have the files that it names sent again.',
    },
    zh: {
      what: '{directory} 中的归档已修复，但与其自身的清单不符。',
      next: '请勿导入。请对其运行 “sluice verify”，并重新发送其列出的文件。',
    },
  },
} as const satisfies ErrorArea;
