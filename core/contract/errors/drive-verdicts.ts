import type { ErrorArea } from './text.ts';

/** What speaks for or against a drive, for what it is wanted for. */
export const driveVerdictErrors = {
  DRIVE_SYSTEM: {
    en: {
      what: 'This machine runs from this drive.',
      next: 'Plug in the medium that is to be carried. To write to this disk all the same, choose a folder on it.',
    },
    zh: {
      what: '本机系统运行在该磁盘上。',
      next: '请插入用于携带的介质。如确需写入该磁盘，请选择其中的目录。',
    },
  },
  DRIVE_FIXED: {
    en: {
      what: 'This drive is built in: it cannot be unplugged and carried.',
      next: 'Use it as a stop on the way, or plug in a removable drive.',
    },
    zh: { what: '这是内置磁盘，无法拔出携带。', next: '可以用作中转，或插入可移动介质。' },
  },
  DRIVE_NETWORK: {
    en: {
      what: 'This is a network share, not a medium.',
      next: 'Use it as a stop on the way; the transfer itself then needs a medium or a link of its own.',
    },
    zh: { what: '这是网络共享，不是介质。', next: '可以用作中转；实际传输仍需要介质或专用链路。' },
  },
  DRIVE_HOLDS_SOURCE: {
    en: {
      what: 'The content that is read comes from this drive.',
      next: 'Choose another drive to write to, so that the original stays as it is.',
    },
    zh: { what: '所读取的内容就在该介质上。', next: '请选择其他介质写入，以保证原内容不变。' },
  },
  DRIVE_READ_ONLY: {
    en: {
      what: 'The drive is read-only.',
      next: 'Move its write-protect switch, or mount it writable ("mount -o remount,rw {device}"), or use another drive.',
    },
    zh: {
      what: '该介质为只读。',
      next: '请拨动写保护开关，或以可写方式重新挂载（“mount -o remount,rw {device}”），或换用其他介质。',
    },
  },
  DRIVE_NO_PERMISSION: {
    en: {
      what: 'Your user may not write at the top of {mountPoint}.',
      next: 'Choose a folder on it that belongs to you, or have an administrator make one: "mkdir" and "chown" on {mountPoint}.',
    },
    zh: {
      what: '当前用户无权写入 {mountPoint} 的顶层目录。',
      next: '请选择其中属于您的目录，或请管理员在 {mountPoint} 上用 “mkdir” 和 “chown” 为您创建一个。',
    },
  },
  DRIVE_TOO_SMALL: {
    en: {
      what: 'The drive holds {capacity}; {needed} are needed.',
      next: 'Use a larger drive, or select less.',
    },
    zh: { what: '介质容量为 {capacity}，需要 {needed}。', next: '请使用更大的介质，或减少所选内容。' },
  },
  DRIVE_SPACE_LOW: {
    en: {
      what: '{free} are free; {needed} are needed.',
      next: 'Delete what is not needed on the drive, use another one, or select less.',
    },
    zh: {
      what: '剩余空间 {free}，需要 {needed}。',
      next: '请删除介质上不需要的内容、换用其他介质，或减少所选内容。',
    },
  },
  DRIVE_FILES_LOW: {
    en: {
      what: 'The drive can take only {free} more {free|file|files} (inodes), whatever their size.',
      next: 'Delete small files on it, or use another drive.',
    },
    zh: {
      what: '该介质最多只能再存放 {free} 个文件（inode），与文件大小无关。',
      next: '请删除其中的小文件，或换用其他介质。',
    },
  },
  DRIVE_FILE_LIMIT: {
    en: {
      what: 'Files on {fileSystem} hold at most {limit}, and one layer has {largest}: its archive file is laid down in parts.',
      next: 'Nothing to do for Sluice, which reads the parts as one file. For oc-mirror they have to be joined first: then rather use a drive formatted as exFAT, ext4 or XFS.',
    },
    zh: {
      what: '{fileSystem} 上的单个文件最大为 {limit}，而有一个层的大小为 {largest}：其归档文件将分成若干部分存放。',
      next: 'Sluice 会将各部分作为一个文件读取，无需处理。若用 oc-mirror 加载则须先拼接，此时建议使用格式化为 exFAT、ext4 或 XFS 的介质。',
    },
  },
  DRIVE_FILES_DIVIDED: {
    en: {
      what: 'Files on {fileSystem} hold at most {limit}: the archive is written in pieces of that size.',
      next: 'Nothing to do.',
    },
    zh: { what: '{fileSystem} 上的单个文件最大为 {limit}：归档将按此大小分卷写入。', next: '无需处理。' },
  },
  DRIVE_NO_JOURNAL: {
    en: {
      what: '{fileSystem} has no journal: unplugged while it is written to, it can lose files.',
      next: 'Always eject it before you unplug it. Sluice does that when it is asked to.',
    },
    zh: {
      what: '{fileSystem} 没有日志：写入过程中拔出可能会丢失文件。',
      next: '拔出之前务必先弹出。可以让 Sluice 在完成后自动弹出。',
    },
  },
  DRIVE_NOT_MOUNTED: {
    en: {
      what: '{device} is plugged in but not mounted.',
      next: 'Mount it here, or in the system’s file manager.',
    },
    zh: { what: '{device} 已插入但尚未挂载。', next: '请在此处挂载，或使用系统的文件管理器挂载。' },
  },
  DRIVE_PRACTICE_UNPLUGGED: {
    en: {
      what: 'The practice medium was ejected, as if it had been unplugged.',
      next: 'Mount it to plug it in again.',
    },
    zh: { what: '练习介质已弹出，相当于已被拔出。', next: '点击“挂载”即可重新插入。' },
  },
  DRIVE_ENCRYPTED: {
    en: {
      what: '{device} is encrypted and locked.',
      next: 'Unlock it first, in the system’s file manager or with "udisksctl unlock -b {device}". Sluice never asks for its passphrase.',
    },
    zh: {
      what: '{device} 已加密且处于锁定状态。',
      next: '请先在系统的文件管理器中解锁，或运行 “udisksctl unlock -b {device}”。Sluice 不会询问其密码。',
    },
  },
  DRIVE_CONTENT_UNKNOWN: {
    en: {
      what: 'What is on {device} cannot be told by this user.',
      next: 'Mount it to see, or start Sluice as a user who may look at the device.',
    },
    zh: {
      what: '当前用户无法得知 {device} 上的内容。',
      next: '请挂载后查看，或以有权访问该设备的用户启动 Sluice。',
    },
  },
  DRIVE_FILE_SYSTEM_UNKNOWN: {
    en: {
      what: 'The file system {fileSystem} is not one that Sluice knows.',
      next: 'It may work. Verify the set after writing, and check that the machine at the destination can read it.',
    },
    zh: {
      what: 'Sluice 不认识文件系统 {fileSystem}。',
      next: '也许可以使用。请在写入后校验归档，并确认目的地的机器能够读取它。',
    },
  },
  DRIVE_NO_FILE_SYSTEM: {
    en: {
      what: 'There is no file system on {device}. Sluice never formats a drive.',
      next: 'If nothing on it is needed, format it yourself: "mkfs.ext4 {device}" or "mkfs.xfs {device}" when only Linux machines will read it, "mkfs.exfat {device}" when Windows or macOS will too. Formatting erases everything: check the device name twice.',
    },
    zh: {
      what: '{device} 上没有文件系统。Sluice 不会格式化任何介质。',
      next: '如果其中没有需要的内容，请自行格式化：仅由 Linux 读取时使用 “mkfs.ext4 {device}” 或 “mkfs.xfs {device}”；还要由 Windows 或 macOS 读取时使用 “mkfs.exfat {device}”。格式化会清除全部数据，请反复核对设备名称。',
    },
  },
  DRIVE_NO_FILE_SYSTEM_MACOS: {
    en: {
      what: 'There is no file system on {device} that this system knows. Sluice never formats a drive.',
      next: 'If it was written on Linux, macOS may be unable to read it. If nothing on it is needed, erase it in Disk Utility as ExFAT (read everywhere) or APFS (only macOS), or with "diskutil eraseDisk ExFAT SLUICE {disk}". That erases everything: check the device name twice.',
    },
    zh: {
      what: '{device} 上没有系统可识别的文件系统。Sluice 不会格式化任何介质。',
      next: '如果它是在 Linux 上写入的，macOS 可能无法读取。如果其中没有需要的内容，请在“磁盘工具”中抹掉为 ExFAT（各系统通用）或 APFS（仅 macOS），或运行 “diskutil eraseDisk ExFAT SLUICE {disk}”。此操作会清除全部数据，请反复核对设备名称。',
    },
  },
  DRIVE_NO_FILE_SYSTEM_WINDOWS: {
    en: {
      what: 'There is no file system on {device} that this system knows. Sluice never formats a drive.',
      next: 'If it is locked with BitLocker, unlock it in the Explorer. If it was written on Linux, Windows may be unable to read it. If nothing on it is needed, format it in the Explorer as exFAT (read everywhere) or NTFS. Formatting erases everything: check the drive twice.',
    },
    zh: {
      what: '{device} 上没有系统可识别的文件系统。Sluice 不会格式化任何介质。',
      next: '如果它已被 BitLocker 锁定，请在资源管理器中解锁。如果它是在 Linux 上写入的，Windows 可能无法读取。如果其中没有需要的内容，请在资源管理器中格式化为 exFAT（各系统通用）或 NTFS。格式化会清除全部数据，请反复核对磁盘。',
    },
  },
  DRIVE_OUTSIDE_ROOTS: {
    en: {
      what: 'This drive lies outside the folders that Sluice was started for.',
      next: 'Start "sluice serve" with another --root that contains {mountPoint}.',
    },
    zh: {
      what: '该介质不在 Sluice 启动时允许的目录之内。',
      next: '请使用包含 {mountPoint} 的 --root 重新启动 “sluice serve”。',
    },
  },
} as const satisfies ErrorArea;
