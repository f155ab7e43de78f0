import { driveVerdictErrors } from './drive-verdicts.ts';
import type { ErrorArea } from './text.ts';

/** Drives: listing, mounting, ejecting them; and what speaks for or against one. */
export const drivesErrors = {
  ...driveVerdictErrors,
  DRIVES_TOOL_MISSING: {
    en: {
      what: 'Drives cannot be listed: the system’s tool {tool} is not installed.',
      next: 'Install the package {package}, or choose a folder instead: everything works with folders too.',
    },
    zh: {
      what: '无法列出磁盘：系统未安装工具 {tool}。',
      next: '请安装软件包 {package}；也可以直接选择目录，所有功能同样可用。',
    },
  },
  DRIVES_TOOL_FAILED: {
    en: {
      what: 'Drives cannot be listed: {tool} did not answer as expected.',
      next: 'Try again; a drive in trouble can hold it up. Until then choose a folder instead.',
    },
    zh: {
      what: '无法列出磁盘：{tool} 未给出预期的结果。',
      next: '请重试；有故障的磁盘可能会使其卡住。在此之前可以直接选择目录。',
    },
  },
  DRIVES_UNSUPPORTED: {
    en: {
      what: 'Sluice does not know how to list drives on this operating system.',
      next: 'Mount the medium yourself and choose its folder: everything works with folders too.',
    },
    zh: {
      what: 'Sluice 无法在此操作系统上列出磁盘。',
      next: '请自行挂载介质并选择其目录，所有功能同样可用。',
    },
  },
  DRIVE_GONE: {
    en: {
      what: 'The drive is not plugged in any more.',
      next: 'Plug it in again; it is recognised by itself.',
    },
    zh: { what: '该介质已拔出。', next: '请重新插入，程序会自动识别。' },
  },
  DRIVE_NOT_REMOVABLE: {
    en: {
      what: '{device} is not a removable drive: it is not ejected.',
      next: 'Choose a removable drive.',
    },
    zh: { what: '{device} 不是可移动介质，不能弹出。', next: '请选择可移动介质。' },
  },
  DRIVE_AT_WORK: {
    en: {
      what: 'A job is using this drive.',
      next: 'Wait until it has ended, or pause it; then eject the drive.',
    },
    zh: { what: '有任务正在使用该介质。', next: '请等待任务结束或先暂停任务，然后再弹出。' },
  },
  DRIVE_BUSY: {
    en: {
      what: '{mountPoint} is in use by another program: it was not ejected. Everything written is safe on it.',
      next: 'Close file managers, terminals and editors that are open in that folder ("fuser -vm {mountPoint}" names them), then eject again.',
    },
    zh: {
      what: '{mountPoint} 正被其他程序使用，未能弹出。已写入的数据均已安全落盘。',
      next: '请关闭在该目录中打开的文件管理器、终端和编辑器（可用 “fuser -vm {mountPoint}” 查看），然后再次弹出。',
    },
  },
  DRIVE_EJECT_NEEDS_ROOT: {
    en: {
      what: 'Your user may not unmount {mountPoint}.',
      next: 'Run "sudo umount {mountPoint}" in a terminal. When it returns, the drive may be unplugged.',
    },
    zh: {
      what: '当前用户无权卸载 {mountPoint}。',
      next: '请在终端运行 “sudo umount {mountPoint}”，命令结束后即可拔出介质。',
    },
  },
  DRIVE_EJECT_FAILED: {
    en: {
      what: '{mountPoint} could not be unmounted.',
      next: 'Do not unplug the drive yet. Unmount it with the tools of the system; when that succeeds, it may be unplugged.',
    },
    zh: {
      what: '无法卸载 {mountPoint}。',
      next: '请先不要拔出介质。请使用系统工具卸载，成功后即可拔出。',
    },
  },
  DRIVE_EJECT_BY_HAND: {
    en: {
      what: 'Everything is written out, but {device} is still connected: the system did not eject it by itself.',
      next: 'Eject it in the system’s file manager, and unplug it when that says so.',
    },
    zh: {
      what: '数据已全部写入，但 {device} 仍处于连接状态：系统未能自动弹出。',
      next: '请在系统的文件管理器中弹出，看到提示后再拔出。',
    },
  },
  DRIVE_NOT_MOUNTABLE: {
    en: {
      what: '{device} could not be mounted.',
      next: 'It may be damaged, or this system may lack support for its file system. Check it on the machine where it was written.',
    },
    zh: {
      what: '无法挂载 {device}。',
      next: '介质可能已损坏，或当前系统不支持其文件系统。请在写入该介质的机器上检查。',
    },
  },
  DRIVE_MOUNT_NEEDS_ROOT: {
    en: {
      what: 'Your user may not mount {device}.',
      next: 'Run "sudo mount {device} /mnt" in a terminal, or install udisks2, which lets users mount removable media.',
    },
    zh: {
      what: '当前用户无权挂载 {device}。',
      next: '请在终端运行 “sudo mount {device} /mnt”，或安装 udisks2，以便普通用户挂载可移动介质。',
    },
  },
} as const satisfies ErrorArea;
