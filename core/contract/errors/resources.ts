import type { ErrorArea } from './text.ts';

/** The files that a cluster is given: mirror sets, catalogue sources, the update service, signatures. */
export const resourcesErrors = {
  RESOURCES_ORIGIN_WITHOUT_HOST: {
    en: {
      what: '{count} images name no registry host, so no mirror rule can be written for them: {first}.',
      next: 'They were copied. For clusters to find them under their old names, write the host in the configuration, such as docker.io/library/hello-world:latest, and run again.',
    },
    zh: {
      what: '有 {count} 个镜像未写明仓库主机，无法为其生成镜像规则：{first}。',
      next: '这些镜像已复制。若要集群按原名称找到它们，请在配置中写明主机，例如 docker.io/library/hello-world:latest，然后重新运行。',
    },
  },
  RESOURCES_GRAPH_ABSENT: {
    en: {
      what: 'The configuration asks for the update graph, but no graph image was copied: no UpdateService was written.',
      next: 'See the result of the graph image in this run, solve that, and run the same command again.',
    },
    zh: {
      what: '配置要求提供升级图，但未复制升级图镜像，因此没有生成 UpdateService。',
      next: '请查看本次运行中升级图镜像的结果，解决问题后再次运行同一命令。',
    },
  },
  RESOURCES_RELEASE_ABSENT: {
    en: {
      what: 'The configuration asks for the update graph, but no release was copied: no UpdateService was written.',
      next: 'An UpdateService needs at least one release in the target registry. Copy one, or set "graph: false".',
    },
    zh: {
      what: '配置要求提供升级图，但未复制任何发行版，因此没有生成 UpdateService。',
      next: 'UpdateService 要求目标仓库中至少有一个发行版。请复制一个发行版，或设置 “graph: false”。',
    },
  },
  RESOURCES_TEMPLATE_REFUSED: {
    en: {
      what: 'The template for the CatalogSource of {catalog} was not used: {reason}.',
      next: 'A CatalogSource without extra fields was written instead. Correct targetCatalogSourceTemplate and run again if you need them.',
    },
    zh: {
      what: '{catalog} 的 CatalogSource 模板未被采用：{reason}。',
      next: '已改为生成不含额外字段的 CatalogSource。如需这些字段，请更正 targetCatalogSourceTemplate 后重新运行。',
    },
  },
  RESOURCES_TAB: {
    en: {
      what: '{file} uses a tab for indentation in line {line}.',
      next: 'YAML allows only spaces there. Replace the tab by spaces.',
    },
    zh: {
      what: '{file} 第 {line} 行使用了制表符缩进。',
      next: 'YAML 的缩进只能使用空格，请将制表符替换为空格。',
    },
  },
  RESOURCES_YAML_INVALID: {
    en: {
      what: '{file} is not valid YAML (line {line}).',
      next: 'Correct the line, or take the file as the tool or the cluster wrote it.',
    },
    zh: {
      what: '{file} 不是有效的 YAML（第 {line} 行）。',
      next: '请更正该行，或使用工具、集群生成的原始文件。',
    },
  },
  RESOURCES_FILE_TOO_LARGE: {
    en: {
      what: '{file} has {bytes} bytes; a cluster resource file has at most {limit}.',
      next: 'Give the folder or file that holds the cluster resources (idms-oc-mirror.yaml, itms-oc-mirror.yaml).',
    },
    zh: {
      what: '{file} 有 {bytes} 字节；集群资源文件最多 {limit} 字节。',
      next: '请指定存放集群资源（idms-oc-mirror.yaml、itms-oc-mirror.yaml）的目录或文件。',
    },
  },
  RESOURCES_ENTRY_INVALID: {
    en: {
      what: '{file} has a mirror entry that cannot be used: "{text}" is not a registry location.',
      next: 'A location is a host with an optional port and path, such as registry.example.com:8443/ubi9, without https:// and without a tag. Correct it.',
    },
    zh: {
      what: '{file} 中有无法使用的镜像条目：“{text}”不是仓库地址。',
      next: '地址由主机加可选的端口和路径组成，例如 registry.example.com:8443/ubi9，不含 https:// 和标签。请更正。',
    },
  },
  RESOURCES_SHAPE_INVALID: {
    en: {
      what: 'The {kind} in {file} does not have the fields that such an object has.',
      next: 'Compare it with the file that the tool wrote, or export it from the cluster again.',
    },
    zh: {
      what: '{file} 中的 {kind} 缺少该类对象应有的字段。',
      next: '请与工具生成的文件对照，或从集群重新导出。',
    },
  },
  RESOURCES_WITHOUT_MIRRORS: {
    en: {
      what: 'None of these files holds an ImageDigestMirrorSet, ImageTagMirrorSet or ImageContentSourcePolicy: {files}.',
      next: 'Give the cluster-resources folder that the push into the mirror registry wrote.',
    },
    zh: {
      what: '以下文件中没有 ImageDigestMirrorSet、ImageTagMirrorSet 或 ImageContentSourcePolicy：{files}。',
      next: '请指定向镜像仓库推送时生成的 cluster-resources 目录。',
    },
  },
} as const satisfies ErrorArea;
