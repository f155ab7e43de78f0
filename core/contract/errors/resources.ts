import type { ErrorArea } from './text.ts';

/** The files that a cluster is given: mirror sets, catalogue sources, the update service, signatures. */
export const resourcesErrors = {
  RESOURCES_WRITE_FAILED: {
    en: {
      what: '{path} could not be written: {message}.',
      next: 'The images are in the registry. Make room, or choose another folder with --workspace, and run it again: nothing is sent twice, only the files are written.',
    },
    zh: {
      what: '无法写入 {path}：{message}。',
      next: '镜像已在镜像仓库中。请腾出空间，或用 --workspace 选择其他目录，然后再次运行：不会重复传输，只会补写文件。',
    },
  },
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
      next: 'See the result of the graph image in this run, solve that, and run it again.',
    },
    zh: {
      what: '配置要求提供升级图，但未复制升级图镜像，因此没有生成 UpdateService。',
      next: '请查看本次运行中升级图镜像的结果，解决问题后再次运行。',
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
  RESOURCES_FINISH_FILE_UNKNOWN: {
    en: {
      what: 'There is no file {file} with one CatalogSource among these cluster resources.',
      next: 'Show the cluster resources again and choose anew.',
    },
    zh: {
      what: '这些集群资源中没有恰好包含一个 CatalogSource 的文件 {file}。',
      next: '请重新打开集群资源并再次选择。',
    },
  },
  RESOURCES_FINISH_NAME_INVALID: {
    en: {
      what: '"{name}" cannot be the name of a CatalogSource.',
      next: 'Use at most 63 lower-case letters, digits and dashes; begin with a letter, end with a letter or digit.',
    },
    zh: {
      what: '“{name}”不能用作 CatalogSource 的名称。',
      next: '最多 63 个小写字母、数字和连字符；以字母开头，以字母或数字结尾。',
    },
  },
  RESOURCES_FINISH_NAME_TAKEN: {
    en: {
      what: 'The CatalogSource in {other} has the name "{name}" too: the one applied later would replace the other.',
      next: 'Give each of them a name of its own.',
    },
    zh: {
      what: '{other} 中的 CatalogSource 也名为“{name}”：后应用的会替换先应用的。',
      next: '请为每个 CatalogSource 使用不同的名称。',
    },
  },
  RESOURCES_FINISH_NAMESPACE_INVALID: {
    en: {
      what: '"{namespace}" cannot be the name of a namespace.',
      next: 'Use at most 63 lower-case letters, digits and dashes, or leave the field empty for openshift-marketplace.',
    },
    zh: {
      what: '“{namespace}”不能用作命名空间的名称。',
      next: '最多 63 个小写字母、数字和连字符；留空则使用 openshift-marketplace。',
    },
  },
  RESOURCES_FINISH_TEXT_INVALID: {
    en: {
      what: 'The text has more than {limit} characters, or more than one line.',
      next: 'Write one short line: it is a heading in the console.',
    },
    zh: {
      what: '文字超过 {limit} 个字符，或不止一行。',
      next: '请写成简短的一行：它会作为标题显示在控制台中。',
    },
  },
  RESOURCES_FINISH_POLL_INVALID: {
    en: {
      what: '"{interval}" is not a duration of at least one minute.',
      next: 'Write it with units, such as 30m, 1h or 1h30m.',
    },
    zh: {
      what: '“{interval}”不是至少一分钟的时长。',
      next: '请带单位填写，例如 30m、1h 或 1h30m。',
    },
  },
  RESOURCES_FINISH_PRIORITY_INVALID: {
    en: {
      what: '"{priority}" is not a whole number between -2147483648 and 2147483647.',
      next: 'A higher number is preferred when two catalogues offer the same. Default sources have -100 and less.',
    },
    zh: {
      what: '“{priority}”不是 -2147483648 到 2147483647 之间的整数。',
      next: '两个目录提供相同内容时，数值大者优先。默认源的优先级为 -100 或更低。',
    },
  },
  RESOURCES_FINISH_POLL_PINNED: {
    en: {
      what: 'No poll interval was written into {file}: its image is named by digest and never changes.',
      next: 'Clear the interval. When a newer catalogue comes, apply the files of that import.',
    },
    zh: {
      what: '未在 {file} 中写入轮询间隔：其镜像以摘要命名，永不变化。',
      next: '请清空该间隔。有新的目录时，应用那次导入的文件即可。',
    },
  },
  RESOURCES_FINISH_DEFAULT_ENABLED: {
    en: {
      what: 'A cluster has a default source with the name "{name}". While it is enabled, the cluster restores it over yours.',
      next: 'Disable that default source here, or choose another name.',
    },
    zh: {
      what: '集群自带名为“{name}”的默认源。该源启用期间，集群会用它覆盖您的源。',
      next: '请在此处禁用该默认源，或改用其他名称。',
    },
  },
  RESOURCES_FINISH_DEFAULT_FIRST: {
    en: {
      what: 'The default source with the name "{name}" must be gone before yours is applied.',
      next: 'After the OperatorHub file, wait until "oc get catalogsource -n openshift-marketplace" no longer lists it; then go on.',
    },
    zh: {
      what: '应用您的源之前，名为“{name}”的默认源必须已被移除。',
      next: '应用 OperatorHub 文件后，等到 “oc get catalogsource -n openshift-marketplace” 不再列出它，再继续。',
    },
  },
  RESOURCES_FINISH_RENAMED: {
    en: {
      what: 'The CatalogSource "{before}" gets the name "{name}". If it was applied under its earlier name, the cluster keeps both.',
      next: 'Let Subscriptions that name the earlier one name the new one, then delete it: oc delete catalogsource {before} -n {namespace}',
    },
    zh: {
      what: 'CatalogSource “{before}”将改名为“{name}”。如果曾以原名称应用，集群会同时保留两者。',
      next: '请先让引用原名称的 Subscription 改用新名称，再删除原来的源：oc delete catalogsource {before} -n {namespace}。',
    },
  },
  RESOURCES_FINISH_NAMESPACE_OTHER: {
    en: {
      what: 'In the namespace "{namespace}" the catalogue serves only that namespace, unless the cluster uses it as its global catalogue namespace.',
      next: 'On OpenShift leave the field empty: openshift-marketplace serves all namespaces.',
    },
    zh: {
      what: '除非集群将“{namespace}”用作全局目录命名空间，否则其中的目录只服务于该命名空间。',
      next: '在 OpenShift 上请留空：openshift-marketplace 服务于所有命名空间。',
    },
  },
  RESOURCES_EXPORT_ONTO_ORIGINALS: {
    en: {
      what: 'The finished files would replace the ones that the import wrote in {folder}.',
      next: 'Choose another folder: the next import goes on from the files as they are.',
    },
    zh: {
      what: '完善后的文件会替换导入时写入 {folder} 的文件。',
      next: '请选择其他目录：下次导入将以现有文件为基础。',
    },
  },
  RESOURCES_CA_INVALID: {
    en: {
      what: 'The text holds no certificate that can be read (PEM).',
      next: 'Paste the certificate of the authority, from "-----BEGIN CERTIFICATE-----" to "-----END CERTIFICATE-----"; several may follow each other.',
    },
    zh: {
      what: '文本中没有可读取的证书（PEM）。',
      next: '请粘贴 CA 证书，从 “-----BEGIN CERTIFICATE-----” 到 “-----END CERTIFICATE-----”；可依次粘贴多个。',
    },
  },
  RESOURCES_CA_PRIVATE_KEY: {
    en: {
      what: 'The text holds a private key. It was not kept and does not belong into a cluster resource.',
      next: 'Paste only the certificate of the authority.',
    },
    zh: {
      what: '文本中包含私钥。私钥未被保存，也不应放入集群资源。',
      next: '请只粘贴 CA 证书。',
    },
  },
  RESOURCES_CA_HOST_UNFIT: {
    en: {
      what: 'An OpenShift cluster cannot be given an authority for "{host}": a ConfigMap key cannot hold that address.',
      next: 'Give the registry a host name, import under that name, and use the files of that import.',
    },
    zh: {
      what: '无法为“{host}”向 OpenShift 集群提供 CA：该地址不能用作 ConfigMap 的键。',
      next: '请为镜像仓库设置主机名，以该名称重新导入，并使用那次导入的文件。',
    },
  },
  RESOURCES_CA_EXPIRED: {
    en: {
      what: 'The certificate {subject} was valid until {at}.',
      next: 'Take the authority that signs the registry now, else the cluster refuses to pull.',
    },
    zh: {
      what: '证书 {subject} 的有效期至 {at}，现已过期。',
      next: '请改用当前签发仓库证书的 CA，否则集群会拒绝拉取。',
    },
  },
  RESOURCES_CA_REPLACES: {
    en: {
      what: 'A cluster names one ConfigMap with registry authorities. If yours names another than "{name}" already, {file} takes its place.',
      next: 'See "oc get image.config.openshift.io/cluster -o yaml". If additionalTrustedCA is set there, add the keys of {name} to that ConfigMap and leave {file} out.',
    },
    zh: {
      what: '集群只引用一个存放仓库 CA 的 ConfigMap。如果您的集群已引用“{name}”以外的 ConfigMap，{file} 会取而代之。',
      next: '请查看 “oc get image.config.openshift.io/cluster -o yaml”。若其中已设置 additionalTrustedCA，请将 {name} 的键加入那个 ConfigMap，不要应用 {file}。',
    },
  },
  RESOURCES_CA_NODES: {
    en: {
      what: 'The cluster writes the authority to every node as a file: nodes are neither drained nor restarted.',
      next: 'Only with hosted control planes, a change of the image configuration rolls all node pools: plan a maintenance window there.',
    },
    zh: {
      what: '集群会将 CA 作为文件写入每个节点：不排空（drain）也不重启节点。',
      next: '仅托管控制平面（hosted control planes）例外：更改镜像配置会滚动更新所有节点池，请安排维护窗口。',
    },
  },
} as const satisfies ErrorArea;
