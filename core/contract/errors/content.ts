import { configEditErrors } from './config-edits.ts';
import { startCheckErrors } from './start-checks.ts';
import type { ErrorArea } from './text.ts';

/** Choosing content, and the request that a wizard makes of it. */
export const contentErrors = {
  ...configEditErrors,
  ...startCheckErrors,
  CATALOG_PACKAGE_UNKNOWN: {
    en: {
      what: 'The catalogue {catalog} has no operator package {package} here.',
      next: 'Open the catalogue again and choose from its list.',
    },
    zh: {
      what: '目录 {catalog} 中没有 Operator 软件包 {package}。',
      next: '请重新打开该目录，并从列表中选择。',
    },
  },
  CATALOG_CHANNEL_UNKNOWN: {
    en: {
      what: 'The operator package {package} has no channel {channel} in {catalog}.',
      next: 'List the package without a channel to see the channels that it has.',
    },
    zh: {
      what: '{catalog} 中的 Operator 软件包 {package} 没有通道 {channel}。',
      next: '请不指定通道列出该软件包，以查看其已有的通道。',
    },
  },
  CATALOG_LIST_UNSAID: {
    en: {
      what: 'It is not said which operators to list.',
      next: 'Add --catalog with a catalogue, or --catalogs and --version to see which catalogues there are.',
    },
    zh: {
      what: '未指定要列出哪些 Operator。',
      next: '请加上 --catalog 和目录名，或用 --catalogs 和 --version 查看有哪些目录。',
    },
  },
  CATALOG_LIST_VERSION_MISSING: {
    en: {
      what: 'It is not said for which minor release to list catalogues.',
      next: 'Add --version, such as --version 4.18.',
    },
    zh: {
      what: '未指定要列出哪个次版本的目录。',
      next: '请加上 --version，例如 --version 4.18。',
    },
  },
  CATALOG_LIST_PACKAGE_MISSING: {
    en: {
      what: 'It is not said of which operator the channel {channel} is.',
      next: 'Add --package with the name of the operator.',
    },
    zh: {
      what: '未指定通道 {channel} 属于哪个 Operator。',
      next: '请加上 --package 和 Operator 名称。',
    },
  },
  HOLDINGS_NOT_LISTED: {
    en: {
      what: '{host} does not tell which repositories it has: of catalogues and additional images, only what was loaded from this machine is shown.',
      next: 'Nothing to do if that is enough. Other content can be named by hand.',
    },
    zh: {
      what: '{host} 不提供仓库列表：目录和附加镜像中，仅显示由本机导入的内容。',
      next: '如已够用，无需处理。其他内容可以手动填写。',
    },
  },
  HOLDINGS_REPOSITORIES_CUT: {
    en: {
      what: '{host} has {of} repositories that may hold additional images; only the first {read} were looked at. Additional images of the others are not shown, though they may be there.',
      next: 'Name an image that is missing by hand in the configuration: the plan finds it. Or use a registry entry whose namespace holds less.',
    },
    zh: {
      what: '{host} 中有 {of} 个仓库可能含有附加镜像，仅查看了前 {read} 个。其余仓库中的附加镜像未显示，但可能存在。',
      next: '请在配置中手动填写缺少的镜像，制定计划时会找到它；也可以改用命名空间范围更小的镜像仓库条目。',
    },
  },
  HOLDINGS_CATALOGS_CUT: {
    en: {
      what: '{host} has {of} catalogues; only the first {read} by name were opened. Operators of the others are not shown, though they may be there.',
      next: 'Name a catalogue that is missing by hand in the configuration, with its packages. Or use a registry entry whose namespace holds less.',
    },
    zh: {
      what: '{host} 中有 {of} 个目录镜像，仅打开了按名称排列的前 {read} 个。其余目录镜像中的 Operator 未显示，但可能存在。',
      next: '请在配置中手动填写缺少的目录镜像及其软件包；也可以改用命名空间范围更小的镜像仓库条目。',
    },
  },
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
  PLAN_FORGOTTEN: {
    en: {
      what: 'This plan is not kept any more: newer ones have taken its place, or Sluice was started again.',
      next: 'Make the plan again.',
    },
    zh: {
      what: '该计划已不再保留：已被较新的计划取代，或 Sluice 已重新启动。',
      next: '请重新生成计划。',
    },
  },
} as const satisfies ErrorArea;
