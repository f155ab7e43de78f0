import { releaseContentErrors } from './release-content.ts';
import { releaseSignatureErrors } from './release-signature.ts';
import type { ErrorArea } from './text.ts';

/** Update graphs, and which releases a configuration selects. */
const releaseSelectionErrors = {
  RELEASE_VERSION_INVALID: {
    en: {
      what: '"{version}" is not a release version.',
      next: 'Write all three numbers, such as 4.18.1 or 4.18.0-rc.2, in quotes and without a leading "v".',
    },
    zh: {
      what: '“{version}”不是有效的发行版本号。',
      next: '请写全三段数字（例如 4.18.1 或 4.18.0-rc.2），加引号，前面不带 “v”。',
    },
  },
  RELEASE_UPDATE_URL_INVALID: {
    en: {
      what: 'UPDATE_URL_OVERRIDE is not an http or https address.',
      next: 'Set it to the graph address of the update service, such as https://osus.example/api/upgrades_info/v1/graph, or unset it.',
    },
    zh: {
      what: 'UPDATE_URL_OVERRIDE 不是 http 或 https 地址。',
      next: '请将其设为更新服务的 graph 地址（例如 https://osus.example/api/upgrades_info/v1/graph），或取消该变量。',
    },
  },
  RELEASE_GRAPH_DATA_URL_INVALID: {
    en: {
      what: 'SLUICE_GRAPH_DATA_URL is not an address.',
      next: 'Set it to where the graph data archive is, such as https://mirror.example/graph-data.tar.gz, or unset it.',
    },
    zh: {
      what: 'SLUICE_GRAPH_DATA_URL 不是有效的地址。',
      next: '请将其设为更新图数据归档的地址（例如 https://mirror.example/graph-data.tar.gz），或取消该变量。',
    },
  },
  RELEASE_SERVICE_REFUSED: {
    en: {
      what: '{host} refuses to give "{what}" (status {status}).',
      next: 'Check the address (UPDATE_URL_OVERRIDE, OCP_SIGNATURE_URL, or the url of the chart repository) and whether a proxy stands in between.',
    },
    zh: {
      what: '{host} 拒绝提供“{what}”（状态 {status}）。',
      next: '请检查地址（UPDATE_URL_OVERRIDE、OCP_SIGNATURE_URL 或 chart 仓库的 url）以及中间是否有代理。',
    },
  },
  RELEASE_SERVICE_BUSY: {
    en: {
      what: '{host} failed to give "{what}" several times (status {status}).',
      next: 'The fault is on the side of the service. Run it again later.',
    },
    zh: {
      what: '{host} 多次未能提供“{what}”（状态 {status}）。',
      next: '故障在服务端，请稍后再次运行。',
    },
  },
  RELEASE_ANSWER_TOO_LARGE: {
    en: {
      what: 'The answer of {host} for "{what}" exceeds {limit} bytes and was not read further.',
      next: 'Check that the address is the right service. No real answer is that large.',
    },
    zh: {
      what: '{host} 对“{what}”的响应超过 {limit} 字节，已停止读取。',
      next: '请确认地址指向正确的服务，正常响应不会这么大。',
    },
  },
  RELEASE_REDIRECT_REFUSED: {
    en: {
      what: '{host} redirects the request for "{what}" in a way that is not followed ({reason}).',
      next: 'A redirect must not leave https and must come to an end. Check the address and any proxy in between.',
    },
    zh: {
      what: '{host} 对“{what}”的请求做了无法跟随的重定向（{reason}）。',
      next: '重定向不得离开 https，也不得循环。请检查地址以及中间的代理。',
    },
  },
  RELEASE_GRAPH_TOO_LARGE: {
    en: {
      what: 'The update graph {graph} is larger than any real one (limit {limit} bytes) and was not used.',
      next: 'Check that the address is the right update service.',
    },
    zh: {
      what: '更新图 {graph} 超出合理大小（上限 {limit} 字节），未予使用。',
      next: '请确认地址指向正确的更新服务。',
    },
  },
  RELEASE_GRAPH_INVALID: {
    en: {
      what: 'What was received as update graph {graph} is not an update graph.',
      next: 'Check the address of the update service; a login page or a proxy may have answered instead. The detail says what is wrong.',
    },
    zh: {
      what: '收到的 {graph} 不是有效的更新图。',
      next: '请检查更新服务的地址，应答可能来自登录页或代理。详情中说明了具体问题。',
    },
  },
  RELEASE_GRAPH_VERSION_INVALID: {
    en: {
      what: 'The update graph {graph} lists a release with the unusable version "{version}".',
      next: 'The graph cannot be trusted to be whole. Report it to whoever runs the update service.',
    },
    zh: {
      what: '更新图 {graph} 中有一个发行版的版本号“{version}”无法识别。',
      next: '该更新图可能不完整，请向更新服务的维护者报告。',
    },
  },
  RELEASE_GRAPH_NOT_IN_SET: {
    en: {
      what: 'The set does not hold the update graph {graph}.',
      next: 'The set was made without channel {channel}. Use the configuration that the set was made with, or make a new set that includes the channel.',
    },
    zh: {
      what: '传输集中没有更新图 {graph}。',
      next: '制作该集合时未包含通道 {channel}。请使用制作时的配置，或重新制作包含该通道的集合。',
    },
  },
  RELEASE_GRAPH_CARRIED_USED: {
    en: {
      what: 'The update service could not be asked about channel {channel}: the graph that was carried here is used instead.',
      next: 'Releases that were published since are not in it. Check the update service; without UPDATE_URL_OVERRIDE the carried graph is used on purpose.',
    },
    zh: {
      what: '无法向更新服务查询通道 {channel}，改用随传输集带入的更新图。',
      next: '其中不含此后发布的发行版。请检查更新服务；不设置 UPDATE_URL_OVERRIDE 即表示直接使用随传输集带入的更新图。',
    },
  },
  RELEASE_GRAPH_EDGES_DANGLING: {
    en: {
      what: '{count} updates in the graph of {channel} ({architecture}) name releases that it does not list; they are left out.',
      next: 'Update paths may be missing. If the graph comes from your own update service, check its data.',
    },
    zh: {
      what: '{channel}（{architecture}）的更新图中有 {count} 条更新指向未列出的发行版，已忽略。',
      next: '更新路径可能不完整。若使用自建更新服务，请检查其数据。',
    },
  },
  RELEASE_CHANNEL_EMPTY: {
    en: {
      what: 'Channel {channel} has no releases for {architecture}.',
      next: 'Check the name of the channel and the architecture ("sluice list releases" shows what there is).',
    },
    zh: {
      what: '通道 {channel} 中没有 {architecture} 的发行版。',
      next: '请检查通道名和架构（用 “sluice list releases” 查看可用内容）。',
    },
  },
  RELEASE_RANGE_INVERTED: {
    en: {
      what: 'In channel {channel} ({architecture}) the range starts at {min} and ends at {max}: it is upside down.',
      next: 'Correct minVersion and maxVersion. With only one of them given, the other is the end of the channel.',
    },
    zh: {
      what: '通道 {channel}（{architecture}）的范围从 {min} 到 {max}，上下限颠倒。',
      next: '请更正 minVersion 和 maxVersion。只写其中一个时，另一个取通道的端点。',
    },
  },
  RELEASE_RANGE_EMPTY: {
    en: {
      what: 'Channel {channel} ({architecture}) has no release from {min} to {max}.',
      next: 'The channel goes from {lowest} to {highest}. Correct the range, or name another channel.',
    },
    zh: {
      what: '通道 {channel}（{architecture}）在 {min} 到 {max} 之间没有发行版。',
      next: '该通道的范围是 {lowest} 到 {highest}。请更正范围或改用其他通道。',
    },
  },
  RELEASE_VERSION_ABSENT: {
    en: {
      what: 'Channel {channel} ({architecture}) has no release {version}; the range ends at {nearest} instead.',
      next: 'If {version} was meant exactly, check whether it is in another channel.',
    },
    zh: {
      what: '通道 {channel}（{architecture}）中没有 {version}，范围实际止于 {nearest}。',
      next: '如确需 {version}，请确认它是否在其他通道中。',
    },
  },
  RELEASE_PATH_END_ABSENT: {
    en: {
      what: 'Channel {channel} ({architecture}) has no release {version}, so no shortest path can start or end there.',
      next: 'Name a release that the channel has ("sluice list releases --channel {channel}").',
    },
    zh: {
      what: '通道 {channel}（{architecture}）中没有 {version}，无法以它为端点计算最短路径。',
      next: '请改用该通道中存在的版本（“sluice list releases --channel {channel}”）。',
    },
  },
  RELEASE_UPDATE_PATH_ABSENT: {
    en: {
      what: 'No sequence of updates leads from {from} to {to} in {channel} ({architecture}).',
      next: 'A cluster on {from} cannot reach {to} with these releases. Choose another target version, or add the channels in between.',
    },
    zh: {
      what: '在 {channel}（{architecture}）中没有从 {from} 到 {to} 的更新路径。',
      next: '处于 {from} 的集群无法用这些发行版更新到 {to}。请选择其他目标版本，或加入中间的通道。',
    },
  },
  RELEASE_INTERMEDIATE_MISSING: {
    en: {
      what: 'To get from {from} to {to}, a cluster must also pass through {versions}, which the configuration leaves out ({channel}, {architecture}).',
      next: 'Add these releases to the configuration, or run with --add-intermediate. The path is {path}.',
    },
    zh: {
      what: '集群从 {from} 更新到 {to} 还必须经过 {versions}，但配置中未包含（{channel}，{architecture}）。',
      next: '请把这些发行版加入配置，或使用 --add-intermediate 运行。路径：{path}。',
    },
  },
  RELEASE_INTERMEDIATE_ADDED: {
    en: {
      what: 'Added {versions}: a cluster must pass through them on the way from {from} to {to} ({channel}, {architecture}).',
      next: 'Nothing to do. The path is {path}.',
    },
    zh: {
      what: '已加入 {versions}：集群从 {from} 更新到 {to} 必须经过这些版本（{channel}，{architecture}）。',
      next: '无需操作。路径：{path}。',
    },
  },
  RELEASE_EUS_PATH: {
    en: {
      what: 'The update from {from} to {to} crosses several minor releases; its path is {path} ({channel}, {architecture}).',
      next: 'All of these are in the selection. Check that the operators support each step.',
    },
    zh: {
      what: '从 {from} 到 {to} 跨越多个次版本，更新路径为 {path}（{channel}，{architecture}）。',
      next: '以上版本均已包含。请确认各 Operator 支持每一步。',
    },
  },
  RELEASE_PATH_CONDITIONAL: {
    en: {
      what: 'The update from {from} to {to} is only recommended to some clusters ({risks}): {message}',
      next: 'Check whether your clusters are concerned before you update: {urls}',
    },
    zh: {
      what: '从 {from} 到 {to} 的更新只推荐给部分集群（{risks}）：{message}',
      next: '更新前请确认您的集群是否受影响：{urls}',
    },
  },
  RELEASE_CHANNELS_NOT_CONNECTED: {
    en: {
      what: 'The update path from {from} to {to} breaks off: {version} is not in channel {channel}.',
      next: '{to} is included, but not the way to it. Choose a start version that channel {channel} has, or add the missing releases.',
    },
    zh: {
      what: '从 {from} 到 {to} 的更新路径中断：{version} 不在通道 {channel} 中。',
      next: '{to} 已包含，但缺少通往它的路径。请选择通道 {channel} 中存在的起始版本，或补充缺失的发行版。',
    },
  },
  RELEASE_PAYLOAD_REFERENCE_INVALID: {
    en: {
      what: 'The update graph gives release {version} the payload "{payload}", which is not an image with a digest.',
      next: 'The release cannot be mirrored. Report it to whoever runs the update service.',
    },
    zh: {
      what: '更新图为 {version} 给出的载荷“{payload}”不是带摘要的镜像引用。',
      next: '无法镜像该发行版，请向更新服务的维护者报告。',
    },
  },
  RELEASE_REFERENCE_UNSUPPORTED: {
    en: {
      what: 'platform.release "{release}" is not an image in a registry.',
      next: 'Give host, repository and a tag or digest, such as quay.io/openshift-release-dev/ocp-release:4.18.1-x86_64.',
    },
    zh: {
      what: 'platform.release “{release}”不是镜像仓库中的镜像。',
      next: '请写明主机、仓库以及标签或摘要，例如 quay.io/openshift-release-dev/ocp-release:4.18.1-x86_64。',
    },
  },
  RELEASE_TAG_UNKNOWN: {
    en: {
      what: 'Nothing is found under platform.release "{release}".',
      next: 'Check the tag. For a set, name the release by digest, or use the set that holds this tag.',
    },
    zh: {
      what: '找不到 platform.release “{release}”。',
      next: '请检查标签。若来源是传输集，请改用摘要，或使用包含该标签的集合。',
    },
  },
  RELEASE_LIST_VERSION_MISSING: {
    en: {
      what: 'It is not said for which minor release to list.',
      next: 'Add --version, such as --version 4.18.',
    },
    zh: {
      what: '未指定要列出的次版本。',
      next: '请加上 --version，例如 --version 4.18。',
    },
  },
  RELEASE_LIST_ARCHITECTURE_UNKNOWN: {
    en: {
      what: 'There are no releases for the architecture {architectures}.',
      next: 'Use one of: {known}.',
    },
    zh: {
      what: '没有 {architectures} 架构的发行版。',
      next: '可用架构：{known}。',
    },
  },
} as const satisfies ErrorArea;

export const releaseErrors = {
  ...releaseSelectionErrors,
  ...releaseSignatureErrors,
  ...releaseContentErrors,
} as const satisfies ErrorArea;
