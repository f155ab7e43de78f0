import type { ErrorArea } from './text.ts';

/** A configuration changed by a form. */
export const configEditErrors = {
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
} as const satisfies ErrorArea;
