import type { ErrorArea } from './text.ts';

/** Reading the layers of images, and making images of them. */
export const layersErrors = {
  IMAGE_INDEX_EMPTY: {
    en: {
      what: '{digest} is an index without any image.',
      next: 'There is nothing in it to read. Check the image at its source.',
    },
    zh: { what: '{digest} 是不含任何镜像的索引。', next: '其中没有可读取的内容，请检查镜像来源。' },
  },
  IMAGE_CONFIG_INVALID: {
    en: {
      what: 'The configuration {digest} of {image} cannot be understood.',
      next: 'It is not an ordinary image. Check it at its source.',
    },
    zh: { what: '无法解析 {image} 的配置 {digest}。', next: '它不是普通镜像，请检查其来源。' },
  },
  IMAGE_NOT_EXTENDABLE: {
    en: {
      what: 'Nothing can be added to {image}.',
      next: 'It is not an ordinary image. Check it at its source.',
    },
    zh: { what: '无法在 {image} 上添加内容。', next: '它不是普通镜像，请检查其来源。' },
  },
  LAYER_TOO_LARGE: {
    en: {
      what: 'Layer {layer} unpacks to far more than any real one and was not read further ({packed} to {unpacked}).',
      next: 'It was not used. Check the image at its source: it may be made to exhaust this machine.',
    },
    zh: {
      what: '层 {layer} 解压后远超正常大小，已停止读取（{packed} → {unpacked}）。',
      next: '该层未被使用。请检查镜像来源，它可能是为耗尽本机资源而制作的。',
    },
  },
  LAYER_DAMAGED: {
    en: {
      what: 'Layer {layer} is not a readable tar archive.',
      next: 'It was not used. Check the image at its source.',
    },
    zh: { what: '层 {layer} 不是可读的 tar 归档。', next: '该层未被使用，请检查镜像来源。' },
  },
  LAYER_ENTRY_REFUSED: {
    en: {
      what: 'Layer {layer} holds the entry "{entry}", which leaves its folder or is not a plain file where one belongs.',
      next: 'The layer was not used and nothing was written. Report where the image came from.',
    },
    zh: {
      what: '层 {layer} 中的条目“{entry}”越出其目录，或在应为普通文件处不是普通文件。',
      next: '该层未被使用，也未写入任何内容。请报告镜像的来源。',
    },
  },
  LAYER_FILE_TOO_LARGE: {
    en: {
      what: '{file} in layer {layer} exceeds {limit} bytes and was not read.',
      next: 'Check the image at its source.',
    },
    zh: { what: '层 {layer} 中的 {file} 超过 {limit} 字节，未予读取。', next: '请检查镜像来源。' },
  },
  MADE_IMAGE_PART_UNKNOWN: {
    en: {
      what: 'An image that Sluice made has no manifest {digest}.',
      next: 'This is a fault in Sluice; report it with the log of the run.',
    },
    zh: { what: 'Sluice 制作的镜像中没有清单 {digest}。', next: '这是 Sluice 的缺陷，请附上运行日志报告。' },
  },
} as const satisfies ErrorArea;
