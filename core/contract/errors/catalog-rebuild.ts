import type { ErrorArea } from './text.ts';

/** What a filtered catalogue needs, and making its image. */
export const catalogRebuildErrors = {
  CATALOG_DEPENDENCY_ABSENT: {
    en: {
      what: '{package} ({bundle}) needs {requirement}, which no catalogue of this configuration has.',
      next: 'Add the catalogue that has it, or check that the cluster has it already. Without it, {package} cannot be installed.',
    },
    zh: {
      what: '{package}（{bundle}）依赖 {requirement}，但本配置中的目录都不包含它。',
      next: '请添加包含它的目录，或确认集群中已有该依赖。缺少它时 {package} 无法安装。',
    },
  },
  CATALOG_DEPENDENCY_VERSION_ABSENT: {
    en: {
      what: '{package} ({bundle}) needs {requirement}; the catalogues only have versions from {lowest} to {highest}, and none of them fits.',
      next: 'Choose another version of {package}, or add a catalogue that has the version it needs.',
    },
    zh: {
      what: '{package}（{bundle}）依赖 {requirement}；目录中的版本为 {lowest} 至 {highest}，没有符合要求的版本。',
      next: '请为 {package} 选择其他版本，或添加包含所需版本的目录。',
    },
  },
  CATALOG_REQUIREMENT_UNREADABLE: {
    en: {
      what: '{package} ({bundle}) has the requirement "{requirement}", whose version range nobody can read, neither Sluice nor a cluster.',
      next: 'Choose another version of {package}, or report the fault to its publisher.',
    },
    zh: {
      what: '{package}（{bundle}）的依赖“{requirement}”中的版本范围无法解析，集群同样无法解析。',
      next: '请为 {package} 选择其他版本，或向其发布者报告此问题。',
    },
  },
  CATALOG_CONSTRAINT_NOT_JUDGED: {
    en: {
      what: '{package} ({bundle}) has a condition that only a cluster can judge: {requirement}.',
      next: 'Check in its documentation what it needs besides what was found here.',
    },
    zh: {
      what: '{package}（{bundle}）含有只能由集群判断的条件：{requirement}。',
      next: '除此处列出的依赖外，请查阅其文档确认还需要什么。',
    },
  },
  CATALOG_RELEASE_WITHOUT_BUNDLE: {
    en: {
      what: 'No chosen version of {package} goes with OpenShift {release}.',
      next: 'Choose a version of {package} that does, or leave this release out. Clusters on it cannot install the operator, or are kept from updating.',
    },
    zh: {
      what: '{package} 已选的版本均不适用于 OpenShift {release}。',
      next: '请选择适用的 {package} 版本，或不选该发行版。该版本的集群将无法安装此 Operator，或被阻止升级。',
    },
  },
  CATALOG_BUNDLE_NEEDS_KUBERNETES: {
    en: {
      what: 'Chosen versions of {package} ({count}, the newest {bundle}) need Kubernetes {needs}, which OpenShift {releases} does not have.',
      next: 'They can be used on newer releases. For the releases named, choose older versions.',
    },
    zh: {
      what: '{package} 有 {count} 个已选版本（最新为 {bundle}）需要 Kubernetes {needs}，OpenShift {releases} 不满足。',
      next: '这些版本可用于更新的发行版；对于上述发行版，请选择较旧的版本。',
    },
  },
  CATALOG_BUNDLE_ENDS_BEFORE_RELEASE: {
    en: {
      what: 'Chosen versions of {package} ({count}, the newest {bundle}) are only allowed up to OpenShift {upTo}, not on {releases}.',
      next: 'A cluster that runs one of them is not updated beyond {upTo}. Update the operator first; carry a newer version with it.',
    },
    zh: {
      what: '{package} 有 {count} 个已选版本（最新为 {bundle}）最高只支持 OpenShift {upTo}，不支持 {releases}。',
      next: '运行这些版本的集群无法升级到 {upTo} 之后。请先升级 Operator，并一并携带较新的版本。',
    },
  },
  CATALOG_LIMIT_UNREADABLE: {
    en: {
      what: '{package} ({bundle}) has "{value}" as its {field}, which is no version.',
      next: 'It cannot be checked here. Look up in its documentation which releases it supports.',
    },
    zh: {
      what: '{package}（{bundle}）的 {field} 为“{value}”，不是有效的版本号。',
      next: '此处无法检查，请查阅其文档确认支持哪些发行版。',
    },
  },
  CATALOG_BUNDLE_WITHHELD: {
    en: {
      what: '{bundle} is left out of the catalogue ({package}, channel {channel}): not all of its images are there.',
      next: 'Carry the images that failed, then make the catalogue again.',
    },
    zh: {
      what: '{bundle}（{package}，通道 {channel}）未写入目录：其镜像不完整。',
      next: '请补传失败的镜像，然后重新生成目录。',
    },
  },
  CATALOG_BUNDLE_CUT_OFF: {
    en: {
      what: '{bundle} is there, but is left out of channel {channel} of {package}: the versions through which it is updated are missing.',
      next: 'Clusters that run it stay on it. Carry the missing versions, then make the catalogue again.',
    },
    zh: {
      what: '{bundle} 的镜像完整，但未写入 {package} 的通道 {channel}：其升级所经过的版本缺失。',
      next: '运行该版本的集群会停留在该版本。请补传缺失的版本，然后重新生成目录。',
    },
  },
  CATALOG_HEAD_LOWERED: {
    en: {
      what: 'Channel {channel} of {package} now ends at {to}, because {from} is not complete.',
      next: 'Clusters are offered {to} until {from} has arrived.',
    },
    zh: {
      what: '{package} 的通道 {channel} 目前最新为 {to}，因为 {from} 不完整。',
      next: '在 {from} 完整送达之前，集群可用的是 {to}。',
    },
  },
  CATALOG_CHANNEL_WITHHELD: {
    en: {
      what: 'Channel {channel} of {package} is left out of the catalogue: none of its versions is complete.',
      next: 'Carry the images that failed, then make the catalogue again.',
    },
    zh: {
      what: '{package} 的通道 {channel} 未写入目录：其中没有完整的版本。',
      next: '请补传失败的镜像，然后重新生成目录。',
    },
  },
  CATALOG_PACKAGE_WITHHELD: {
    en: {
      what: '{package} is left out of the catalogue: none of its versions is complete.',
      next: 'Carry the images that failed, then make the catalogue again.',
    },
    zh: {
      what: '{package} 未写入目录：没有完整的版本。',
      next: '请补传失败的镜像，然后重新生成目录。',
    },
  },
  CATALOG_DEFAULT_CHANNEL_CHANGED: {
    en: {
      what: 'The default channel of {package} is now {to}, because nothing of {from} is complete.',
      next: 'Subscriptions that name no channel follow {to}. Carry the images that failed to get {from} back.',
    },
    zh: {
      what: '{package} 的默认通道现为 {to}，因为 {from} 中没有完整的版本。',
      next: '未指定通道的订阅将跟随 {to}。补传失败的镜像后可恢复 {from}。',
    },
  },
  CATALOG_NAME_UNSAFE: {
    en: {
      what: 'The catalogue uses the name {name}, which must not become a folder.',
      next: 'Nothing was written. Leave this package out, and report where the catalogue came from.',
    },
    zh: {
      what: '目录中使用了名称 {name}，该名称不能用作文件夹名。',
      next: '未写入任何内容。请排除该软件包，并报告目录的来源。',
    },
  },
  CATALOG_BLOB_UNREADABLE: {
    en: {
      what: 'The catalogue text of {name} cannot be read, so it cannot be filtered.',
      next: 'Read the catalogue again. If it stays, report the fault to its publisher.',
    },
    zh: {
      what: '无法解析目录中 {name} 的内容，因此无法筛选。',
      next: '请重新读取该目录。如仍出现，请向其发布者报告此问题。',
    },
  },
  CATALOG_TEXT_CHANGED: {
    en: {
      what: 'The text of the catalogue that is kept on this machine is not what it was (at byte {offset}).',
      next: 'Read the catalogue again; the kept text is then made anew.',
    },
    zh: {
      what: '本机保存的目录内容已发生变化（字节 {offset} 处）。',
      next: '请重新读取该目录，保存的内容会重新生成。',
    },
  },
} as const satisfies ErrorArea;
