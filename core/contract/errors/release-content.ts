import type { ErrorArea } from './text.ts';

/** What a release payload holds, and the image of the update graph. */
export const releaseContentErrors = {
  RELEASE_CONTENT_ABSENT: {
    en: {
      what: 'The payload of release {release} has no {file}.',
      next: 'The image is not a release payload. Check the reference or the update graph that named it.',
    },
    zh: {
      what: '发行版 {release} 的载荷中没有 {file}。',
      next: '该镜像不是发行版载荷。请检查指定它的引用或更新图。',
    },
  },
  RELEASE_CONTENT_INVALID: {
    en: {
      what: '{file} of release {release} cannot be understood.',
      next: 'The release was not mirrored. If it came from an archive, run "sluice verify"; the detail says what is wrong.',
    },
    zh: {
      what: '无法解析发行版 {release} 的 {file}。',
      next: '该发行版未被镜像。若来源是归档，请运行 “sluice verify”；详情中说明了具体问题。',
    },
  },
  RELEASE_COMPONENT_INVALID: {
    en: {
      what: 'Release {release} names "{reference}" for its component {component}, which is not an image with a digest.',
      next: 'The release was not mirrored. Check it at its source.',
    },
    zh: {
      what: '发行版 {release} 的组件 {component} 引用“{reference}”，不是带摘要的镜像。',
      next: '该发行版未被镜像，请检查其来源。',
    },
  },
  RELEASE_KUBEVIRT_ABSENT: {
    en: {
      what: 'Release {release} has no KubeVirt boot image for {architectures}.',
      next: 'Remove kubeVirtContainer from the configuration, or choose another architecture or release.',
    },
    zh: {
      what: '发行版 {release} 没有适用于 {architectures} 的 KubeVirt 启动镜像。',
      next: '请从配置中删除 kubeVirtContainer，或选择其他架构或发行版。',
    },
  },
  RELEASE_NOT_IN_SET: {
    en: {
      what: 'The set does not hold release {release} (no {file}).',
      next: 'Use the configuration that the set was made with, or make a new set that includes the release.',
    },
    zh: {
      what: '传输集中没有发行版 {release}（缺少 {file}）。',
      next: '请使用制作该集合时的配置，或重新制作包含该发行版的集合。',
    },
  },
  RELEASE_GRAPH_DATA_INVALID: {
    en: {
      what: 'What was received as graph data is not the archive it should be (entry {entry}).',
      next: 'No graph image was made. A proxy may have answered instead of api.openshift.com; try again, or set graph: false.',
    },
    zh: {
      what: '收到的图数据不是预期的归档（条目 {entry}）。',
      next: '未制作图镜像。应答可能来自代理而非 api.openshift.com；请重试，或设置 graph: false。',
    },
  },
  RELEASE_GRAPH_BASE_ABSENT: {
    en: {
      what: 'The base image {image} of the graph image was not found.',
      next: 'Check the mirror that registries.conf names for it, or set graph: false.',
    },
    zh: {
      what: '找不到图镜像的基础镜像 {image}。',
      next: '请检查 registries.conf 中为其指定的镜像源，或设置 graph: false。',
    },
  },
  RELEASE_GRAPH_BASE_INVALID: {
    en: {
      what: 'The base image {image} of the graph image cannot be extended.',
      next: 'It is not an ordinary image. Check the mirror that it came from.',
    },
    zh: {
      what: '无法在图镜像的基础镜像 {image} 上添加内容。',
      next: '它不是普通镜像，请检查其来源镜像仓库。',
    },
  },
  RELEASE_GRAPH_IMAGE_ABSENT: {
    en: {
      what: 'With UPDATE_URL_OVERRIDE set, the graph image is not made but taken from a registry or a set, and none is named.',
      next: 'Name the repository that holds it (openshift/graph-image in the mirror registry), or set graph: false.',
    },
    zh: {
      what: '设置 UPDATE_URL_OVERRIDE 时不制作图镜像，而是从镜像仓库或传输集中取用，但未指定来源。',
      next: '请指定存放它的仓库（镜像仓库中的 openshift/graph-image），或设置 graph: false。',
    },
  },
} as const satisfies ErrorArea;
