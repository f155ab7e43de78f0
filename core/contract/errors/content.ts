import type { ErrorArea } from './text.ts';

/** Choosing content, and the request that a wizard makes of it. */
export const contentErrors = {
  RUN_ENDS_UNFIT: {
    en: {
      what: 'This step ({flow}) cannot go from "{source}" to "{destination}" in the environment "{site}". Nothing was started.',
      next: 'Go back to the steps for source and destination and choose again.',
    },
    zh: {
      what: '在“{site}”环境中，此流程（{flow}）不能从“{source}”到“{destination}”。尚未开始任何操作。',
      next: '请返回来源和目标步骤重新选择。',
    },
  },
  RUN_SAME_FOLDER: {
    en: {
      what: '{folder} is chosen both to read from and to write to. Nothing was started.',
      next: 'Choose another folder for the new set.',
    },
    zh: {
      what: '{folder} 同时被选为读取目录和写入目录。尚未开始任何操作。',
      next: '请为新的传输集选择其他目录。',
    },
  },
  RUN_REGISTRY_INVALID: {
    en: {
      what: '"{value}" is no registry address.',
      next: 'Write host or host:port, without https://, and the namespace in lower case, such as "team/mirror".',
    },
    zh: {
      what: '“{value}”不是有效的镜像仓库地址。',
      next: '请填写 host 或 host:port，不要带 https://；命名空间请使用小写，例如 “team/mirror”。',
    },
  },
  CONFIG_EDIT_UNREADABLE: {
    en: {
      what: 'The configuration cannot be read as YAML (line {line}), so the form has nothing to change. It was left as it is.',
      next: 'Correct the text first; its problems are listed beside it.',
    },
    zh: {
      what: '该配置无法按 YAML 读取（第 {line} 行），表单无法修改。内容未作改动。',
      next: '请先在文本中更正，问题列在文本旁边。',
    },
  },
  CONFIG_EDIT_SHARED: {
    en: {
      what: 'Line {line} is shared with other places by the YAML alias {name}. A change there would change them as well, so it was not made.',
      next: 'Change it in the text, or write the values out where the alias stands.',
    },
    zh: {
      what: '第 {line} 行通过 YAML 别名 {name} 与其他位置共用。在此处修改会同时改变其他位置，因此未作改动。',
      next: '请在文本中修改，或在使用别名的位置直接写出各值。',
    },
  },
  CONFIG_EDIT_SHAPE: {
    en: {
      what: '"{field}" (line {line}) holds another kind of value than the form can change. It was left as it is.',
      next: 'Correct it in the text first.',
    },
    zh: {
      what: '“{field}”（第 {line} 行）的值不是表单可以修改的类型。内容未作改动。',
      next: '请先在文本中更正。',
    },
  },
  CONFIG_EDIT_NOT_FOUND: {
    en: {
      what: 'The configuration no longer has "{name}". It was left as it is.',
      next: 'Look at the text: it may have been changed in another window.',
    },
    zh: {
      what: '配置中已没有“{name}”。内容未作改动。',
      next: '请查看文本：它可能已在另一个窗口中被修改。',
    },
  },
  CONFIG_EDIT_UNCLEAR: {
    en: {
      what: 'The part at line {line} is written in a way that a form cannot change without touching more than was asked for. It was left as it is.',
      next: 'Make this change in the text.',
    },
    zh: {
      what: '第 {line} 行附近的写法使表单无法只修改所要求的内容。内容未作改动。',
      next: '请直接在文本中修改。',
    },
  },
  CONFIG_TOO_SLOW: {
    en: {
      what: 'The configuration of {size} was not understood within {seconds} seconds. It was left as it is.',
      next: 'Check that it is the right file. If it really is this large, mirror it in several smaller configurations.',
    },
    zh: {
      what: '大小为 {size} 的配置在 {seconds} 秒内未能解析完成。内容未作改动。',
      next: '请确认文件无误。如果内容确实如此庞大，请拆分为多个较小的配置分别镜像。',
    },
  },
  RELEASE_CHANNELS_UNKNOWN: {
    en: {
      what: 'Nothing here tells which channels there are: no update service is named, and no set was imported that carries its graphs.',
      next: 'Import a set first, name the update service in the settings, or type the channel.',
    },
    zh: {
      what: '此处无法得知有哪些通道：未配置更新服务，也没有导入过带有升级图的传输集。',
      next: '请先导入传输集、在设置中填写更新服务地址，或直接输入通道名称。',
    },
  },
} as const satisfies ErrorArea;
