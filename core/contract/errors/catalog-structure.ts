import type { ErrorArea } from './text.ts';

/** What is wrong with a catalogue itself: its packages, channels, bundles and their images. */
export const catalogStructureErrors = {
  CATALOG_CHANNEL_EMPTY: {
    en: {
      what: 'Channel {channel} of package {package} has no entries.',
      next: 'Leave this channel out of the selection, or use another catalogue; its publisher has to correct it.',
    },
    zh: {
      what: '软件包 {package} 的通道 {channel} 没有任何条目。',
      next: '请不要选择该通道或改用其他目录；此问题需由目录发布者修正。',
    },
  },
  CATALOG_CHANNEL_DUPLICATE_ENTRY: {
    en: {
      what: 'Channel {channel} of package {package} lists more than once: {entries}.',
      next: 'Leave this channel out of the selection, or use another catalogue; its publisher has to correct it.',
    },
    zh: {
      what: '软件包 {package} 的通道 {channel} 中有重复条目：{entries}。',
      next: '请不要选择该通道或改用其他目录；此问题需由目录发布者修正。',
    },
  },
  CATALOG_CHANNEL_SELF_REFERENCE: {
    en: {
      what: 'In channel {channel} of package {package} these entries replace or skip themselves: {entries}.',
      next: 'Leave this channel out of the selection, or use another catalogue; its publisher has to correct it.',
    },
    zh: {
      what: '软件包 {package} 的通道 {channel} 中，以下条目替换或跳过了自身：{entries}。',
      next: '请不要选择该通道或改用其他目录；此问题需由目录发布者修正。',
    },
  },
  CATALOG_CHANNEL_WITHOUT_HEAD: {
    en: {
      what: 'Channel {channel} of package {package} has no head: every entry is replaced or skipped by another.',
      next: 'Leave this channel out of the selection, or use another catalogue; its publisher has to correct it.',
    },
    zh: {
      what: '软件包 {package} 的通道 {channel} 没有最新版本：每个条目都被其他条目替换或跳过。',
      next: '请不要选择该通道或改用其他目录；此问题需由目录发布者修正。',
    },
  },
  CATALOG_CHANNEL_SEVERAL_HEADS: {
    en: {
      what: 'Channel {channel} of package {package} has more than one head: {entries}.',
      next: 'OLM refuses such a catalogue. Leave this channel out of the selection, or use another catalogue.',
    },
    zh: {
      what: '软件包 {package} 的通道 {channel} 有多个最新版本：{entries}。',
      next: 'OLM 会拒绝这样的目录。请不要选择该通道，或改用其他目录。',
    },
  },
  CATALOG_CHANNEL_CYCLE: {
    en: {
      what: 'The updates in channel {channel} of package {package} go in a circle: {entries}.',
      next: 'Leave this channel out of the selection, or use another catalogue; its publisher has to correct it.',
    },
    zh: {
      what: '软件包 {package} 的通道 {channel} 的升级关系形成循环：{entries}。',
      next: '请不要选择该通道或改用其他目录；此问题需由目录发布者修正。',
    },
  },
  CATALOG_CHANNEL_STRANDED: {
    en: {
      what: 'In channel {channel} of package {package} no update leads from the head to {entries}.',
      next: 'OLM refuses such a catalogue. Leave this channel out of the selection, or use another catalogue.',
    },
    zh: {
      what: '在软件包 {package} 的通道 {channel} 中，从最新版本无法沿升级关系到达 {entries}。',
      next: 'OLM 会拒绝这样的目录。请不要选择该通道，或改用其他目录。',
    },
  },
  CATALOG_CHANNEL_STRANDED_LATER: {
    en: {
      what: 'In channel {channel} of package {package}, {entries} can be reached only through an entry that is skipped.',
      next: 'Later versions of OLM refuse this. If the catalogue does not start on the cluster, choose a narrower range.',
    },
    zh: {
      what: '在软件包 {package} 的通道 {channel} 中，{entries} 只能经由被跳过的条目到达。',
      next: '较新的 OLM 会拒绝这种情况。如果目录在集群上无法启动，请缩小版本范围。',
    },
  },
  CATALOG_CHANNEL_REPLACES_ABSENT: {
    en: {
      what: 'Channel {channel} of package {package} offers updates from versions that it does not have: {entries}.',
      next: 'Nothing to do. A cluster that runs one of them can still update.',
    },
    zh: {
      what: '软件包 {package} 的通道 {channel} 提供了从未收录版本开始的升级：{entries}。',
      next: '无需操作。运行这些版本的集群仍可升级。',
    },
  },
  CATALOG_CHANNEL_ENTRY_WITHOUT_BUNDLE: {
    en: {
      what: 'Channel {channel} of package {package} lists bundles that the catalogue does not have: {entries}.',
      next: 'OLM refuses such a catalogue. Leave this channel out of the selection, or use another catalogue.',
    },
    zh: {
      what: '软件包 {package} 的通道 {channel} 列出了目录中不存在的 bundle：{entries}。',
      next: 'OLM 会拒绝这样的目录。请不要选择该通道，或改用其他目录。',
    },
  },
  CATALOG_PACKAGE_UNDESCRIBED: {
    en: {
      what: 'The catalogue has channels or bundles of package {package}, but does not describe the package itself.',
      next: 'OLM refuses such a catalogue. Leave this package out, or use another catalogue.',
    },
    zh: {
      what: '目录中有软件包 {package} 的通道或 bundle，但没有该软件包本身的定义。',
      next: 'OLM 会拒绝这样的目录。请去掉该软件包，或改用其他目录。',
    },
  },
  CATALOG_PACKAGE_WITHOUT_CHANNELS: {
    en: {
      what: 'Nothing is left of package {package}: it has no channels.',
      next: 'Name channels that the package has, or leave the package out.',
    },
    zh: {
      what: '软件包 {package} 没有任何通道，因此没有可用内容。',
      next: '请填写该软件包中存在的通道，或去掉该软件包。',
    },
  },
  CATALOG_DEFAULT_UNNAMED: {
    en: {
      what: 'Package {package} names no default channel.',
      next: 'Set defaultChannel for this package in the configuration.',
    },
    zh: {
      what: '软件包 {package} 没有指定默认通道。',
      next: '请在配置中为该软件包设置 defaultChannel。',
    },
  },
  CATALOG_DEFAULT_ABSENT: {
    en: {
      what: 'The default channel {channel} of package {package} is not there. There are: {channels}.',
      next: 'Set defaultChannel for this package in the configuration to one of these.',
    },
    zh: {
      what: '软件包 {package} 的默认通道 {channel} 不存在。现有通道：{channels}。',
      next: '请在配置中将该软件包的 defaultChannel 设为其中之一。',
    },
  },
  CATALOG_BUNDLE_VERSION_ABSENT: {
    en: {
      what: 'Bundle {bundle} of package {package} does not say which version it is.',
      next: 'The package cannot be selected from. Leave it out, or use another catalogue.',
    },
    zh: {
      what: '软件包 {package} 的 bundle {bundle} 未标明版本。',
      next: '无法从该软件包中选择。请去掉它，或改用其他目录。',
    },
  },
  CATALOG_BUNDLE_VERSION_INVALID: {
    en: {
      what: 'Bundle {bundle} of package {package} has the version "{version}", which is not one (x.y.z).',
      next: 'The package cannot be selected from. Leave it out, or use another catalogue.',
    },
    zh: {
      what: '软件包 {package} 的 bundle {bundle} 的版本“{version}”不是有效的版本号（x.y.z）。',
      next: '无法从该软件包中选择。请去掉它，或改用其他目录。',
    },
  },
  CATALOG_BUNDLE_VERSION_SHARED: {
    en: {
      what: 'Several bundles of package {package} have the version {version}: {bundles}.',
      next: 'Later versions of OLM refuse this. If the catalogue does not start on the cluster, select only one of them.',
    },
    zh: {
      what: '软件包 {package} 有多个 bundle 的版本都是 {version}：{bundles}。',
      next: '较新的 OLM 会拒绝这种情况。如果目录在集群上无法启动，请只选择其中一个。',
    },
  },
  CATALOG_BUNDLE_REPEATED: {
    en: {
      what: 'Bundle {bundle} of package {package} is in the catalogue {count} times; the first one counts.',
      next: 'OLM refuses such a catalogue. Its publisher has to correct it.',
    },
    zh: {
      what: '软件包 {package} 的 bundle {bundle} 在目录中出现了 {count} 次，以第一个为准。',
      next: 'OLM 会拒绝这样的目录，此问题需由目录发布者修正。',
    },
  },
  CATALOG_BUNDLE_UNLISTED: {
    en: {
      what: 'These bundles of package {package} are in none of its channels: {bundles}.',
      next: 'They cannot be selected. Nothing to do.',
    },
    zh: {
      what: '软件包 {package} 的以下 bundle 不属于任何通道：{bundles}。',
      next: '这些 bundle 无法选择，无需操作。',
    },
  },
  CATALOG_IMAGE_EMPTY: {
    en: {
      what: 'Bundle {bundle} of package {package} lists an image without a name.',
      next: 'Nothing can be carried for that entry; everything else of the bundle is. Tell the publisher if the operator misses an image.',
    },
    zh: {
      what: '软件包 {package} 的 bundle {bundle} 列出了一个没有名称的镜像。',
      next: '该条目没有可携带的内容；该 bundle 的其余镜像照常携带。如 Operator 缺少镜像，请联系发布者。',
    },
  },
  CATALOG_IMAGE_ON_DISK: {
    en: {
      what: 'Bundle {bundle} of package {package} lists an image on disk, not in a registry: {image}.',
      next: 'Select another version of the package; the publisher has to correct this one.',
    },
    zh: {
      what: '软件包 {package} 的 bundle {bundle} 列出的镜像位于磁盘而非镜像仓库：{image}。',
      next: '请选择该软件包的其他版本；此版本需由发布者修正。',
    },
  },
  CATALOG_IMAGE_UNPINNED: {
    en: {
      what: 'Bundle {bundle} of package {package} lists an image without tag and digest: {image}.',
      next: 'Select another version of the package; the publisher has to correct this one.',
    },
    zh: {
      what: '软件包 {package} 的 bundle {bundle} 列出的镜像既无标签也无摘要：{image}。',
      next: '请选择该软件包的其他版本；此版本需由发布者修正。',
    },
  },
  CATALOG_IMAGE_INVALID: {
    en: {
      what: 'Bundle {bundle} of package {package} lists an image whose name cannot be read: {image}.',
      next: 'Select another version of the package; the publisher has to correct this one.',
    },
    zh: {
      what: '软件包 {package} 的 bundle {bundle} 列出的镜像名称无法识别：{image}。',
      next: '请选择该软件包的其他版本；此版本需由发布者修正。',
    },
  },
  CATALOG_IMAGE_BUNDLE_UNLISTED: {
    en: {
      what: 'Bundle {bundle} of package {package} does not list its own image {image}; it is mirrored nevertheless.',
      next: 'Nothing to do. Without this image the operator could not be installed.',
    },
    zh: {
      what: '软件包 {package} 的 bundle {bundle} 未列出自身的镜像 {image}，仍会镜像它。',
      next: '无需操作。缺少该镜像就无法安装此 Operator。',
    },
  },
} as const satisfies ErrorArea;
