import type { ErrorArea } from './text.ts';

/** A configuration as a file: its YAML, its kind, its fields. */
export const configFileErrors = {
  CONFIG_TOO_LARGE: {
    en: {
      what: 'The configuration has {size} bytes; at most {limit} are read.',
      next: 'Check that you gave the right file. A configuration has a few kilobytes.',
    },
    zh: {
      what: '配置文件有 {size} 字节，超过可读取的上限 {limit} 字节。',
      next: '请确认所选文件无误。正常的配置文件只有几 KB。',
    },
  },
  CONFIG_EMPTY: {
    en: {
      what: 'The configuration is empty.',
      next: 'Check that you gave the right file and that it was saved.',
    },
    zh: { what: '配置文件是空的。', next: '请确认所选文件无误，并且已经保存。' },
  },
  CONFIG_TEMPLATE: {
    en: {
      what: 'This is a template: it still holds placeholders in {{ }} or {% %}.',
      next: 'Have your automation render it first, and give the result.',
    },
    zh: {
      what: '这是一个模板：其中仍有 {{ }} 或 {% %} 占位符。',
      next: '请先用自动化工具生成最终文件，再使用生成的结果。',
    },
  },
  CONFIG_YAML_TAB: {
    en: {
      what: 'This line is indented with a tab. YAML allows only spaces.',
      next: 'Replace the tab with spaces, as many as the neighbouring lines have.',
    },
    zh: {
      what: '这一行使用了制表符缩进。YAML 只允许使用空格。',
      next: '请把制表符换成空格，并与相邻各行对齐。',
    },
  },
  CONFIG_YAML_INDENT: {
    en: {
      what: 'The indentation of this line does not fit the lines before it.',
      next: 'Align it with the entries of the same list or object; the cause may be one line above.',
    },
    zh: {
      what: '这一行的缩进与前面各行不一致。',
      next: '请与同一列表或对象的各项对齐；问题也可能出在上一行。',
    },
  },
  CONFIG_YAML_SYNTAX: {
    en: {
      what: 'This line is not valid YAML.',
      next: 'Look for a missing quote, bracket or colon here or one line above. Quote values that hold a colon followed by a space, or begin with a special character.',
    },
    zh: {
      what: '这一行不是有效的 YAML。',
      next: '请检查此处或上一行是否漏了引号、括号或冒号。若值中含有“冒号加空格”，或以特殊字符开头，请加引号。',
    },
  },
  CONFIG_MULTIPLE_DOCUMENTS: {
    en: {
      what: 'The file holds a second YAML document here; it would never be read.',
      next: 'Put each configuration into a file of its own, or remove the "---" line.',
    },
    zh: {
      what: '文件从此处开始是第二个 YAML 文档，它不会被读取。',
      next: '请把每份配置放入单独的文件，或删除“---”这一行。',
    },
  },
  CONFIG_ALIASES: {
    en: {
      what: 'The file uses more than {limit} YAML aliases (*name).',
      next: 'Write the values out. So many aliases can make a small file expand without end.',
    },
    zh: {
      what: '文件使用的 YAML 别名（*名称）超过 {limit} 个。',
      next: '请直接写出各值。过多的别名会使小文件无限膨胀。',
    },
  },
  CONFIG_ALIAS_UNKNOWN: {
    en: {
      what: 'The alias "*{alias}" refers to nothing above it.',
      next: 'Define it with "&{alias}", or quote the value if the asterisk is part of it.',
    },
    zh: {
      what: '别名“*{alias}”在其上方没有定义。',
      next: '请用“&{alias}”定义；如果星号是值的一部分，请给该值加引号。',
    },
  },
  CONFIG_MERGE_KEY: {
    en: { what: '"<<" (in {owner}) is not supported here.', next: 'Write the fields out where they belong.' },
    zh: { what: '{owner} 中的“<<”在此不受支持。', next: '请把各字段直接写在相应位置。' },
  },
  CONFIG_DUPLICATE_KEY: {
    en: {
      what: 'The field "{key}" is given twice in the same object; only one of them could count.',
      next: 'Merge the two, or remove one.',
    },
    zh: {
      what: '同一对象中重复给出了字段“{key}”，只有其中一个会生效。',
      next: '请合并两处，或删除其中一处。',
    },
  },
  CONFIG_KEY_CASE: {
    en: {
      what: '"{key}" is written in the wrong case; it is read as "{right}".',
      next: 'Write "{right}". Other versions of the tool may refuse or overlook it.',
    },
    zh: {
      what: '“{key}”的大小写不正确，已按“{right}”读取。',
      next: '请改写为“{right}”。其他版本的工具可能会拒绝或忽略它。',
    },
  },
  CONFIG_UNKNOWN_FIELD: {
    en: {
      what: 'There is no field "{field}" in {owner}.',
      next: 'Remove it, or move it where it belongs; the indentation decides that. Fields known here: {known}.',
    },
    zh: {
      what: '{owner} 中没有字段“{field}”。',
      next: '请删除它，或移到正确的位置（由缩进决定）。此处可用的字段：{known}。',
    },
  },
  CONFIG_UNKNOWN_FIELD_SUGGESTION: {
    en: {
      what: 'There is no field "{field}" in {owner}. Did you mean "{suggestion}"?',
      next: 'Correct the spelling. Unknown fields are refused, because what they ask for would silently be missing.',
    },
    zh: {
      what: '{owner} 中没有字段“{field}”。是否应为“{suggestion}”？',
      next: '请更正拼写。未知字段会被拒绝，否则相应内容会在不知情的情况下缺失。',
    },
  },
  CONFIG_STORAGE_CONFIG: {
    en: {
      what: '"{field}" belongs to the old v1alpha2 format. Nothing is kept there any more: what an enclave holds is known from its receipts or its registry.',
      next: 'Delete "{field}" and everything indented below it.',
    },
    zh: {
      what: '“{field}”属于旧的 v1alpha2 格式，现在不再使用：飞地已有的内容由其回执或镜像仓库得知。',
      next: '请删除“{field}”及其下缩进的所有行。',
    },
  },
  CONFIG_HEADS_ONLY: {
    en: {
      what: '"{field}" belongs to the old v1alpha1 format. Today the heads of channels are the default.',
      next: 'Delete it. If it was "false", write "full: true" instead to get all bundles.',
    },
    zh: {
      what: '“{field}”属于旧的 v1alpha1 格式。现在默认只取各通道的最新版本。',
      next: '请删除它。如果原值为 “false”，请改写为 “full: true” 以获取全部 bundle。',
    },
  },
  CONFIG_OLD_FIELD: {
    en: {
      what: '"{field}" belongs to an old format and is not known in v2alpha1.',
      next: 'Use this instead: {replacement}.',
    },
    zh: { what: '“{field}”属于旧格式，v2alpha1 中没有该字段。', next: '请改用：{replacement}。' },
  },
  CONFIG_TYPE_TEXT: {
    en: { what: '"{field}" has to be a text, not {value}.', next: 'Write one value in quotes.' },
    zh: { what: '“{field}”应为文本，而不是 {value}。', next: '请写成一个带引号的值。' },
  },
  CONFIG_TYPE_QUOTE: {
    en: {
      what: '"{field}" has to be a text, but YAML reads {value} without quotes as a number or as true/false.',
      next: 'Put it in quotes: "{value}".',
    },
    zh: {
      what: '“{field}”应为文本，但 {value} 不加引号会被 YAML 读成数字或真假值。',
      next: '请加引号：“{value}”应写成 "{value}"。',
    },
  },
  CONFIG_TYPE_BOOLEAN: {
    en: {
      what: '"{field}" has to be true or false, not {value}.',
      next: 'Write true or false, without quotes.',
    },
    zh: { what: '“{field}”应为 true 或 false，而不是 {value}。', next: '请写 true 或 false，不加引号。' },
  },
  CONFIG_TYPE_INTEGER: {
    en: {
      what: '"{field}" has to be a whole number, not {value}.',
      next: 'Write a whole number, without quotes and without a unit.',
    },
    zh: { what: '“{field}”应为整数，而不是 {value}。', next: '请写一个整数，不加引号，也不带单位。' },
  },
  CONFIG_TYPE_LIST: {
    en: {
      what: '"{field}" has to be a list, not {value}.',
      next: 'Begin each entry on its own line with "- ".',
    },
    zh: { what: '“{field}”应为列表，而不是 {value}。', next: '请让每一项另起一行，并以 “- ” 开头。' },
  },
  CONFIG_TYPE_MAPPING: {
    en: {
      what: '"{field}" has to be an object with fields, not {value}.',
      next: 'Write "name: value" lines below it. In a list of images or packages, each entry begins with "- name: ".',
    },
    zh: {
      what: '“{field}”应为带字段的对象，而不是 {value}。',
      next: '请在其下写“名称: 值”各行。镜像或软件包列表的每一项以 “- name: ” 开头。',
    },
  },
  CONFIG_EMPTY_ENTRY: {
    en: { what: '"{field}" is an empty entry.', next: 'Fill it in, or remove the "-".' },
    zh: { what: '“{field}”是空项。', next: '请填写内容，或删除这个“-”。' },
  },
  CONFIG_KIND_MISSING: {
    en: { what: 'The configuration has no "kind".', next: 'Add the line "kind: {expected}" at the top.' },
    zh: { what: '配置中没有 “kind”。', next: '请在文件开头加上 “kind: {expected}”。' },
  },
  CONFIG_KIND_WRONG: {
    en: {
      what: 'The file is of kind "{kind}", but "{expected}" is needed here.',
      next: 'Give the right file. Mirroring reads an ImageSetConfiguration, deleting a DeleteImageSetConfiguration.',
    },
    zh: {
      what: '该文件的 kind 为“{kind}”，而此处需要“{expected}”。',
      next: '请选择正确的文件。镜像使用 ImageSetConfiguration，删除使用 DeleteImageSetConfiguration。',
    },
  },
  CONFIG_STANZA_MISSING: {
    en: {
      what: 'The configuration has no "{stanza}" section.',
      next: 'Add "{stanza}:" and indent the content below it.',
    },
    zh: { what: '配置中没有 “{stanza}” 部分。', next: '请添加 “{stanza}:”，并把内容缩进写在其下。' },
  },
  CONFIG_STANZA_FORBIDDEN: {
    en: {
      what: '"{stanza}" is not allowed in this kind of configuration.',
      next: 'Move its content under "{expected}", or change "kind" if the file was meant for the other purpose.',
    },
    zh: {
      what: '此类配置中不允许出现 “{stanza}”。',
      next: '请把其内容移到 “{expected}” 之下；如果文件另有用途，请修改 “kind”。',
    },
  },
  CONFIG_WITHOUT_FIELDS: {
    en: {
      what: 'This is no configuration: there are no fields in it.',
      next: 'Check that -c names the right file. A configuration begins with "kind: ImageSetConfiguration".',
    },
    zh: {
      what: '这不是配置文件：其中没有任何字段。',
      next: '请确认 -c 指定的文件无误。配置文件以 “kind: ImageSetConfiguration” 开头。',
    },
  },
  CONFIG_API_VERSION_MISSING: {
    en: {
      what: 'There is no apiVersion; the file is read as {expected}.',
      next: 'Write "apiVersion: {expected}". oc-mirror up to 4.17 refuses a file without it.',
    },
    zh: {
      what: '缺少 apiVersion，文件按 {expected} 读取。',
      next: '请写上 “apiVersion: {expected}”。4.17 及更早的 oc-mirror 会拒绝没有它的文件。',
    },
  },
  CONFIG_API_VERSION: {
    en: {
      what: 'The apiVersion is "{apiVersion}"; the file is read as {expected}.',
      next: 'Write "apiVersion: {expected}". oc-mirror up to 4.17 refuses any other.',
    },
    zh: {
      what: 'apiVersion 为“{apiVersion}”，文件按 {expected} 读取。',
      next: '请写成 “apiVersion: {expected}”。4.17 及更早的 oc-mirror 会拒绝其他值。',
    },
  },
} as const satisfies ErrorArea;
