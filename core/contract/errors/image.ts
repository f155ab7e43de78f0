import type { ErrorArea } from './text.ts';

const tryAnother = {
  en: 'Nothing of it was used. Mirror the image again from another registry, or ask its publisher to repair it.',
  zh: '其内容未被使用。请换一个镜像仓库重新获取该镜像，或请发布方修复。',
} as const;

/** Manifests, indexes, and image layouts on disk. */
export const imageErrors = {
  JSON_INVALID: {
    en: { what: '{what} is not valid JSON.', next: tryAnother.en },
    zh: { what: '{what} 不是有效的 JSON。', next: tryAnother.zh },
  },
  JSON_DUPLICATE_KEY: {
    en: {
      what: '{what} gives the key "{key}" twice in one object, so that two programs can read two different things.',
      next: 'It was refused as unsafe. Report it to whoever published it.',
    },
    zh: {
      what: '{what} 在同一对象中重复给出键“{key}”，不同程序可能读出不同的内容。',
      next: '出于安全考虑已拒绝。请向发布方反映。',
    },
  },
  JSON_TOO_DEEP: {
    en: {
      what: '{what} nests deeper than {limit} levels.',
      next: 'It was refused as unsafe. Report it to whoever published it.',
    },
    zh: {
      what: '{what} 的嵌套超过 {limit} 层。',
      next: '出于安全考虑已拒绝。请向发布方反映。',
    },
  },
  MANIFEST_TOO_LARGE: {
    en: {
      what: 'The manifest {manifest} has {size} bytes; at most {limit} are read.',
      next: 'No real image has such a manifest. Check the reference and the registry that serves it.',
    },
    zh: {
      what: '清单 {manifest} 有 {size} 字节，超过可读取的上限 {limit} 字节。',
      next: '正常镜像不会有这么大的清单。请检查镜像引用以及提供它的镜像仓库。',
    },
  },
  MANIFEST_SCHEMA1: {
    en: {
      what: "The registry has only a schema 1 manifest ({manifest}), or converted the image to schema 1. That format is obsolete and its digest is not the image's own.",
      next: 'Have the image pushed again with a current tool, or take it from a registry that serves it unconverted.',
    },
    zh: {
      what: '镜像仓库只有 schema 1 清单（{manifest}），或把镜像转换成了 schema 1。该格式已淘汰，其摘要也不是镜像本身的摘要。',
      next: '请用较新的工具重新推送该镜像，或改用不做转换的镜像仓库。',
    },
  },
  MANIFEST_AMBIGUOUS: {
    en: {
      what: 'The manifest {manifest} is ambiguous (fields: {fields}): one program could read it as one image and another as a different one.',
      next: 'It was refused as unsafe. Report it to whoever published it.',
    },
    zh: {
      what: '清单 {manifest} 存在歧义（字段：{fields}），不同程序可能把它读成不同的镜像。',
      next: '出于安全考虑已拒绝。请向发布方反映。',
    },
  },
  MANIFEST_TYPE_MISMATCH: {
    en: {
      what: 'The manifest {manifest} is served or listed as "{served}", but its content says "{stated}".',
      next: 'It was refused as unsafe. The registry, a proxy before it, or the index that lists the manifest mislabels it; try the registry directly.',
    },
    zh: {
      what: '清单 {manifest} 的声明类型为“{served}”，而内容表明是“{stated}”。',
      next: '出于安全考虑已拒绝。镜像仓库、其前面的代理或列出该清单的索引标错了清单类型，请直接访问该仓库再试。',
    },
  },
  MANIFEST_TYPE_UNSUPPORTED: {
    en: {
      what: '{manifest} has the media type "{mediaType}", which is not a manifest\'s.',
      next: 'Check the image reference and that the address belongs to a registry. A login page of a proxy is a common cause.',
    },
    zh: {
      what: '{manifest} 的媒体类型为“{mediaType}”，不是清单。',
      next: '请检查镜像引用，并确认该地址确为镜像仓库。常见原因是代理返回了登录页面。',
    },
  },
  MANIFEST_FIELD_INVALID: {
    en: {
      what: 'In the manifest {manifest} the field "{field}" is missing or malformed.',
      next: tryAnother.en,
    },
    zh: { what: '清单 {manifest} 的字段“{field}”缺失或格式错误。', next: tryAnother.zh },
  },
  MANIFEST_DIGEST_INVALID: {
    en: {
      what: 'In the manifest {manifest} the digest of {field} is "{text}", which is not a digest.',
      next: tryAnother.en,
    },
    zh: { what: '清单 {manifest} 中 {field} 的摘要“{text}”无效。', next: tryAnother.zh },
  },
  MANIFEST_SIZE_INVALID: {
    en: {
      what: 'In the manifest {manifest} the size of {field} is {size}; it must be a whole number from 0 to {limit}.',
      next: tryAnother.en,
    },
    zh: {
      what: '清单 {manifest} 中 {field} 的大小为 {size}，应为 0 到 {limit} 之间的整数。',
      next: tryAnother.zh,
    },
  },
  MANIFEST_SIZE_CONFLICT: {
    en: { what: 'The manifest {manifest} gives two different sizes for {digest}.', next: tryAnother.en },
    zh: { what: '清单 {manifest} 为 {digest} 给出了两个不同的大小。', next: tryAnother.zh },
  },
  MANIFEST_SIZE_MISMATCH: {
    en: {
      what: 'The index {index} says that the manifest {manifest} has {listed} bytes; it has {size}.',
      next: tryAnother.en,
    },
    zh: {
      what: '索引 {index} 中清单 {manifest} 的大小为 {listed} 字节，而实际为 {size} 字节。',
      next: tryAnother.zh,
    },
  },
  MANIFEST_DATA_MISMATCH: {
    en: {
      what: 'In the manifest {manifest} the content embedded in {field} is not that of {digest}.',
      next: tryAnother.en,
    },
    zh: { what: '清单 {manifest} 中 {field} 内嵌的数据与 {digest} 不符。', next: tryAnother.zh },
  },
  MANIFEST_TOO_MANY_ENTRIES: {
    en: {
      what: 'The manifest {manifest} has {count} entries in "{field}"; at most {limit} are read.',
      next: 'It was refused as unsafe. Report it to whoever published it.',
    },
    zh: {
      what: '清单 {manifest} 的“{field}”有 {count} 项，超过上限 {limit}。',
      next: '出于安全考虑已拒绝。请向发布方反映。',
    },
  },
  MANIFEST_NESTED_TOO_DEEP: {
    en: {
      what: 'More than {limit} indexes lie within each other, down to {manifest}.',
      next: 'It was refused as unsafe. Report it to whoever published it.',
    },
    zh: {
      what: '索引的嵌套超过 {limit} 层，最内层为 {manifest}。',
      next: '出于安全考虑已拒绝。请向发布方反映。',
    },
  },
  PLATFORM_ABSENT: {
    en: {
      what: 'The image has no instance for {platform}. It offers: {available}.',
      next: 'Correct "platforms" in the configuration, or leave it out to mirror every platform.',
    },
    zh: {
      what: '该镜像没有适用于 {platform} 的实例。可用平台：{available}。',
      next: '请更正配置中的 “platforms”，或删去该字段以镜像全部平台。',
    },
  },
  OCI_LAYOUT_INVALID: {
    en: {
      what: '"{directory}" is not an OCI image layout: its index.json is missing or unreadable.',
      next: 'Give the directory that holds index.json and blobs/. "skopeo copy … oci:<directory>" makes one.',
    },
    zh: {
      what: '“{directory}”不是 OCI 镜像布局目录：缺少 index.json 或无法读取。',
      next: '请指定包含 index.json 和 blobs/ 的目录。可用 “skopeo copy … oci:<目录>” 生成。',
    },
  },
  OCI_LAYOUT_AMBIGUOUS: {
    en: {
      what: 'The layout "{directory}" holds {count} images and none is named "{tag}".',
      next: 'Copy the one image you want into a directory of its own and name that directory.',
    },
    zh: {
      what: '布局目录“{directory}”中有 {count} 个镜像，但没有名为“{tag}”的镜像。',
      next: '请把所需镜像单独复制到一个目录，并改用该目录。',
    },
  },
  OCI_LAYOUT_CONTENT_MISSING: {
    en: {
      what: 'The layout "{directory}" does not hold {digest}, or it cannot be read.',
      next: 'The layout is incomplete, or its permissions are too narrow. Copy the image into it again.',
    },
    zh: {
      what: '布局目录“{directory}”中没有 {digest}，或无法读取。',
      next: '该目录不完整，或权限不足。请重新把镜像复制到该目录。',
    },
  },
  OCI_LAYOUT_CONTENT_CHANGED: {
    en: {
      what: 'In the layout "{directory}" the content stored as {digest} is not that content.',
      next: 'The file was damaged or changed. Copy the image into the layout again.',
    },
    zh: {
      what: '布局目录“{directory}”中以 {digest} 存放的内容与其摘要不符。',
      next: '文件已损坏或被改动。请重新把镜像复制到该目录。',
    },
  },
} as const satisfies ErrorArea;
