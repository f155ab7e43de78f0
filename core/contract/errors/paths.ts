import type { ErrorArea } from './text.ts';

/** Folders and files that people choose, and the tokens that stand for them. */
export const pathsErrors = {
  PATH_TOKEN_UNKNOWN: {
    en: {
      what: 'The folder or file that was chosen is not known any more: the choice was made too long ago, or on another machine.',
      next: 'Choose it again. Nothing was changed.',
    },
    zh: {
      what: '所选的目录或文件已失效：选择时间过久，或是在另一台机器上选择的。',
      next: '请重新选择。尚未做任何更改。',
    },
  },
  PATH_TOKEN_PURPOSE: {
    en: {
      what: '{path} was chosen for something else than it is to be used for now.',
      next: 'Choose it again in the place where it is asked for. Nothing was changed.',
    },
    zh: {
      what: '{path} 是为其他用途选择的，不能用于当前操作。',
      next: '请在当前位置重新选择。尚未做任何更改。',
    },
  },
  PATH_GONE: {
    en: {
      what: '{path} is not there any more.',
      next: 'If it lies on a drive, plug the drive in and mount it. Otherwise choose another folder or file.',
    },
    zh: {
      what: '{path} 已不存在。',
      next: '如果它位于可移动介质上，请插入并挂载该介质；否则请选择其他目录或文件。',
    },
  },
  PATH_DRIVE_AWAY: {
    en: {
      what: '{path} lies on a drive that is not plugged in, or not mounted.',
      next: 'Plug in that same drive and mount it; it is recognised wherever it is mounted. Or choose another folder.',
    },
    zh: {
      what: '{path} 所在的介质未插入或未挂载。',
      next: '请插入同一介质并挂载，无论挂载到何处程序都能识别；也可以选择其他目录。',
    },
  },
  PATH_CHANGED: {
    en: {
      what: '{path} leads to another place than when it was chosen: a folder on the way was replaced by a link.',
      next: 'Find out who replaced it. If the new place is right, choose it again.',
    },
    zh: {
      what: '{path} 现在指向的位置与选择时不同：途中的某个目录被替换成了链接。',
      next: '请查明是谁替换的。如果新位置正确，请重新选择。',
    },
  },
  PATH_OUTSIDE_ROOTS: {
    en: {
      what: '{path} lies outside the folders that Sluice was started for ({roots}).',
      next: 'Choose a folder inside them, or start "sluice serve" with another --root.',
    },
    zh: {
      what: '{path} 不在 Sluice 启动时允许的目录（{roots}）之内。',
      next: '请选择其中的目录，或使用其他 --root 重新启动 “sluice serve”。',
    },
  },
  PATH_NO_PERMISSION: {
    en: {
      what: 'Your user may not open {path}.',
      next: 'Choose another place, or have its owner give you access; then open it again.',
    },
    zh: {
      what: '当前用户无权打开 {path}。',
      next: '请选择其他位置，或请其所有者授权后再次打开。',
    },
  },
  PATH_READ_FAILED: {
    en: {
      what: '{path} could not be read ({reason}).',
      next: 'Check that its drive is connected and healthy, then open it again.',
    },
    zh: {
      what: '无法读取 {path}（{reason}）。',
      next: '请确认所在磁盘已连接且状态正常，然后再次打开。',
    },
  },
  PATH_NOT_FOLDER: {
    en: { what: '{path} is not a folder.', next: 'Choose a folder.' },
    zh: { what: '{path} 不是目录。', next: '请选择一个目录。' },
  },
  PATH_NOT_FILE: {
    en: {
      what: '{path} is not a plain file.',
      next: 'Choose a file. Devices, pipes and folders cannot be read.',
    },
    zh: { what: '{path} 不是普通文件。', next: '请选择一个文件。无法读取设备、管道或目录。' },
  },
  PATHS_NOT_SAVED: {
    en: {
      what: 'The chosen folders could not be noted in {path} ({reason}).',
      next: 'You can go on. After a restart they have to be chosen again; free space or correct the permissions there to avoid that.',
    },
    zh: {
      what: '无法将所选目录记录到 {path}（{reason}）。',
      next: '可以继续操作，但重启后需要重新选择。如要避免，请清理空间或更正该处的权限。',
    },
  },
  NAME_EMPTY: {
    en: { what: 'The name is empty.', next: 'Type a name.' },
    zh: { what: '名称为空。', next: '请输入名称。' },
  },
  NAME_TOO_LONG: {
    en: {
      what: 'The name has {length} bytes; {limit} are possible.',
      next: 'Choose a shorter name.',
    },
    zh: { what: '名称长度为 {length} 字节，最多 {limit} 字节。', next: '请使用更短的名称。' },
  },
  NAME_CHARACTER: {
    en: {
      what: 'The name {name} holds a character that not every system accepts: {character}.',
      next: 'Use letters, digits, spaces, "-", "_" and single dots: the medium may be read on another system.',
    },
    zh: {
      what: '名称 {name} 中含有并非所有系统都支持的字符：{character}。',
      next: '请使用字母、数字、汉字、空格、“-”、“_”和单个点号，因为介质可能在其他系统上读取。',
    },
  },
  NAME_DOTS: {
    en: {
      what: 'The name {name} begins or ends with a dot or a space.',
      next: 'Leave the dot or space away: such names are hidden or lost on other systems.',
    },
    zh: {
      what: '名称 {name} 以点号或空格开头或结尾。',
      next: '请去掉该点号或空格：这类名称在其他系统上会被隐藏或丢失。',
    },
  },
  NAME_RESERVED: {
    en: {
      what: 'The name {name} means a device on Windows.',
      next: 'Choose another name: the medium could not be read there.',
    },
    zh: {
      what: '名称 {name} 在 Windows 中表示设备。',
      next: '请换一个名称，否则介质无法在 Windows 上读取。',
    },
  },
  FOLDER_EXISTS: {
    en: {
      what: 'There is already something called {name} in {place}.',
      next: 'Choose another name, or open it.',
    },
    zh: { what: '{place} 中已有名为 {name} 的内容。', next: '请换一个名称，或直接打开它。' },
  },
  FOLDER_NOT_MADE: {
    en: {
      what: 'The folder {name} could not be made in {place} ({reason}).',
      next: 'Choose a place that you may write to.',
    },
    zh: { what: '无法在 {place} 中创建目录 {name}（{reason}）。', next: '请选择有写权限的位置。' },
  },
  FILE_NOT_TEXT: {
    en: {
      what: '{path} is not a text file in UTF-8.',
      next: 'Choose the right file, or save it as UTF-8 in an editor.',
    },
    zh: { what: '{path} 不是 UTF-8 文本文件。', next: '请选择正确的文件，或在编辑器中另存为 UTF-8 编码。' },
  },
  FILE_TOO_LARGE: {
    en: {
      what: '{path} has {size}; at most {limit} are read.',
      next: 'Choose the right file: no configuration is that large.',
    },
    zh: { what: '{path} 大小为 {size}，最多读取 {limit}。', next: '请选择正确的文件：配置文件不会这么大。' },
  },
  FILE_HOLDS_SECRETS: {
    en: {
      what: '{path} holds a password, token or private key. It is not shown.',
      next: 'Choose a configuration. Credentials are chosen under Registries, where they are used but never displayed.',
    },
    zh: {
      what: '{path} 中含有密码、令牌或私钥，因此不予显示。',
      next: '请选择配置文件。凭据请在“镜像仓库”页面中选择，在那里只使用而不显示。',
    },
  },
  FILE_EXISTS: {
    en: {
      what: 'There is already a file {name} in {place}.',
      next: 'Choose another name, or say that it may be replaced.',
    },
    zh: { what: '{place} 中已有文件 {name}。', next: '请换一个名称，或确认替换该文件。' },
  },
  FILE_NOT_WRITTEN: {
    en: {
      what: '{path} could not be written ({reason}). What was there before is unchanged.',
      next: 'Free space or correct the permissions, or choose another folder; then save again.',
    },
    zh: {
      what: '无法写入 {path}（{reason}）。原有内容未变。',
      next: '请清理空间、更正权限或选择其他目录，然后再次保存。',
    },
  },
  DIALOGS_UNAVAILABLE: {
    en: {
      what: 'This window has no file dialogs of the system.',
      next: 'Use the folder list of the page.',
    },
    zh: { what: '当前窗口无法使用系统的文件对话框。', next: '请使用页面中的目录列表。' },
  },
} as const satisfies ErrorArea;
