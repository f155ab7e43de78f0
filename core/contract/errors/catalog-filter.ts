import { catalogStructureErrors } from './catalog-structure.ts';
import type { ErrorArea } from './text.ts';

/** Choosing packages, channels and bundles out of a catalogue. */
const catalogSelectionErrors = {
  CATALOG_FILTER_NAME_MISSING: {
    en: {
      what: 'A package or one of its channels has no name in the configuration (package "{package}").',
      next: 'Give every package and every channel a name.',
    },
    zh: {
      what: '配置中有软件包或通道缺少名称（软件包“{package}”）。',
      next: '请为每个软件包和通道填写名称。',
    },
  },
  CATALOG_FILTER_VERSION_INVALID: {
    en: {
      what: 'In the configuration, "{version}" for {name} is not a version.',
      next: 'Copy the version from the catalogue, such as 4.16.5-rhodf. Ranges and wildcards are not possible here.',
    },
    zh: {
      what: '配置中 {name} 的“{version}”不是版本号。',
      next: '请照抄目录中的版本号，例如 4.16.5-rhodf。此处不能使用范围或通配符。',
    },
  },
  CATALOG_FILTER_MIXED_RANGES: {
    en: {
      what: 'Package {package} has versions both for itself and for its channels; the two cannot be mixed.',
      next: 'Keep minVersion and maxVersion either on the package or on its channels.',
    },
    zh: {
      what: '软件包 {package} 自身和其通道都给出了版本范围，二者不能混用。',
      next: '请只在软件包上或只在其通道上保留 minVersion 和 maxVersion。',
    },
  },
  CATALOG_FILTER_FULL_WITH_RANGE: {
    en: {
      what: 'Package {package} has a range of versions, but "full: true" asks for all versions.',
      next: 'Remove either the range or "full: true".',
    },
    zh: {
      what: '软件包 {package} 给出了版本范围，但 “full: true” 要求全部版本。',
      next: '请去掉版本范围或 “full: true”。',
    },
  },
  CATALOG_FILTER_PACKAGE_UNKNOWN: {
    en: {
      what: 'The catalogue has no package {package}; nothing is mirrored for it.',
      next: 'Check the name, and whether the package is in another catalogue.',
    },
    zh: {
      what: '目录中没有软件包 {package}，不会为它镜像任何内容。',
      next: '请检查名称，并确认该软件包是否在其他目录中。',
    },
  },
  CATALOG_FILTER_PACKAGE_NEAR: {
    en: {
      what: 'The catalogue has no package {package}; nothing is mirrored for it. There is {near}.',
      next: 'Correct the name if {near} was meant.',
    },
    zh: {
      what: '目录中没有软件包 {package}，不会为它镜像任何内容。存在相近的 {near}。',
      next: '如果指的是 {near}，请更正名称。',
    },
  },
  CATALOG_FILTER_CHANNEL_UNKNOWN: {
    en: {
      what: 'Package {package} has no channel {channel}; nothing is mirrored for it.',
      next: 'Name one of its channels: {channels}.',
    },
    zh: {
      what: '软件包 {package} 没有通道 {channel}，不会为它镜像任何内容。',
      next: '请使用现有通道之一：{channels}。',
    },
  },
  CATALOG_FILTER_CHANNEL_NEAR: {
    en: {
      what: 'Package {package} has no channel {channel}; nothing is mirrored for it. There is {near}.',
      next: 'Correct the name if {near} was meant. All channels: {channels}.',
    },
    zh: {
      what: '软件包 {package} 没有通道 {channel}，不会为它镜像任何内容。存在相近的 {near}。',
      next: '如果指的是 {near}，请更正名称。全部通道：{channels}。',
    },
  },
  CATALOG_FILTER_DEFAULT_UNKNOWN: {
    en: {
      what: 'defaultChannel of package {package} is {channel}, which is not among the channels that are kept: {kept}.',
      next: 'Set defaultChannel to one of these, or add {channel} to the channels.',
    },
    zh: {
      what: '软件包 {package} 的 defaultChannel 为 {channel}，但它不在保留的通道中：{kept}。',
      next: '请将 defaultChannel 设为其中之一，或把 {channel} 加入通道列表。',
    },
  },
  CATALOG_FILTER_DEFAULT_LOST: {
    en: {
      what: 'The default channel {channel} of package {package} is not selected. Kept are: {kept}.',
      next: 'Set defaultChannel of the package to one of these, or add {channel} to the channels.',
    },
    zh: {
      what: '软件包 {package} 的默认通道 {channel} 未被选中。保留的通道：{kept}。',
      next: '请将该软件包的 defaultChannel 设为其中之一，或把 {channel} 加入通道列表。',
    },
  },
  CATALOG_FILTER_DEFAULT_EMPTY: {
    en: {
      what: 'Default channel {channel} of package {package} has nothing within {range}.',
      next: 'The channel goes from {lowest} to {highest}: correct the versions. Channels that do have something: {kept}; one of them can be set as defaultChannel and listed alone.',
    },
    zh: {
      what: '软件包 {package} 的默认通道 {channel} 在 {range} 范围内没有任何版本。',
      next: '该通道的版本从 {lowest} 到 {highest}，请更正版本范围。有内容的通道：{kept}；可将其中之一设为 defaultChannel 并只列出它。',
    },
  },
  CATALOG_FILTER_DEFAULT_CHOSEN: {
    en: {
      what: 'Package {package} gets the default channel {channel}, because {original} is not part of the selection.',
      next: 'Set defaultChannel in the configuration if another one is wanted.',
    },
    zh: {
      what: '软件包 {package} 的默认通道改为 {channel}，因为所选内容不包含 {original}。',
      next: '如需其他默认通道，请在配置中设置 defaultChannel。',
    },
  },
  CATALOG_FILTER_CHANNEL_DROPPED: {
    en: {
      what: 'Channel {channel} of package {package} has nothing within {range} and is left out.',
      next: 'If it was meant to be there, correct the versions.',
    },
    zh: {
      what: '软件包 {package} 的通道 {channel} 在 {range} 范围内没有任何版本，已略去。',
      next: '如果需要该通道，请更正版本范围。',
    },
  },
  CATALOG_FILTER_VERSION_ABSENT: {
    en: {
      what: 'Package {package} has no version {version}. Nearest are: {near}.',
      next: 'Set minVersion and maxVersion to a version that the catalogue has.',
    },
    zh: {
      what: '软件包 {package} 没有版本 {version}。最接近的版本：{near}。',
      next: '请将 minVersion 和 maxVersion 设为目录中存在的版本。',
    },
  },
  CATALOG_FILTER_VERSION_AMBIGUOUS: {
    en: {
      what: 'Several bundles of package {package} are version {version}: {bundle} is taken, {others} not.',
      next: 'If another one is wanted, write its version in full with what follows the "+".',
    },
    zh: {
      what: '软件包 {package} 有多个 bundle 的版本是 {version}：取 {bundle}，不取 {others}。',
      next: '如需另一个，请写出包含 “+” 之后部分的完整版本号。',
    },
  },
  CATALOG_FILTER_OUTSIDE_RANGE: {
    en: {
      what: 'In channel {channel} of package {package}, {bundles} is kept although it is outside {range}: updates between the others lead through it.',
      next: 'Nothing to do. With a narrower range it is left out together with what needs it.',
    },
    zh: {
      what: '在软件包 {package} 的通道 {channel} 中，{bundles} 虽不在 {range} 范围内但仍保留：其他版本之间的升级需要经过它。',
      next: '无需操作。缩小范围即可将它与依赖它的版本一并去掉。',
    },
  },
  CATALOG_FILTER_PRERELEASES_PASSED: {
    en: {
      what: 'Channel {channel} of package {package}: {versions} is left out, because with {range} a version with a "-" counts as a pre-release.',
      next: 'If it is wanted, give one bound a "-", such as {bound}.',
    },
    zh: {
      what: '软件包 {package} 的通道 {channel}：{versions} 未被选中，因为按 {range} 筛选时，带 “-” 的版本会被视为预发布版本。',
      next: '如需选中，请让其中一个界限带 “-”，例如 {bound}。',
    },
  },
  CATALOG_FILTER_BUNDLES_UNLISTED: {
    en: {
      what: 'Package {package}: {bundles} is within the range, but no selected channel lists it; it is left out.',
      next: 'Select the channel that lists it if it is needed. OLM would refuse a bundle without a channel.',
    },
    zh: {
      what: '软件包 {package}：{bundles} 在范围内，但所选通道均未列出它，已略去。',
      next: '如有需要，请选择列出它的通道。OLM 会拒绝不属于任何通道的 bundle。',
    },
  },
  CATALOG_IMAGES_NONE: {
    en: {
      what: 'Nothing is left of the catalogue: no bundle is selected.',
      next: 'Check the names of packages and channels in the configuration.',
    },
    zh: {
      what: '目录中没有任何内容被选中：没有选中的 bundle。',
      next: '请检查配置中软件包和通道的名称。',
    },
  },
} as const satisfies ErrorArea;

export const catalogFilterErrors = {
  ...catalogStructureErrors,
  ...catalogSelectionErrors,
} as const satisfies ErrorArea;
