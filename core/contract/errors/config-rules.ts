import type { ErrorArea } from './text.ts';

/** What a configuration asks for: versions, names, patterns. */
export const configRuleErrors = {
  CONFIG_REQUIRED: {
    en: { what: '"{field}" is missing or empty.', next: 'Fill it in, or remove the entry.' },
    zh: { what: '“{field}”缺失或为空。', next: '请填写，或删除该项。' },
  },
  CONFIG_ARCHIVE_SIZE: {
    en: {
      what: 'archiveSize is {value}; it is the size of one archive file in GiB and cannot be negative.',
      next: 'Write a whole number from 1, or remove the line for the default of 500.',
    },
    zh: {
      what: 'archiveSize 为 {value}；它表示单个归档文件的大小（GiB），不能为负数。',
      next: '请写大于等于 1 的整数，或删除该行以使用默认值 500。',
    },
  },
  CONFIG_DUPLICATE_CATALOG: {
    en: {
      what: 'The catalogue "{catalog}" is listed twice.',
      next: 'Merge the packages of both entries into one.',
    },
    zh: { what: '目录镜像“{catalog}”重复出现。', next: '请把两项的软件包合并为一项。' },
  },
  CONFIG_DUPLICATE_PACKAGE: {
    en: {
      what: 'The package "{package}" is listed twice in the catalogue "{catalog}".',
      next: 'Merge the two entries.',
    },
    zh: { what: '软件包“{package}”在目录镜像“{catalog}”中重复出现。', next: '请合并这两项。' },
  },
  CONFIG_DUPLICATE_CHANNEL: {
    en: {
      what: 'The channel "{channel}" is listed twice for the package "{package}".',
      next: 'Keep one entry with the range you want.',
    },
    zh: {
      what: '软件包“{package}”的通道“{channel}”重复出现。',
      next: '请只保留一项，并写明所需的版本范围。',
    },
  },
  CONFIG_DUPLICATE_RELEASE_CHANNEL: {
    en: {
      what: 'The release channel "{channel}" is listed twice.',
      next: 'Keep one entry whose range covers both.',
    },
    zh: { what: '发布通道“{channel}”重复出现。', next: '请只保留一项，并让版本范围覆盖两者。' },
  },
  CONFIG_TARGET_PATH: {
    en: {
      what: '{field} "{value}" is not a repository path.',
      next: 'Use lower-case letters, digits, dots, dashes and underscores, with single slashes between components; no host, tag or digest. The tag goes into targetTag.',
    },
    zh: {
      what: '{field} 的值“{value}”不是有效的仓库路径。',
      next: '请使用小写字母、数字、点、短横线和下划线，各段之间用单个斜杠分隔，不含主机、标签或摘要。标签请写在 targetTag 中。',
    },
  },
  CONFIG_LAYOUT_NEEDS_TARGET: {
    en: {
      what: 'The directory of "{name}" cannot serve as a repository path at the target.',
      next: 'Set targetRepo for this image.',
    },
    zh: { what: '“{name}”的目录名不能用作目标仓库的路径。', next: '请为该镜像设置 targetRepo。' },
  },
  CONFIG_IMAGE_WITHOUT_HOST: {
    en: {
      what: '"{reference}" does not begin with a registry host; it will be looked for on Docker Hub.',
      next: 'Write the registry in front, for example "registry.redhat.io/…", if that is not what you want.',
    },
    zh: {
      what: '“{reference}”没有以镜像仓库主机开头，将到 Docker Hub 查找。',
      next: '如非本意，请在前面写明镜像仓库，例如 “registry.redhat.io/…”。',
    },
  },
  CONFIG_RELEASE_VERSION: {
    en: {
      what: '{field} "{value}" of the release channel "{name}" is not a complete version.',
      next: 'Write all three numbers, for example 4.18.1.',
    },
    zh: {
      what: '发布通道“{name}”的 {field} “{value}”不是完整的版本号。',
      next: '请写全三段数字，例如 4.18.1。',
    },
  },
  CONFIG_OPERATOR_VERSION: {
    en: {
      what: '{field} "{value}" of "{name}" is not a semantic version.',
      next: 'Copy the version as the catalogue gives it, for example 4.16.5-rhodf.',
    },
    zh: {
      what: '“{name}”的 {field} “{value}”不是有效的语义化版本号。',
      next: '请照抄目录中的版本号，例如 4.16.5-rhodf。',
    },
  },
  CONFIG_RANGE_REVERSED: {
    en: {
      what: 'The range of "{name}" begins at {min} and ends at {max}, which is earlier: it would select nothing.',
      next: 'Exchange minVersion and maxVersion.',
    },
    zh: {
      what: '“{name}”的版本范围从 {min} 到 {max}，起点晚于终点，不会选中任何内容。',
      next: '请对调 minVersion 和 maxVersion。',
    },
  },
  CONFIG_FULL_WITH_RANGE: {
    en: {
      what: '"full: true" and a version range are both given for "{name}"; they exclude each other.',
      next: 'Remove "full" to get the range, or the range to get everything.',
    },
    zh: {
      what: '“{name}”同时给出了 “full: true” 和版本范围，二者不能并用。',
      next: '需要版本范围时请删除 “full”，需要全部内容时请删除版本范围。',
    },
  },
  CONFIG_MIXED_RANGES: {
    en: {
      what: 'The package "{package}" has a version range of its own and one in a channel; they cannot be mixed.',
      next: 'Keep the range of the package, or give each channel its own.',
    },
    zh: {
      what: '软件包“{package}”自身和其通道都给出了版本范围，二者不能混用。',
      next: '请只保留软件包的范围，或只在各通道分别给出范围。',
    },
  },
  CONFIG_PLATFORMS_AND_ARCHITECTURES: {
    en: {
      what: '"platforms" and "architectures" cannot be used together.',
      next: 'Keep "architectures" for the release of each architecture, or "platforms" for the multi-architecture release, of which only the named platforms are carried.',
    },
    zh: {
      what: '“platforms” 与 “architectures” 不能同时使用。',
      next: '需要各架构各自的发行版时保留 “architectures”；需要多架构发行版、且只携带指定平台时保留 “platforms”。',
    },
  },
  CONFIG_ARCHITECTURE_UNKNOWN: {
    en: {
      what: '"{architecture}" is not an architecture of OpenShift releases.',
      next: 'Did you mean: {suggestion}? With an unknown one no release is found.',
    },
    zh: {
      what: '“{architecture}”不是 OpenShift 发布支持的架构。',
      next: '是否应为：{suggestion}？使用未知架构将找不到任何发布。',
    },
  },
  CONFIG_CHANNEL_TYPE_UNKNOWN: {
    en: {
      what: 'The channel type "{type}" is not known; the channel is read as "ocp".',
      next: 'Write "ocp" or "okd", or remove the line.',
    },
    zh: { what: '通道类型“{type}”未知，按 “ocp” 处理。', next: '请写 “ocp” 或 “okd”，或删除该行。' },
  },
  CONFIG_RELEASE_HIDES_CHANNELS: {
    en: { what: '"release" is given, so "channels" is ignored.', next: 'Remove the one you do not want.' },
    zh: { what: '已指定 “release”，因此忽略 “channels”。', next: '请删除不需要的一项。' },
  },
  CONFIG_SAMPLES_IGNORED: {
    en: {
      what: '"samples" has no effect: sample images are not mirrored.',
      next: 'Remove it, and list the images you need under additionalImages.',
    },
    zh: {
      what: '“samples” 不起作用：不会镜像示例镜像。',
      next: '请删除它，并把所需镜像列在 additionalImages 中。',
    },
  },
  CONFIG_SKIP_DEPENDENCIES_IGNORED: {
    en: {
      what: '"skipDependencies" has no effect.',
      next: 'Remove it. Dependencies are never added without being asked for.',
    },
    zh: { what: '“skipDependencies” 不起作用。', next: '请删除它。未经要求不会添加任何依赖。' },
  },
  CONFIG_WHOLE_CATALOG: {
    en: {
      what: 'No packages are listed for "{catalog}": the head of every channel of every package will be mirrored.',
      next: 'List the packages you need, unless you want the whole catalogue; it can take hundreds of GiB.',
    },
    zh: {
      what: '“{catalog}”未列出软件包：将镜像所有软件包每个通道的最新版本。',
      next: '除非确实需要整个目录，请列出所需的软件包；整个目录可能占用数百 GiB。',
    },
  },
  CONFIG_FULL_CATALOG: {
    en: {
      what: '"full: true" without packages: every version of every package of "{catalog}" will be mirrored.',
      next: 'List the packages you need. All versions of a whole catalogue can take several TiB.',
    },
    zh: {
      what: '“full: true” 且未列出软件包：将镜像“{catalog}”所有软件包的所有版本。',
      next: '请列出所需的软件包。整个目录的全部版本可能占用数 TiB。',
    },
  },
  CONFIG_BLOCKED_PATTERN: {
    en: {
      what: 'The pattern "{pattern}" in blockedImages is not a valid regular expression (at "{piece}").',
      next: 'Correct it. It is a Go regular expression: look-ahead, look-behind and back-references do not exist there; "\\." is a literal dot.',
    },
    zh: {
      what: 'blockedImages 中的模式“{pattern}”不是有效的正则表达式（位于“{piece}”）。',
      next: '请更正。此处使用 Go 正则表达式，不支持前瞻、后顾和反向引用；字面的点写作 “\\.”。',
    },
  },
  CONFIG_BLOCKED_PATTERN_UNSUPPORTED: {
    en: {
      what: 'The pattern "{pattern}" in blockedImages uses "{piece}", which cannot be honoured exactly.',
      next: 'Write it another way. An inexact match could let a blocked image through.',
    },
    zh: {
      what: 'blockedImages 中的模式“{pattern}”使用了“{piece}”，无法准确实现。',
      next: '请换一种写法。匹配不准确可能会放行应屏蔽的镜像。',
    },
  },
  CONFIG_HELM_URL: {
    en: {
      what: '"{url}" is not the address of a chart repository.',
      next: 'Write an address that begins with https:// (or http://), or with oci:// for charts in a registry.',
    },
    zh: {
      what: '“{url}”不是有效的 chart 仓库地址。',
      next: '请填写以 https://（或 http://）开头的地址；存放在镜像仓库中的 chart 请使用以 oci:// 开头的地址。',
    },
  },
  CONFIG_CREDENTIALS_IN_URL: {
    en: {
      what: 'The address {url} contains credentials; this file travels with the archive.',
      next: 'Remove them from the address. Anybody who holds the medium could read them.',
    },
    zh: {
      what: '地址 {url} 中含有凭据，而该文件会随归档一起携带。',
      next: '请从地址中删除凭据。任何拿到介质的人都能读到它们。',
    },
  },
  CONFIG_CHART_NAME: {
    en: {
      what: '"{value}" cannot be the name or version of a chart, because it becomes part of a file name.',
      next: 'Use letters, digits, dots, dashes, underscores and plus signs, beginning with a letter or digit.',
    },
    zh: {
      what: '“{value}”不能用作 chart 的名称或版本，因为它会成为文件名的一部分。',
      next: '请使用字母、数字、点、短横线、下划线和加号，并以字母或数字开头。',
    },
  },
} as const satisfies ErrorArea;
