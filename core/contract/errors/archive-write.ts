import type { ErrorArea } from './text.ts';

/** What can go wrong while a set is written and put in place. */
export const archiveWriteErrors = {
  ARCHIVE_DISK_FULL: {
    en: {
      what: 'The disk is full: {file} could not be written ({reason}).',
      next: 'Free space on the medium or take a larger one, then run it again: finished content is kept.',
    },
    zh: {
      what: '磁盘已满：无法写入 {file}（{reason}）。',
      next: '请在介质上腾出空间或更换更大的介质，然后再次运行：已完成的内容会保留。',
    },
  },
  ARCHIVE_FILE_LIMIT: {
    en: {
      what: 'The medium does not take files as large as {file} ({reason}).',
      next: 'Say how large a file may be (--file-limit 4032M for FAT32): what is larger is laid down in parts. Or format the medium with exFAT or ext4.',
    },
    zh: {
      what: '该介质不支持 {file} 这么大的文件（{reason}）。',
      next: '请指定单个文件的上限（FAT32 可用 --file-limit 4032M），超出的内容会分成若干部分存放；或将介质格式化为 exFAT 或 ext4。',
    },
  },
  ARCHIVE_NOT_WRITABLE: {
    en: {
      what: '{file} may not be written ({reason}).',
      next: "Check the write-protect switch, how the medium is mounted, and the folder's permissions.",
    },
    zh: { what: '无权写入 {file}（{reason}）。', next: '请检查介质的写保护开关、挂载方式以及文件夹权限。' },
  },
  ARCHIVE_WRITE_FAILED: {
    en: {
      what: 'Writing {file} failed ({reason}).',
      next: 'Check that the medium is still connected and healthy, then run it again: finished content is kept.',
    },
    zh: {
      what: '写入 {file} 失败（{reason}）。',
      next: '请确认介质仍已连接且状态正常，然后再次运行：已完成的内容会保留。',
    },
  },
  ARCHIVE_BLOB_TOO_LARGE: {
    en: {
      what: '"{name}" has {size} bytes; a chunk may hold {limit}.',
      next: 'Raise archiveSize, switch strict archive off, or allow larger files (--file-limit).',
    },
    zh: {
      what: '“{name}”有 {size} 字节，超过分卷上限 {limit} 字节。',
      next: '请增大 archiveSize、关闭严格归档，或调大单个文件的上限（--file-limit）。',
    },
  },
  ARCHIVE_ENTRY_EXISTS: {
    en: {
      what: '"{name}" is already in the set.',
      next: 'This is a fault of the program: nothing was written twice. Please report it with the log.',
    },
    zh: { what: '“{name}”已在归档中。', next: '这是程序错误，没有重复写入。请附日志反馈。' },
  },
  ARCHIVE_WRITER_CLOSED: {
    en: {
      what: 'The archive set in {directory} is closed and takes nothing more.',
      next: 'This is a fault of the program, or the run was cancelled. Run the command again.',
    },
    zh: {
      what: '{directory} 中的归档已关闭，不能再写入。',
      next: '可能是程序错误，或运行已被取消。请再次运行该命令。',
    },
  },
  ARCHIVE_COMMIT_INTERRUPTED: {
    en: {
      what: 'A set in {directory} was being put in place when the program stopped.',
      next: 'Run the export on this folder again, with the medium writable: it finishes first what was begun. Nothing is lost.',
    },
    zh: {
      what: '程序在将归档放入 {directory} 的过程中中断。',
      next: '请在介质可写的情况下对该文件夹再次运行导出：程序会先完成未尽的步骤，不会丢失任何内容。',
    },
  },
  ARCHIVE_COMMIT_UNRECOVERABLE: {
    en: {
      what: 'The interrupted set in {directory} cannot be finished: {file} is missing or unreadable.',
      next: 'Somebody changed the folder since. Bring the file back if you have it; otherwise use the set in the newest generation folder, or make the set again in an empty folder.',
    },
    zh: {
      what: '{directory} 中中断的归档无法完成：{file} 缺失或无法读取。',
      next: '该文件夹此后被改动过。如有该文件请放回；否则请使用最新 generation 文件夹中的归档，或在空文件夹中重新制作。',
    },
  },
} as const satisfies ErrorArea;
