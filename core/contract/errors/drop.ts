import type { ErrorArea } from './text.ts';

/** Sending a set into a drop folder, and receiving it there. */
export const dropErrors = {
  DROP_SET_ABSENT: {
    en: {
      what: 'There is no finished set of Sluice in {folder}: only finished sets with a manifest are sent.',
      next: 'Name the folder that holds sluice-set.json, or finish the export first.',
    },
    zh: {
      what: '{folder} 中没有已完成的 Sluice 归档：只发送带清单的已完成归档。',
      next: '请指定包含 sluice-set.json 的文件夹，或先完成导出。',
    },
  },
  DROP_SOURCE_DAMAGED: {
    en: {
      what: '{file} is not as the manifest of the set says: it is not sent.',
      next: 'Run "sluice verify" on the set. Copy or export the file again, or mend the set with "sluice repair mend"; then send again.',
    },
    zh: {
      what: '{file} 与归档清单不符，不予发送。',
      next: '请对该归档运行 “sluice verify”，重新复制或导出该文件，或用 “sluice repair mend” 修复归档，然后重新发送。',
    },
  },
  DROP_NOT_KEPT: {
    en: {
      what: '{folder} gives back other bytes of {file} than were written there.',
      next: 'Run the command again: only this file is sent once more. When it happens again, the disk or the network mount is at fault.',
    },
    zh: {
      what: '从 {folder} 读回的 {file} 与写入的内容不一致。',
      next: '请再次运行该命令，只会重新发送此文件。若再次出现，则磁盘或网络挂载有故障。',
    },
  },
  DROP_UNREACHABLE: {
    en: {
      what: '{folder} cannot be used: {file} could not be read or written ({reason}).',
      next: 'Check that it is there and mounted, then run the command again: it goes on where it stopped.',
    },
    zh: {
      what: '{folder} 无法使用：无法读写 {file}（{reason}）。',
      next: '请确认其存在且已挂载，然后再次运行该命令，会从中断处继续。',
    },
  },
  DROP_TARGET_FULL: {
    en: {
      what: 'There is no space left for {file} ({reason}).',
      next: 'Make space, then run the command again: what is there stays.',
    },
    zh: { what: '没有空间写入 {file}（{reason}）。', next: '请腾出空间后再次运行该命令：已有内容会保留。' },
  },
  DROP_NOT_WRITABLE: {
    en: {
      what: '{file} may not be written or read ({reason}).',
      next: 'Check the permissions of the folder and how it is mounted.',
    },
    zh: { what: '无权读写 {file}（{reason}）。', next: '请检查该文件夹的权限和挂载方式。' },
  },
  DROP_FILE_KIND: {
    en: {
      what: '{file} is a link, has a second name, or is no plain file: it is not used.',
      next: 'Look at who put it there, and take it away.',
    },
    zh: { what: '{file} 是链接、有另一个名称，或不是普通文件：不予使用。', next: '请查明其来源并将其移除。' },
  },
  DROP_EMPTY: {
    en: {
      what: 'No set has arrived in {folder}: there is no marker file sluice-drop.json yet.',
      next: 'Wait until the transfer has ended (--wait does), or check the folder. A set is whole only when its marker is there.',
    },
    zh: {
      what: '{folder} 中尚无到达的归档：还没有标记文件 sluice-drop.json。',
      next: '请等待传输结束（可用 --wait），或检查文件夹。标记文件到达后归档才算完整。',
    },
  },
  DROP_SEVERAL: {
    en: {
      what: '{count} sets lie in {folder}.',
      next: 'Name the one to take with --set, or name its own folder.',
    },
    zh: { what: '{folder} 中有 {count} 个归档。', next: '请用 --set 指定要接收的归档，或直接指定其文件夹。' },
  },
  DROP_MARKER_INVALID: {
    en: {
      what: 'The marker file sluice-drop.json in {folder} is damaged or not ours.',
      next: 'It may still be arriving: try again. Otherwise have it sent again with "sluice drop send".',
    },
    zh: {
      what: '{folder} 中的标记文件 sluice-drop.json 已损坏或不是本程序生成。',
      next: '它可能仍在传输中，请重试；否则请用 “sluice drop send” 重新发送。',
    },
  },
  DROP_NOT_WHOLE: {
    en: {
      what: 'Set {set} is not whole yet: {count} of {files} files are missing, incomplete or damaged ({damaged} damaged).',
      next: 'What is whole was taken. Run the command again when the rest has arrived, or with --wait; have damaged files sent again.',
    },
    zh: {
      what: '归档 {set} 尚不完整：{files} 个文件中有 {count} 个缺失、未传完或损坏（损坏 {damaged} 个）。',
      next: '完整的文件已接收。其余到达后请再次运行该命令，或使用 --wait；损坏的文件请重新发送。',
    },
  },
  DROP_FOREIGN: {
    en: {
      what: 'What lies in the drop folder is not set {set}: {file} does not fit its manifest.',
      next: 'Nothing was put in place. Have the set sent again, and ask who changed the folder.',
    },
    zh: {
      what: '投递文件夹中的内容不是归档 {set}：{file} 与其清单不符。',
      next: '未放入任何内容。请重新发送该归档，并查明是谁改动了文件夹。',
    },
  },
  DROP_TARGET_OTHER: {
    en: {
      what: '{folder} holds something else ({found}): set {set} is not put there.',
      next: 'Name an empty folder for it.',
    },
    zh: { what: '{folder} 中已有其他内容（{found}），不会将归档 {set} 放入。', next: '请指定一个空文件夹。' },
  },
  DROP_TARGET_OCCUPIED: {
    en: {
      what: 'Another file named {file} lies in {folder}: it is not replaced.',
      next: 'Name an empty folder, or take the file away if nobody needs it.',
    },
    zh: {
      what: '{folder} 中已有另一个名为 {file} 的文件，不会将其替换。',
      next: '请指定一个空文件夹；若不再需要该文件，请将其移走。',
    },
  },
} as const satisfies ErrorArea;
