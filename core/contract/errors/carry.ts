import type { ErrorArea } from './text.ts';

/** Carrying a set on several media. */
export const carryErrors = {
  CARRY_NO_MANIFEST: {
    en: {
      what: 'There is no set of Sluice in {directory}: without its manifest nobody knows which files belong together.',
      next: 'Choose the folder with sluice-set.json. Archives of oc-mirror are copied as they are.',
    },
    zh: {
      what: '{directory} 中没有 Sluice 的传输集：缺少清单，无法确定哪些文件属于同一传输集。',
      next: '请选择包含 sluice-set.json 的目录。oc-mirror 的归档请直接复制。',
    },
  },
  CARRY_SAME_FOLDER: {
    en: {
      what: 'Both are the same folder: {directory}.',
      next: 'Name the medium’s folder and the set’s folder.',
    },
    zh: { what: '两者是同一目录：{directory}。', next: '请分别指定介质上的目录和传输集的目录。' },
  },
  CARRY_OTHER_SET: {
    en: {
      what: 'Another set lies in {directory}: {found}, not {wanted}.',
      next: 'Use an empty folder, or the medium that belongs to this set.',
    },
    zh: {
      what: '{directory} 中是另一个传输集：{found}，而不是 {wanted}。',
      next: '请使用空目录，或属于此传输集的介质。',
    },
  },
  CARRY_MEDIUM_TOO_SMALL: {
    en: {
      what: 'Not one of the chunks that are left fits onto this medium: {file} has {needed} bytes, and {free} are free.',
      next: 'Take a larger or emptier medium, or make the set once more with a smaller archiveSize.',
    },
    zh: {
      what: '剩余分卷均无法放入此介质：{file} 有 {needed} 字节，可用空间 {free} 字节。',
      next: '请使用更大或更空的介质，或以更小的 archiveSize 重新制作传输集。',
    },
  },
  CARRY_NOTHING_LEFT: {
    en: {
      what: 'Every chunk of the set {set} lies on {count} {count|medium|media} already.',
      next: 'If a medium was lost, say so (Lost in its list, or "sluice carry lost"); the next one takes over its chunks.',
    },
    zh: {
      what: '传输集 {set} 的所有分卷已分布在 {count} 个介质上。',
      next: '如有介质丢失，请在列表中选择“已丢失”，或运行“sluice carry lost”；下一个介质会接替其分卷。',
    },
  },
  CARRY_MEDIUM_UNKNOWN: {
    en: {
      what: 'No medium {number} of the set {set} is known on this machine.',
      next: '"sluice carry status" lists those that were filled here.',
    },
    zh: {
      what: '本机没有传输集 {set} 的 {number} 号介质的记录。',
      next: '“sluice carry status”可列出在本机写入的介质。',
    },
  },
  CARRY_DAMAGED: {
    en: {
      what: '{file} is not what the set’s manifest says: it was not taken.',
      next: 'Copy this file again from where the set was made, or have its medium filled once more.',
    },
    zh: {
      what: '{file} 与传输集清单不符，未予采用。',
      next: '请从制作传输集处重新复制此文件，或重新写入其所在介质。',
    },
  },
  CARRY_AT_WORK: {
    en: {
      what: 'A set is being moved into or out of {directory} at this moment.',
      next: 'Wait until that has ended, or stop it.',
    },
    zh: {
      what: '此刻正有传输集移入或移出 {directory}。',
      next: '请等待其结束，或将其停止。',
    },
  },
  CARRY_UNKNOWN: {
    en: {
      what: 'There is no such move of a set any more.',
      next: 'Load the page again: it shows those that are there.',
    },
    zh: { what: '该移动任务已不存在。', next: '请重新加载页面以查看现有任务。' },
  },
  CARRY_NO_ROOM: {
    en: {
      what: 'The whole set is put together in {directory}, and there is not enough room for it: {needed} are still needed, {free} are free.',
      next: 'Make room, or choose a folder on a larger disk. Nothing was taken.',
    },
    zh: {
      what: '整个传输集将汇集到 {directory}，但空间不足：还需要 {needed}，可用 {free}。',
      next: '请释放空间，或选择更大磁盘上的目录。尚未取走任何内容。',
    },
  },
  CARRY_LOG_APART: {
    en: {
      what: 'The custody log that came with this part of the set has records of its own; it is kept beside the other one as {file}.',
      next: 'Keep both: together they say what happened to all media.',
    },
    zh: {
      what: '随此部分到来的监管日志含有自己的记录，已另存为 {file}，与原日志并存。',
      next: '请同时保留两者：合在一起才说明所有介质的经历。',
    },
  },
  CARRY_LOG_LEFT: {
    en: {
      what: 'The custody log {file} was not carried along ({reason}).',
      next: 'The set is not touched by that. Copy the log by hand if it is needed.',
    },
    zh: {
      what: '监管日志 {file} 未能一并携带（{reason}）。',
      next: '传输集本身不受影响。如需要该日志，请手动复制。',
    },
  },
  CARRY_NOT_KEPT: {
    en: {
      what: '{file} did not come back from the medium as it was written.',
      next: 'Use another medium: this one does not keep what is written to it.',
    },
    zh: { what: '从介质读回的 {file} 与写入的内容不符。', next: '请更换介质：此介质无法可靠保存数据。' },
  },
} as const satisfies ErrorArea;
