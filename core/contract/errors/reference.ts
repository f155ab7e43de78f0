import type { ErrorArea } from './text.ts';

/** Image references, digests, and names at the target. */
export const referenceErrors = {
  DIGEST_INVALID: {
    en: {
      what: '"{text}" is not a digest.',
      next: 'A digest is sha256: followed by 64 lower-case hexadecimal characters (or sha512: and 128). Correct it where it was written.',
    },
    zh: {
      what: '“{text}”不是有效的摘要。',
      next: '摘要应为 sha256: 加 64 位小写十六进制字符（或 sha512: 加 128 位）。请在原处更正。',
    },
  },
  REFERENCE_EMPTY: {
    en: {
      what: 'The image reference "{reference}" names no image.',
      next: 'Write host/path:tag, host/path@sha256:…, or oci:// and the path of a layout directory.',
    },
    zh: {
      what: '镜像引用“{reference}”没有写明镜像。',
      next: '请写成 主机/路径:标签、主机/路径@sha256:…，或 oci:// 加布局目录的路径。',
    },
  },
  REFERENCE_TRANSPORT_UNSUPPORTED: {
    en: {
      what: 'The image reference "{reference}" begins with "{transport}://", which cannot be read.',
      next: 'Registries are written without a prefix or with docker://, local layout directories with oci://. There is no https:// in an image reference.',
    },
    zh: {
      what: '镜像引用“{reference}”以“{transport}://”开头，无法读取。',
      next: '镜像仓库地址不加前缀或使用 docker://，本地布局目录使用 oci://。镜像引用中不应出现 https://。',
    },
  },
  REFERENCE_DIGEST_INVALID: {
    en: {
      what: 'In the image reference "{reference}" the part after "@" ("{digest}") is not a digest.',
      next: 'Copy the digest again: sha256: followed by 64 lower-case hexadecimal characters.',
    },
    zh: {
      what: '镜像引用“{reference}”中“@”之后的部分（“{digest}”）不是有效的摘要。',
      next: '请重新复制摘要：sha256: 加 64 位小写十六进制字符。',
    },
  },
  REFERENCE_TAG_INVALID: {
    en: {
      what: 'In the image reference "{reference}" the tag "{tag}" is not allowed.',
      next: 'A tag has 1 to 128 letters, digits, dots, dashes or underscores and does not begin with a dot or a dash.',
    },
    zh: {
      what: '镜像引用“{reference}”中的标签“{tag}”不合法。',
      next: '标签由 1 到 128 个字母、数字、点、短横线或下划线组成，且不能以点或短横线开头。',
    },
  },
  REFERENCE_HOST_INVALID: {
    en: {
      what: 'In the image reference "{reference}" the registry host "{host}" is not a host name with an optional port.',
      next: 'Write a name or an address such as registry.example.com or 192.0.2.7:5000.',
    },
    zh: {
      what: '镜像引用“{reference}”中的仓库主机“{host}”不是有效的主机名（可带端口）。',
      next: '请写成主机名或地址，例如 registry.example.com 或 192.0.2.7:5000。',
    },
  },
  REFERENCE_NAME_INVALID: {
    en: {
      what: 'In the image reference "{reference}" the repository path "{name}" is not allowed.',
      next: 'A path has lower-case letters and digits, joined inside a component by dots, dashes or underscores; components are separated by single slashes.',
    },
    zh: {
      what: '镜像引用“{reference}”中的仓库路径“{name}”不合法。',
      next: '路径由小写字母和数字组成，各段内可用点、短横线或下划线连接，段与段之间用单个斜杠分隔。',
    },
  },
  REFERENCE_WITHOUT_TAG: {
    en: {
      what: 'The image reference "{reference}" has neither a tag nor a digest.',
      next: 'Add the tag you want, for example ":latest", or better a digest. No tag is assumed, because a wrong guess would only be noticed on the other side.',
    },
    zh: {
      what: '镜像引用“{reference}”既没有标签也没有摘要。',
      next: '请补上所需的标签（例如“:latest”），最好使用摘要。工具不会默认任何标签，因为猜错要到对端才会被发现。',
    },
  },
  REFERENCE_TAG_AND_DIGEST: {
    en: {
      what: 'The image reference "{reference}" has both a tag and a digest, which is not accepted here.',
      next: 'Keep one of them; the digest is the safer one.',
    },
    zh: {
      what: '镜像引用“{reference}”同时带有标签和摘要，此处不接受这种写法。',
      next: '请只保留其中之一；保留摘要更稳妥。',
    },
  },
  TARGET_REPOSITORY_INVALID: {
    en: {
      what: '"{repository}" cannot be a repository path at the target.',
      next: 'Set targetRepo (for a catalogue: targetCatalog) to lower-case letters, digits, dots, dashes and underscores, with single slashes between components, without host, tag or digest.',
    },
    zh: {
      what: '“{repository}”不能用作目标仓库的路径。',
      next: '请将 targetRepo（目录镜像则为 targetCatalog）设为由小写字母、数字、点、短横线和下划线组成的路径，各段之间用单个斜杠分隔，不含主机、标签或摘要。',
    },
  },
  TARGET_TAG_INVALID: {
    en: {
      what: '"{tag}" cannot be a tag at the target.',
      next: 'A tag has 1 to 128 letters, digits, dots, dashes or underscores and does not begin with a dot or a dash. Set targetTag accordingly.',
    },
    zh: {
      what: '“{tag}”不能用作目标仓库的标签。',
      next: '标签由 1 到 128 个字母、数字、点、短横线或下划线组成，且不能以点或短横线开头。请相应设置 targetTag。',
    },
  },
  NESTING_LIMIT_INVALID: {
    en: {
      what: '{limit} is not a usable limit for nested repository paths.',
      next: 'Give 0 for no limit, or a whole number of at least 2.',
    },
    zh: {
      what: '{limit} 不能用作仓库路径嵌套层数的上限。',
      next: '请填 0（不限制），或不小于 2 的整数。',
    },
  },
} as const satisfies ErrorArea;
