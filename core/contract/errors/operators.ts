import type { ErrorArea } from './text.ts';

/** Carrying what the `operators` of a configuration come to. */
export const operatorsErrors = {
  CATALOG_NOT_FOUND: {
    en: {
      what: 'The operator catalogue {catalog} is not there: {repository} has no "{tag}".',
      next: 'Check the name and the tag, which is the OpenShift minor such as v4.18. In a disconnected network, load a set that holds the catalogue first.',
    },
    zh: {
      what: '找不到 Operator 目录 {catalog}：{repository} 中没有“{tag}”。',
      next: '请检查名称和标签（标签为 OpenShift 次版本，例如 v4.18）。在离线网络中，请先导入包含该目录的传输集。',
    },
  },
  CATALOG_PACKAGE_NOT_HELD: {
    en: {
      what: 'Of the operator package {package} there is nothing here.',
      next: 'Carry it here first: add it to the configuration of the export that fills this registry or set.',
    },
    zh: {
      what: '此处没有 Operator 软件包 {package} 的任何内容。',
      next: '请先把它带到此处：在填充该镜像仓库或传输集的导出配置中加入它。',
    },
  },
  CATALOG_PACKAGE_HELD_PARTLY: {
    en: {
      what: 'Of the operator package {package} only a part is here: the newest of it that is here is taken.',
      next: 'For a newer version, carry it here first.',
    },
    zh: {
      what: '此处只有 Operator 软件包 {package} 的一部分：将采用此处已有的最新内容。',
      next: '如需更新的版本，请先把它带到此处。',
    },
  },
  CATALOG_BUNDLES_LEFT_OUT: {
    en: {
      what: '{catalog} does not offer {count} {count|bundle|bundles} of which images are missing: {bundles}.',
      next: 'See why the images are missing, mend it, and run it again.',
    },
    zh: {
      what: '{catalog} 不提供 {count} 个缺少镜像的 bundle：{bundles}。',
      next: '请查看镜像缺失的原因，处理后再次运行。',
    },
  },
  CATALOG_BUNDLES_NEW: {
    en: {
      what: 'New of {catalog} since the last set: {count} {count|bundle|bundles} ({bundles}).',
      next: 'Nothing to do: only what is new is carried.',
    },
    zh: {
      what: '与上一个传输集相比，{catalog} 新增 {count} 个 bundle（{bundles}）。',
      next: '无需操作：只携带新增的内容。',
    },
  },
  CATALOG_ORIGINAL_ABSENT: {
    en: {
      what: '{catalog} was filtered before, and the catalogue it was made from is not here: only what it still offers can be chosen.',
      next: 'Nothing to do if that is enough. Sluice carries the whole catalogue along; a registry that oc-mirror filled does not have it.',
    },
    zh: {
      what: '{catalog} 已被筛选过，而其原始目录不在此处：只能选择它仍提供的内容。',
      next: '如已够用，无需处理。Sluice 会一并携带完整目录；由 oc-mirror 填充的镜像仓库中没有。',
    },
  },
  CATALOG_TEMPLATE_UNREADABLE: {
    en: {
      what: 'The CatalogSource template {file} of {catalog} cannot be read: {reason}.',
      next: 'Check the path in targetCatalogSourceTemplate. A plain CatalogSource is written instead.',
    },
    zh: {
      what: '无法读取 {catalog} 的 CatalogSource 模板 {file}：{reason}。',
      next: '请检查 targetCatalogSourceTemplate 中的路径。将改为生成普通的 CatalogSource。',
    },
  },
} as const satisfies ErrorArea;
