import type { ErrorArea } from './text.ts';

/** registries.conf: which files, what is wrong in them, and what a reference becomes. */
export const registriesConfErrors = {
  REGISTRIES_CONF_MISSING: {
    en: {
      what: 'The registries.conf given by {source} does not exist: {file}.',
      next: 'Correct the path, or leave it out to use the usual places (your ~/.config/containers, then /etc/containers).',
    },
    zh: {
      what: '{source} 指定的 registries.conf 不存在：{file}。',
      next: '请更正路径；或者不指定，改用默认位置（先是 ~/.config/containers，然后是 /etc/containers）。',
    },
  },
  REGISTRIES_CONF_UNREADABLE: {
    en: {
      what: '{file} cannot be read ({reason}).',
      next: 'Make the file readable for the user who runs Sluice, or name another one with --registries-conf.',
    },
    zh: {
      what: '无法读取 {file}（{reason}）。',
      next: '请让运行 Sluice 的用户能够读取该文件，或用 --registries-conf 指定另一个文件。',
    },
  },
  REGISTRIES_CONF_TOO_LARGE: {
    en: {
      what: '{file} is larger than {limit} bytes.',
      next: 'That is not a registries.conf. Check the path.',
    },
    zh: { what: '{file} 超过 {limit} 字节。', next: '这不像是 registries.conf，请检查路径。' },
  },
  REGISTRIES_CONF_SYNTAX: {
    en: {
      what: '{file} is not valid TOML: line {line}, column {column}.',
      next: 'Correct that line. Texts need quotes, and a key may be given only once in a table.',
    },
    zh: {
      what: '{file} 不是有效的 TOML：第 {line} 行第 {column} 列。',
      next: '请修改该行。字符串要加引号，同一张表中的键只能出现一次。',
    },
  },
  REGISTRIES_CONF_TYPE: {
    en: {
      what: 'In {file}, "{key}" must be {expected}.',
      next: 'Correct the value. A registry entry starts with [[registry]], a mirror with [[registry.mirror]].',
    },
    zh: {
      what: '{file} 中的“{key}”类型不对，应为：{expected}。',
      next: '请更正该值。仓库条目以 [[registry]] 开头，镜像条目以 [[registry.mirror]] 开头。',
    },
  },
  REGISTRIES_CONF_VALUE: {
    en: {
      what: 'In {file}, "{key}" has the value "{value}".',
      next: 'Allowed: {allowed}.',
    },
    zh: { what: '{file} 中“{key}”的值“{value}”无效。', next: '允许的值：{allowed}。' },
  },
  REGISTRIES_CONF_LOCATION_MISSING: {
    en: {
      what: 'In {file}, the [[registry]] entry {entry} has no location.',
      next: 'Add location = "host/path". Only an entry whose prefix is a wildcard (*.example.com) may leave it out.',
    },
    zh: {
      what: '{file} 中的 [[registry]] 条目 {entry} 没有 location。',
      next: '请补上 location = "主机/路径"。只有前缀为通配符（*.example.com）的条目才可以省略。',
    },
  },
  REGISTRIES_CONF_MIRROR_LOCATION_MISSING: {
    en: {
      what: 'In {file}, a [[registry.mirror]] of {prefix} has no location.',
      next: 'Add location = "host/path" to that mirror, or remove it.',
    },
    zh: {
      what: '{file} 中 {prefix} 的某个 [[registry.mirror]] 没有 location。',
      next: '请为该镜像补上 location = "主机/路径"，或将其删除。',
    },
  },
  REGISTRIES_CONF_SCHEME: {
    en: {
      what: 'In {file}, "{value}" starts with a scheme.',
      next: 'Write the host without http:// or https://. For a registry without TLS add insecure = true.',
    },
    zh: {
      what: '{file} 中的“{value}”带有协议前缀。',
      next: '请去掉 http:// 或 https://，只写主机。没有 TLS 的仓库请加 insecure = true。',
    },
  },
  REGISTRIES_CONF_WILDCARD: {
    en: {
      what: 'In {file}, the wildcard prefix "{prefix}" has a port, path, tag or digest.',
      next: 'A wildcard prefix is *. and a domain, nothing more: *.example.com.',
    },
    zh: {
      what: '{file} 中的通配前缀“{prefix}”带有端口、路径、标签或摘要。',
      next: '通配前缀只能是 *. 加域名，例如 *.example.com。',
    },
  },
  REGISTRIES_CONF_CONFLICT: {
    en: {
      what: 'In {file}, {location} is defined several times with different "{setting}".',
      next: 'Give all entries with this location the same "{setting}".',
    },
    zh: {
      what: '{file} 中多次定义了 {location}，且“{setting}”互不相同。',
      next: '请让 location 相同的所有条目使用同样的“{setting}”。',
    },
  },
  REGISTRIES_CONF_MIRROR_USE_TWICE: {
    en: {
      what: 'In {file}, {prefix} sets mirror-by-digest-only and its mirror {mirror} sets pull-from-mirror.',
      next: 'Keep one of the two. pull-from-mirror = "digest-only" says the same for a single mirror.',
    },
    zh: {
      what: '{file} 中 {prefix} 设置了 mirror-by-digest-only，而其镜像 {mirror} 又设置了 pull-from-mirror。',
      next: '两者只能保留其一。pull-from-mirror = "digest-only" 可对单个镜像起到相同作用。',
    },
  },
  REGISTRIES_CONF_MIRROR_USE_ON_PRIMARY: {
    en: {
      what: 'In {file}, {prefix} itself has pull-from-mirror.',
      next: 'Move pull-from-mirror into the [[registry.mirror]] entries.',
    },
    zh: {
      what: '{file} 中 {prefix} 条目本身设置了 pull-from-mirror。',
      next: '请把 pull-from-mirror 移到 [[registry.mirror]] 条目中。',
    },
  },
  REGISTRIES_CONF_MIXED_VERSIONS: {
    en: {
      what: '{file} mixes the old format ([registries.search] and the like) with the new one.',
      next: 'Keep only [[registry]] entries and unqualified-search-registries.',
    },
    zh: {
      what: '{file} 混用了旧格式（[registries.search] 等）与新格式。',
      next: '请只保留 [[registry]] 条目和 unqualified-search-registries。',
    },
  },
  REGISTRIES_CONF_V1_DROP_IN: {
    en: {
      what: 'The drop-in {file} is written in the old format.',
      next: 'Rewrite it with [[registry]] entries: the old format is accepted only for the main file.',
    },
    zh: {
      what: '附加配置 {file} 使用的是旧格式。',
      next: '请改写为 [[registry]] 条目；旧格式仅在主文件中可用。',
    },
  },
  REGISTRIES_CONF_V1_CONVERTED: {
    en: {
      what: '{file} is written in the old format; it was read as its new equivalent.',
      next: 'Rewrite it with [[registry]] entries: newer tools refuse the old format.',
    },
    zh: {
      what: '{file} 使用的是旧格式，已按等价的新格式读取。',
      next: '请改写为 [[registry]] 条目，较新的工具会拒绝旧格式。',
    },
  },
  REGISTRIES_CONF_KEY_IGNORED: {
    en: {
      what: 'In {file}, "{key}" means nothing and was ignored.',
      next: 'Check the spelling. "prefix" belongs to [[registry]], not to a mirror.',
    },
    zh: {
      what: '{file} 中的“{key}”没有含义，已忽略。',
      next: '请检查拼写。“prefix”属于 [[registry]]，不能写在镜像条目中。',
    },
  },
  REGISTRIES_CONF_PREFIX_REPEATED: {
    en: {
      what: '{file} defines {prefix} more than once; only the first entry counts.',
      next: 'Put all mirrors of {prefix} under one [[registry]] entry.',
    },
    zh: {
      what: '{file} 多次定义了 {prefix}，只有第一个条目生效。',
      next: '请把 {prefix} 的所有镜像写在同一个 [[registry]] 条目下。',
    },
  },
  REGISTRIES_CONF_LOCATION_UNUSABLE: {
    en: {
      what: 'In {file}, "{location}" cannot be the start of an image name.',
      next: 'Write host[:port], optionally followed by a lower-case path. Replace placeholders such as <registry>.',
    },
    zh: {
      what: '{file} 中的“{location}”不能作为镜像名称的开头。',
      next: '请写成 主机[:端口]，后面可接小写路径。<registry> 之类的占位符要换成真实名称。',
    },
  },
  REGISTRIES_CONF_LINK_IGNORED: {
    en: {
      what: 'The drop-in {file} is not a regular file and was ignored.',
      next: 'Current container tools ignore links here. Put a copy of the file in its place.',
    },
    zh: {
      what: '附加配置 {file} 不是普通文件，已忽略。',
      next: '新版容器工具会忽略此处的链接，请改为放置文件副本。',
    },
  },
  REGISTRIES_CONF_REWRITE: {
    en: {
      what: 'registries.conf turns {reference} into "{rewritten}", which is not a complete image name.',
      next: 'Correct the location "{location}" in {file}. A name on docker.io needs its namespace, for example docker.io/library.',
    },
    zh: {
      what: 'registries.conf 将 {reference} 改写为“{rewritten}”，这不是完整的镜像名称。',
      next: '请更正 {file} 中的 location“{location}”。docker.io 上的名称须带命名空间，例如 docker.io/library。',
    },
  },
  REGISTRIES_CONF_MIRROR_SKIPPED: {
    en: {
      what: 'The mirror {location} was skipped for {reference}: "{rewritten}" is not a complete image name.',
      next: 'Correct the mirror in {file}; other container tools stop here instead of going on to the next one.',
    },
    zh: {
      what: '{reference} 跳过了镜像 {location}：“{rewritten}”不是完整的镜像名称。',
      next: '请更正 {file} 中的该镜像；其他容器工具遇到此情况会直接报错，不会继续尝试下一个。',
    },
  },
} as const satisfies ErrorArea;
