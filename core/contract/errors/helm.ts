import type { ErrorArea } from './text.ts';

/** Helm repositories, charts and the images they name. */
export const helmErrors = {
  HELM_VALUES_UNREADABLE: {
    en: {
      what: 'The values for chart {chart} cannot be read from {file}: {reason}.',
      next: 'Check the path after --helm-values, and that the file is at most 1 MiB.',
    },
    zh: {
      what: '无法从 {file} 读取 Chart {chart} 的 values：{reason}。',
      next: '请检查 --helm-values 后的路径，并确认文件不超过 1 MiB。',
    },
  },
  HELM_VALUES_INVALID: {
    en: {
      what: 'The values for chart {chart} are no YAML mapping (line {line}): {reason}.',
      next: 'Write them as a values.yaml has them: keys and their values.',
    },
    zh: {
      what: 'Chart {chart} 的 values 不是 YAML 映射（第 {line} 行）：{reason}。',
      next: '请按 values.yaml 的形式编写：键和对应的值。',
    },
  },
  HELM_CHART_DAMAGED: {
    en: {
      what: 'The chart archive {chart} cannot be unpacked.',
      next: 'Get the chart again. A login page or a proxy may have answered in its place; the detail says what is wrong.',
    },
    zh: {
      what: 'Chart 包 {chart} 无法解包。',
      next: '请重新获取该 Chart，应答可能来自登录页或代理。详情中说明了具体问题。',
    },
  },
  HELM_CHART_ENTRY_REFUSED: {
    en: {
      what: 'The chart archive {chart} holds "{entry}", which a chart must not: a link, a device, a name given twice, or one outside the chart\'s folder.',
      next: 'Do not use this archive. Get the chart from its publisher again, or pack it with "helm package".',
    },
    zh: {
      what: 'Chart 包 {chart} 中的 “{entry}” 不允许出现：它是链接、设备、重复的名称，或位于 Chart 目录之外。',
      next: '请勿使用该包。请从发布方重新获取，或用 “helm package” 重新打包。',
    },
  },
  HELM_CHART_TOO_LARGE: {
    en: {
      what: 'The chart {chart} is larger than any real one ("{file}", limit {limit}).',
      next: 'Check where the chart comes from. Nothing of it was used.',
    },
    zh: {
      what: 'Chart {chart} 超出合理大小（“{file}”，上限 {limit}）。',
      next: '请确认 Chart 的来源。其中的内容未被使用。',
    },
  },
  HELM_CHART_UNREADABLE: {
    en: {
      what: 'The local chart {path} cannot be read ({reason}).',
      next: 'Check the path in helm.local. Local charts are not carried in a set: the same path must exist wherever this configuration is used.',
    },
    zh: {
      what: '无法读取本地 Chart {path}（{reason}）。',
      next: '请检查 helm.local 中的路径。本地 Chart 不随传输集携带，使用该配置的每一处都必须有相同的路径。',
    },
  },
  HELM_CHART_INVALID: {
    en: {
      what: 'The chart {chart} cannot be used: {file} is missing or is not what Helm expects.',
      next: 'Correct the chart, or use another version. The detail says what is wrong.',
    },
    zh: {
      what: 'Chart {chart} 无法使用：{file} 缺失或不符合 Helm 的要求。',
      next: '请修正 Chart 或改用其他版本。详情中说明了具体问题。',
    },
  },
  HELM_IGNORE_INVALID: {
    en: {
      what: 'The .helmignore of {chart} has a pattern that Helm does not take: "{pattern}".',
      next: 'Write it without "**" and with closed brackets.',
    },
    zh: {
      what: '{chart} 的 .helmignore 中有 Helm 不支持的模式：“{pattern}”。',
      next: '请去掉 “**”，并确保括号成对。',
    },
  },
  HELM_DEPENDENCY_MISSING: {
    en: {
      what: 'The chart {chart} needs {dependency}, which is not in its charts folder; images of it are not found.',
      next: 'Run "helm dependency build" for a local chart; for one from a repository tell its publisher.',
    },
    zh: {
      what: 'Chart {chart} 依赖 {dependency}，但其 charts 目录中没有，因此找不到它的镜像。',
      next: '本地 Chart 请运行 “helm dependency build”；来自仓库的 Chart 请联系发布方。',
    },
  },
  HELM_TEMPLATE_INVALID: {
    en: {
      what: 'Template {template} of the chart {chart} cannot be read, line {line}: {reason}',
      next: 'Correct the chart, or use another version.',
    },
    zh: {
      what: 'Chart {chart} 的模板 {template} 第 {line} 行无法解析：{reason}',
      next: '请修正 Chart 或改用其他版本。',
    },
  },
  HELM_TEMPLATE_FAILED: {
    en: {
      what: 'Template {template} of the chart {chart} fails, line {line}: {reason}',
      next: 'The chart needs values that it has no defaults for: give them at the chart in the window, or with --helm-values. Or list its images as additionalImages.',
    },
    zh: {
      what: 'Chart {chart} 的模板 {template} 渲染失败，第 {line} 行：{reason}',
      next: '该 Chart 需要没有默认值的 values：请在窗口中该 Chart 处填写，或用 --helm-values 提供。也可以把其镜像写入 additionalImages。',
    },
  },
  HELM_TEMPLATE_LIMIT: {
    en: {
      what: 'Template {template} of the chart {chart} takes more work than any real one, line {line}: {reason}',
      next: 'Check where the chart comes from. Nothing of it was used.',
    },
    zh: {
      what: 'Chart {chart} 的模板 {template} 的运算量超出合理范围，第 {line} 行：{reason}',
      next: '请确认 Chart 的来源。其中的内容未被使用。',
    },
  },
  HELM_CHART_TOO_DEMANDING: {
    en: {
      what: 'The chart {chart} took more memory than any real one, or was not done after {seconds} seconds.',
      next: 'Check where the chart comes from. Nothing of it was used.',
    },
    zh: {
      what: 'Chart {chart} 占用的内存超出合理范围，或在 {seconds} 秒后仍未处理完。',
      next: '请确认 Chart 的来源。其中的内容未被使用。',
    },
  },
  HELM_DOCUMENT_INVALID: {
    en: {
      what: 'What the chart {chart} makes of {template} is not YAML: {reason}',
      next: 'Correct the chart, or use another version.',
    },
    zh: {
      what: 'Chart {chart} 由 {template} 渲染出的内容不是有效的 YAML：{reason}',
      next: '请修正 Chart 或改用其他版本。',
    },
  },
  HELM_NO_IMAGES: {
    en: {
      what: 'No image was found in the chart {chart}.',
      next: 'If it renders images only with values, give them. If they are in other places, name these in imagePaths, such as {.spec.template.spec.containers[*].env[*].value}. If it has none, take the chart out of the configuration.',
    },
    zh: {
      what: '在 Chart {chart} 中没有找到镜像。',
      next: '如果镜像只在提供 values 后才出现，请提供 values；如果写在其他位置，请用 imagePaths 指明，例如 {.spec.template.spec.containers[*].env[*].value}。如果它确实不含镜像，请从配置中去掉该 Chart。',
    },
  },
  HELM_IMAGE_UNUSABLE: {
    en: {
      what: 'The chart {chart} names "{image}", which is no complete image reference; it is left out.',
      next: 'A tag or a digest is needed. If the cluster will pull it, add it to additionalImages with its tag.',
    },
    zh: {
      what: 'Chart {chart} 中的 “{image}” 不是完整的镜像引用，已忽略。',
      next: '引用必须带标签或摘要。如果集群会拉取它，请带上标签写入 additionalImages。',
    },
  },
  HELM_IMAGE_PATH_INVALID: {
    en: {
      what: 'The imagePath "{path}" of the chart {chart} is not a JSONPath that kubectl takes ({reason}).',
      next: 'Write it in braces, such as {.spec.template.spec.containers[*].image}.',
    },
    zh: {
      what: 'Chart {chart} 的 imagePath “{path}” 不是 kubectl 支持的 JSONPath（{reason}）。',
      next: '请写在花括号中，例如 {.spec.template.spec.containers[*].image}。',
    },
  },
  HELM_IMAGE_PATH_UNMATCHED: {
    en: {
      what: 'The imagePath "{path}" matches nothing in the chart {chart}.',
      next: 'Check its spelling against what the chart renders to.',
    },
    zh: {
      what: 'imagePath “{path}” 在 Chart {chart} 中没有匹配到任何内容。',
      next: '请对照 Chart 的渲染结果检查拼写。',
    },
  },
  HELM_REPOSITORY_URL_INVALID: {
    en: {
      what: 'The address "{url}" of the Helm repository {repository} cannot be used.',
      next: 'Give an http, https or oci address without user and password.',
    },
    zh: {
      what: 'Helm 仓库 {repository} 的地址 “{url}” 无法使用。',
      next: '请填写不含用户名和密码的 http、https 或 oci 地址。',
    },
  },
  HELM_INDEX_ABSENT: {
    en: {
      what: 'The Helm repository {repository} has no index at {url}.',
      next: 'The address is the folder in which index.yaml lies. Check it.',
    },
    zh: {
      what: 'Helm 仓库 {repository} 在 {url} 处没有索引。',
      next: '地址应为 index.yaml 所在的目录，请检查。',
    },
  },
  HELM_INDEX_INVALID: {
    en: {
      what: 'What was received as the index of the Helm repository {repository} is not one.',
      next: 'Check the address; a login page or a proxy may have answered instead. The detail says what is wrong.',
    },
    zh: {
      what: '收到的内容不是 Helm 仓库 {repository} 的索引。',
      next: '请检查地址，应答可能来自登录页或代理。详情中说明了具体问题。',
    },
  },
  HELM_CHART_ABSENT: {
    en: {
      what: 'The Helm repository {repository} has no chart {chart}.',
      next: "Check the name against the repository's index.",
    },
    zh: {
      what: 'Helm 仓库 {repository} 中没有 Chart {chart}。',
      next: '请对照仓库索引检查名称。',
    },
  },
  HELM_VERSION_ABSENT: {
    en: {
      what: 'The Helm repository {repository} has no version {version} of the chart {chart}.',
      next: 'It has: {versions}.',
    },
    zh: {
      what: 'Helm 仓库 {repository} 中没有 Chart {chart} 的版本 {version}。',
      next: '现有版本：{versions}。',
    },
  },
  HELM_VERSION_NEEDED: {
    en: {
      what: 'The chart {chart} of {repository} needs a version.',
      next: 'An oci repository has no index that says which version is the latest. Add "version" to the chart.',
    },
    zh: {
      what: '{repository} 的 Chart {chart} 需要写明版本。',
      next: 'oci 仓库没有可供查询最新版本的索引。请为该 Chart 添加 “version”。',
    },
  },
  HELM_CHARTS_NEEDED: {
    en: {
      what: 'The Helm repository {repository} is an oci address and names no charts.',
      next: 'An oci repository has no index of its charts. List them under "charts" with name and version.',
    },
    zh: {
      what: 'Helm 仓库 {repository} 是 oci 地址，但没有列出 Chart。',
      next: 'oci 仓库没有 Chart 索引。请在 “charts” 下列出 Chart 的名称和版本。',
    },
  },
  HELM_CHART_URL_INVALID: {
    en: {
      what: 'The index of the Helm repository {repository} gives the chart {chart} no usable address.',
      next: 'Tell the publisher of the repository, or use another version.',
    },
    zh: {
      what: 'Helm 仓库 {repository} 的索引没有为 Chart {chart} 提供可用的地址。',
      next: '请联系仓库的发布方或改用其他版本。',
    },
  },
  HELM_CHART_NOT_FOUND: {
    en: {
      what: 'The chart {chart} is not where the Helm repository {repository} says it is ({url}).',
      next: 'Tell the publisher of the repository, or use another version.',
    },
    zh: {
      what: '在 Helm 仓库 {repository} 所示的位置（{url}）找不到 Chart {chart}。',
      next: '请联系仓库的发布方或改用其他版本。',
    },
  },
  HELM_CHART_DIGEST_DIFFERS: {
    en: {
      what: "The chart {chart} of {repository} is not the one that the repository's index names: its SHA-256 is {actual} instead of {expected}.",
      next: 'Do not use it. Try again; if it stays so, tell the publisher of the repository.',
    },
    zh: {
      what: '{repository} 的 Chart {chart} 与仓库索引所示不符：SHA-256 为 {actual}，应为 {expected}。',
      next: '请勿使用。请重试；若仍如此，请联系仓库的发布方。',
    },
  },
  HELM_CHART_OTHER: {
    en: {
      what: 'What {repository} gives for the chart {chart} is {found}.',
      next: 'Do not use it. Tell the publisher of the repository.',
    },
    zh: {
      what: '{repository} 为 Chart {chart} 提供的是 {found}。',
      next: '请勿使用，并联系仓库的发布方。',
    },
  },
  HELM_CHART_NOT_IN_SET: {
    en: {
      what: 'The set does not hold the chart {chart} ({file}).',
      next: 'Use the configuration that the set was made with, or make a new set that includes the chart.',
    },
    zh: {
      what: '传输集中没有 Chart {chart}（{file}）。',
      next: '请使用制作该集合时的配置，或重新制作包含该 Chart 的集合。',
    },
  },
  HELM_INDEX_NOT_IN_SET: {
    en: {
      what: 'The set does not hold the index of the Helm repository {repository} ({file}).',
      next: 'Use the configuration that the set was made with: it must name the repository without charts, too.',
    },
    zh: {
      what: '传输集中没有 Helm 仓库 {repository} 的索引（{file}）。',
      next: '请使用制作该集合时的配置，其中该仓库同样不得列出 Chart。',
    },
  },
  HELM_CHARTS_COLLIDE: {
    en: {
      what: 'Two Helm repositories give different charts under the name {file}; only one can be carried.',
      next: 'Take one of them out of the configuration.',
    },
    zh: {
      what: '两个 Helm 仓库以同一名称 {file} 提供了不同的 Chart，只能携带其中一个。',
      next: '请从配置中去掉其中一个。',
    },
  },
} as const satisfies ErrorArea;
