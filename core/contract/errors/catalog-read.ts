import type { ErrorArea } from './text.ts';

const publisher = {
  en: 'The rest of the catalogue can be used. Report it to whoever publishes the catalogue.',
  zh: '目录的其余部分仍可使用。请向目录发布方反映。',
} as const;

const hostile = {
  en: 'It was not used. Check the catalogue at its source: it may be made to exhaust this machine.',
  zh: '该目录未被使用。请检查其来源，它可能是为耗尽本机资源而制作的。',
} as const;

/** Reading a file-based operator catalogue out of its image. */
export const catalogReadErrors = {
  CATALOG_LABEL_ABSENT: {
    en: {
      what: '{catalog} is not an operator catalogue: its image has no label {label}.',
      next: 'Check the reference under "operators" in the configuration.',
    },
    zh: {
      what: '{catalog} 不是 Operator 目录：镜像没有标签 {label}。',
      next: '请检查配置中 “operators” 下的引用。',
    },
  },
  CATALOG_IS_DATABASE: {
    en: {
      what: '{catalog} is a catalogue in the old SQLite format (it has no label {label}).',
      next: 'Use a catalogue of OpenShift 4.11 or later, or convert it with "opm migrate".',
    },
    zh: {
      what: '{catalog} 是旧的 SQLite 格式目录（没有标签 {label}）。',
      next: '请使用 OpenShift 4.11 或更高版本的目录，或用 “opm migrate” 转换。',
    },
  },
  CATALOG_LABEL_INVALID: {
    en: {
      what: '{catalog} names "{label}" as the folder of its content, which is not a folder of its own in the image.',
      next: 'It was not used. Report it to whoever publishes the catalogue.',
    },
    zh: {
      what: '{catalog} 指定的内容目录“{label}”不是镜像内的独立目录。',
      next: '该目录未被使用，请向目录发布方反映。',
    },
  },
  CATALOG_EMPTY: {
    en: {
      what: '{catalog} has no files under {label}.',
      next: 'There is nothing in it to choose from. Check the reference and the image at its source.',
    },
    zh: { what: '{catalog} 的 {label} 下没有任何文件。', next: '其中没有可选内容，请检查引用和镜像来源。' },
  },
  CATALOG_TOO_MANY_FILES: {
    en: { what: 'The catalogue has more than {limit} files.', next: hostile.en },
    zh: { what: '目录中的文件超过 {limit} 个。', next: hostile.zh },
  },
  CATALOG_CONTENT_TOO_LARGE: {
    en: { what: 'The files of the catalogue exceed {limit} bytes.', next: hostile.en },
    zh: { what: '目录的文件超过 {limit} 字节。', next: hostile.zh },
  },
  CATALOG_TOO_MANY_BLOBS: {
    en: { what: 'The catalogue has more than {limit} entries.', next: hostile.en },
    zh: { what: '目录中的条目超过 {limit} 个。', next: hostile.zh },
  },
  CATALOG_TOO_DEMANDING: {
    en: {
      what: 'Reading {catalog} takes more memory than any real catalogue needs, and was stopped.',
      next: hostile.en,
    },
    zh: { what: '读取 {catalog} 所需的内存远超正常目录，已停止。', next: hostile.zh },
  },
  CATALOG_STALLED: {
    en: {
      what: 'Reading {catalog} made no progress for {seconds} seconds, and was stopped.',
      next: hostile.en,
    },
    zh: { what: '读取 {catalog} 在 {seconds} 秒内没有进展，已停止。', next: hostile.zh },
  },
  CATALOG_STORAGE_FAILED: {
    en: {
      what: 'What was read of {catalog} could not be kept in {directory} ({reason}).',
      next: 'Free some space there or correct its permissions, then try again.',
    },
    zh: {
      what: '无法将读取到的 {catalog} 内容保存到 {directory}（{reason}）。',
      next: '请在该处释放空间或更正权限后重试。',
    },
  },
  CATALOG_INDEX_DAMAGED: {
    en: {
      what: 'What is kept of {catalog} on this machine was damaged.',
      next: 'Open the catalogue again: it is then read anew.',
    },
    zh: { what: '本机保存的 {catalog} 内容已损坏。', next: '请重新打开该目录，届时将重新读取。' },
  },
  CATALOG_FILE_IS_LINK: {
    en: {
      what: '{file} in the catalogue is a link, which is not followed (package {package}).',
      next: publisher.en,
    },
    zh: { what: '目录中的 {file} 是链接，未予跟随（软件包 {package}）。', next: publisher.zh },
  },
  CATALOG_IGNORE_TOO_LARGE: {
    en: { what: '{file} in the catalogue exceeds {limit} bytes and was not heeded.', next: publisher.en },
    zh: { what: '目录中的 {file} 超过 {limit} 字节，未予采用。', next: publisher.zh },
  },
  CATALOG_JSON_INVALID: {
    en: {
      what: '{file} has an entry that is not a valid JSON object (package {package}).',
      next: publisher.en,
    },
    zh: { what: '{file} 中有一个条目不是有效的 JSON 对象（软件包 {package}）。', next: publisher.zh },
  },
  CATALOG_YAML_INVALID: {
    en: {
      what: '{file} has an entry that is not valid YAML (package {package}): {reason}',
      next: publisher.en,
    },
    zh: { what: '{file} 中有一个条目不是有效的 YAML（软件包 {package}）：{reason}', next: publisher.zh },
  },
  CATALOG_YAML_ALIASES: {
    en: {
      what: '{file} has an entry that exceeds {limit} bytes when its aliases are written out (package {package}).',
      next: publisher.en,
    },
    zh: { what: '{file} 中有一个条目展开别名后超过 {limit} 字节（软件包 {package}）。', next: publisher.zh },
  },
  CATALOG_BLOB_TOO_LARGE: {
    en: {
      what: '{file} has an entry of {size} bytes; at most {limit} are read (package {package}).',
      next: publisher.en,
    },
    zh: {
      what: '{file} 中有一个条目为 {size} 字节，超过上限 {limit}（软件包 {package}）。',
      next: publisher.zh,
    },
  },
  CATALOG_BLOB_TOO_DEEP: {
    en: {
      what: '{file} has an entry that nests deeper than {limit} levels (package {package}).',
      next: publisher.en,
    },
    zh: { what: '{file} 中有一个条目的嵌套超过 {limit} 层（软件包 {package}）。', next: publisher.zh },
  },
  CATALOG_BLOB_TOO_MANY_VALUES: {
    en: { what: '{file} has an entry of more than {limit} values (package {package}).', next: publisher.en },
    zh: { what: '{file} 中有一个条目的值超过 {limit} 个（软件包 {package}）。', next: publisher.zh },
  },
  CATALOG_BLOB_WITHOUT_SCHEMA: {
    en: { what: '{file} has an entry without a schema (package {package}).', next: publisher.en },
    zh: { what: '{file} 中有一个条目缺少 schema（软件包 {package}）。', next: publisher.zh },
  },
  CATALOG_BLOB_FIELD_INVALID: {
    en: {
      what: 'In {file}, the {schema} "{name}" of package {package} has no valid "{field}".',
      next: publisher.en,
    },
    zh: {
      what: '{file} 中软件包 {package} 的 {schema}“{name}”缺少有效的“{field}”。',
      next: publisher.zh,
    },
  },
  CATALOG_PACKAGE_TWICE: {
    en: {
      what: 'Package {package} is described a second time in {file}; the first is used.',
      next: publisher.en,
    },
    zh: { what: '{file} 再次描述了软件包 {package}，采用先出现的一个。', next: publisher.zh },
  },
  CATALOG_CHANNEL_TWICE: {
    en: {
      what: 'Package {package} has the channel {channel} a second time in {file}; the first is used.',
      next: publisher.en,
    },
    zh: { what: '{file} 中软件包 {package} 的通道 {channel} 重复，采用先出现的一个。', next: publisher.zh },
  },
  CATALOG_BUNDLE_TWICE: {
    en: {
      what: 'Package {package} has the bundle {bundle} a second time in {file}; the first is used.',
      next: publisher.en,
    },
    zh: { what: '{file} 中软件包 {package} 的 bundle {bundle} 重复，采用先出现的一个。', next: publisher.zh },
  },
  CATALOG_FINDINGS_UNKEPT: {
    en: { what: '{count} further findings about this catalogue are not listed.', next: publisher.en },
    zh: { what: '该目录另有 {count} 条发现未列出。', next: publisher.zh },
  },
} as const satisfies ErrorArea;
