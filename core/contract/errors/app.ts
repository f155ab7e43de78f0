import type { ErrorArea } from './text.ts';

/** The application as a whole: calls between a page and the host. */
export const appErrors = {
  APP_COMMAND_UNKNOWN: {
    en: {
      what: 'The page asked for {command}, which this version of Sluice does not know.',
      next: 'Reload the page. If it stays, page and program are of different versions: start Sluice again.',
    },
    zh: {
      what: '页面请求了 {command}，当前版本的 Sluice 不支持。',
      next: '请重新加载页面。如仍出现，说明页面与程序版本不一致：请重新启动 Sluice。',
    },
  },
  APP_INPUT_INVALID: {
    en: {
      what: 'The page sent {command} with a value that is not allowed (field {field}). Nothing was done.',
      next: 'Correct the value. If you did not type it, reload the page.',
    },
    zh: {
      what: '页面发送的 {command} 含有不允许的值（字段 {field}）。未执行任何操作。',
      next: '请更正该值。如果不是您输入的，请重新加载页面。',
    },
  },
  APP_VIEWER_ONLY: {
    en: {
      what: 'Another window controls Sluice; this one can only look.',
      next: 'Use the other window, or close it and reload this page.',
    },
    zh: {
      what: '另一个窗口正在控制 Sluice，本窗口只能查看。',
      next: '请使用另一个窗口，或将其关闭后重新加载本页面。',
    },
  },
  APP_BUSY: {
    en: {
      what: 'A job is at work, so Sluice was not ended.',
      next: 'Wait for it, or end anyway: the job is interrupted and can be resumed later without losing what is finished.',
    },
    zh: {
      what: '有任务正在运行，Sluice 未退出。',
      next: '请等待任务结束，或选择强制退出：任务会中断，之后可以恢复，已完成的内容不会丢失。',
    },
  },
  APP_QUIT_UNSUPPORTED: {
    en: {
      what: 'This Sluice cannot be ended from a page.',
      next: 'End it where it was started, for example with Ctrl+C in its terminal.',
    },
    zh: {
      what: '无法从页面退出此 Sluice。',
      next: '请在启动它的地方结束，例如在其终端中按 Ctrl+C。',
    },
  },
  SETTINGS_NOT_SAVED: {
    en: {
      what: 'The settings could not be saved in {file} ({reason}). The old settings stay.',
      next: 'Make room or correct the permissions of the folder, then change the setting again.',
    },
    zh: {
      what: '无法将设置保存到 {file}（{reason}）。原有设置保持不变。',
      next: '请释放空间或更正该目录的权限，然后重新修改设置。',
    },
  },
  SETTINGS_LOCKED: {
    en: {
      what: 'The setting "{key}" is fixed by the administrator of this machine in {file}.',
      next: 'Ask the administrator to change it there.',
    },
    zh: {
      what: '设置项“{key}”已由本机管理员在 {file} 中固定。',
      next: '如需更改，请联系管理员修改该文件。',
    },
  },
  SETTINGS_ADDRESS_INVALID: {
    en: {
      what: 'The address for "{key}" cannot be used. Nothing was saved.',
      next: 'Write a whole http or https address without user name and password, such as https://osus.example.com/graph, or leave it empty.',
    },
    zh: {
      what: '“{key}”的地址无法使用，未保存任何内容。',
      next: '请填写完整的 http 或 https 地址，不含用户名和密码，例如 https://osus.example.com/graph；也可以留空。',
    },
  },
  SETTINGS_DAMAGED: {
    en: {
      what: 'The settings file {file} was damaged; the usual settings are in use.',
      next: 'Choose your settings again. The damaged file was kept as {aside}.',
    },
    zh: {
      what: '设置文件 {file} 已损坏，当前使用默认设置。',
      next: '请重新选择设置。损坏的文件已保留为 {aside}。',
    },
  },
  SETTINGS_VALUE_UNKNOWN: {
    en: {
      what: '{file} has values that this version does not know: {keys}. The usual ones are used instead.',
      next: 'They were perhaps written by another version of Sluice. They stay in the file until you change these settings here.',
    },
    zh: {
      what: '{file} 中有当前版本无法识别的值：{keys}，已改用默认值。',
      next: '这些值可能由其他版本的 Sluice 写入。在此处修改相应设置之前，它们会保留在文件中。',
    },
  },
  SETTINGS_ADMINISTRATOR_UNUSABLE: {
    en: {
      what: "The administrator's settings file {file} cannot be used in part or at all: {keys}.",
      next: 'Tell the administrator of this machine. It must be a JSON file, readable for everybody, with the keys and values of settings.json.',
    },
    zh: {
      what: '管理员的设置文件 {file} 部分或全部无法使用：{keys}。',
      next: '请告知本机管理员：该文件须为所有用户可读的 JSON 文件，键和值与 settings.json 相同。',
    },
  },
  STATE_NOT_READ: {
    en: {
      what: '{file} cannot be read ({reason}).',
      next: 'Correct the permissions of the file and its folder: they belong to the user who runs Sluice. Then try again.',
    },
    zh: {
      what: '无法读取 {file}（{reason}）。',
      next: '请更正该文件及其目录的权限（应属于运行 Sluice 的用户），然后重试。',
    },
  },
  STATE_NOT_SAVED: {
    en: {
      what: '{file} could not be saved ({reason}). What was there before stays.',
      next: 'Make room or correct the permissions of the folder, then do it again.',
    },
    zh: {
      what: '无法保存 {file}（{reason}）。原有内容保持不变。',
      next: '请释放空间或更正该目录的权限，然后重新操作。',
    },
  },
  STATE_DAMAGED: {
    en: {
      what: '{file} was damaged and is not used.',
      next: 'Enter again what it held. The damaged file was kept as {aside}.',
    },
    zh: { what: '{file} 已损坏，未使用。', next: '请重新输入其中的内容。损坏的文件已保留为 {aside}。' },
  },
  PRACTICE_NOT_RUNNING: {
    en: {
      what: 'This belongs to the Practice environment, which is not running.',
      next: 'Start the Practice environment on the home page, then try again. What was practised is still there.',
    },
    zh: {
      what: '此项属于练习环境，而练习环境未在运行。',
      next: '请在主页启动练习环境后重试。先前练习的内容仍然保留。',
    },
  },
  PRACTICE_BUSY: {
    en: {
      what: 'A job of the Practice environment is at work.',
      next: 'Wait for it to end, or cancel it, and try again.',
    },
    zh: { what: '练习环境中有任务正在运行。', next: '请等待任务结束或将其取消，然后重试。' },
  },
} as const satisfies ErrorArea;
