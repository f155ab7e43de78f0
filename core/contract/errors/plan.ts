import type { ErrorArea } from './text.ts';

/** Finding out what has to move, and the checks before it moves. */
export const planErrors = {
  IMAGE_NOT_FOUND: {
    en: {
      what: '{image} was not found: {repository} has no tag "{tag}".',
      next: 'Check the spelling of the name and tag. If it was removed upstream, take it out of the configuration or pin another tag.',
    },
    zh: {
      what: '找不到 {image}：{repository} 中没有标签“{tag}”。',
      next: '请检查名称和标签的拼写。如果上游已将其删除，请从配置中去掉它，或改用其他标签。',
    },
  },
  PLAN_UNEXPECTED: {
    en: {
      what: '{image} could not be planned: {message}',
      next: 'Run the command again. If it happens again, report the message.',
    },
    zh: { what: '无法为 {image} 制定计划：{message}', next: '请再次运行该命令。如仍出现，请反馈该信息。' },
  },
  DESTINATION_COLLISION: {
    en: {
      what: '{first} and {second} are different images but would get the same name at the target: {destination}.',
      next: 'Give one of them another name with targetRepo or targetTag, or leave one out.',
    },
    zh: {
      what: '{first} 和 {second} 是不同的镜像，但在目标端会使用同一个名称：{destination}。',
      next: '请用 targetRepo 或 targetTag 为其中之一指定其他名称，或去掉其中之一。',
    },
  },
  IMAGE_BLOCKED: {
    en: {
      what: '{image} is left out: blockedImages matches it.',
      next: 'Nothing, if that is intended; otherwise correct the expression in blockedImages.',
    },
    zh: {
      what: '已排除 {image}：它与 blockedImages 匹配。',
      next: '如符合预期则无需处理；否则请更正 blockedImages 中的表达式。',
    },
  },
  NOTHING_TO_MIRROR: {
    en: {
      what: 'The configuration asks for nothing.',
      next: 'Add at least one release channel, operator catalogue or additional image under "mirror".',
    },
    zh: {
      what: '配置中没有任何需要镜像的内容。',
      next: '请在 “mirror” 下至少添加一个发行版通道、Operator 目录或附加镜像。',
    },
  },
  SPACE_TOO_SMALL: {
    en: {
      what: '{directory} has {free} free; {needed} are needed, 64 MiB of them in reserve.',
      next: 'Free space there, choose a larger medium, or select less. Nothing was written.',
    },
    zh: {
      what: '{directory} 剩余空间为 {free}，需要 {needed}（含 64 MiB 余量）。',
      next: '请清理空间、换用更大的介质，或减少所选内容。尚未写入任何数据。',
    },
  },
  DIRECTORY_NOT_WRITABLE: {
    en: {
      what: '{directory} cannot be written: {message}',
      next: 'Mount the medium writable, or choose a folder that you may write to. Nothing was written.',
    },
    zh: {
      what: '无法写入 {directory}：{message}',
      next: '请以可写方式挂载介质，或选择有写权限的目录。尚未写入任何数据。',
    },
  },
  BLOB_EXCEEDS_FILE_LIMIT: {
    en: {
      what: '{image} has a layer of {size}; files on {fileSystem} hold at most {limit}, so its archive file is laid down in {parts} parts.',
      next: 'Sluice reads the parts as one file. Whoever loads the set with oc-mirror joins them first: cat mirror_NNNNNN.part-* > mirror_NNNNNN.tar, on a disk without this limit.',
    },
    zh: {
      what: '{image} 有一个大小为 {size} 的层，而 {fileSystem} 上的单个文件最大为 {limit}，因此其归档文件将分成 {parts} 个部分存放。',
      next: 'Sluice 会将各部分作为一个文件读取。若用 oc-mirror 加载，请先在无此限制的磁盘上拼接：cat mirror_NNNNNN.part-* > mirror_NNNNNN.tar。',
    },
  },
  BLOB_EXCEEDS_CHOSEN_LIMIT: {
    en: {
      what: '{image} has a layer of {size}; this run writes files of at most {limit}, so its archive file is laid down in {parts} parts.',
      next: 'Sluice reads the parts as one file; oc-mirror reads them after cat mirror_NNNNNN.part-* > mirror_NNNNNN.tar. Without --file-limit the medium alone decides.',
    },
    zh: {
      what: '{image} 有一个大小为 {size} 的层，而本次运行写入的单个文件最大为 {limit}，因此其归档文件将分成 {parts} 个部分存放。',
      next: 'Sluice 会将各部分作为一个文件读取；用 oc-mirror 读取前需先执行 cat mirror_NNNNNN.part-* > mirror_NNNNNN.tar。不设 --file-limit 时仅由介质决定。',
    },
  },
  BLOB_NEEDS_TOO_MANY_PARTS: {
    en: {
      what: '{image} has a layer of {size}; in files of at most {limit} it would need more than {most} parts.',
      next: 'Allow larger files (--file-limit), or leave the limit out: then the medium alone decides. Nothing was written.',
    },
    zh: {
      what: '{image} 有一个大小为 {size} 的层，若单个文件最大为 {limit}，则需要超过 {most} 个部分。',
      next: '请调大文件大小上限（--file-limit），或不设上限，仅由介质决定。尚未写入任何数据。',
    },
  },
  BLOB_EXCEEDS_ARCHIVE_SIZE: {
    en: {
      what: '{image} has a layer of {size}, larger than archiveSize ({limit}).',
      next: 'It gets an archive file of its own. With --strict-archive the run stops instead; choose a larger archiveSize then.',
    },
    zh: {
      what: '{image} 有一个大小为 {size} 的层，超过 archiveSize（{limit}）。',
      next: '该层会单独占用一个归档文件。若使用 --strict-archive 则会停止运行，届时请增大 archiveSize。',
    },
  },
  CLOCK_SKEWED: {
    en: {
      what: 'The clock of this machine and that of {host} differ by {difference}.',
      next: 'Set the clock of this machine: certificates, tokens and file dates depend on it.',
    },
    zh: {
      what: '本机时钟与 {host} 的时钟相差 {difference}。',
      next: '请校准本机时钟：证书、令牌和文件日期都依赖于它。',
    },
  },
  EXPECTED_BLOBS_MISSING: {
    en: {
      what: 'This set builds on earlier ones: {count} {count|blob|blobs} that it expects at {target} {count|is|are} not there, first {first}.',
      next: 'Load the earlier set first ({needed}), or ask for a self-contained set (--self-contained).',
    },
    zh: {
      what: '该传输集依赖于此前的传输集：{target} 上缺少它所需要的 {count} 个数据块，例如 {first}。',
      next: '请先导入此前的传输集（{needed}），或要求发送方制作自包含的传输集（--self-contained）。',
    },
  },
  SET_OLDER_THAN_RECEIVED: {
    en: {
      what: 'This set is generation {generation} for {target} ({set}). On {day} {registry} was given generation {last} already ({lastSet}): with this one, tags may go back to older images. Nothing was pushed.',
      next: 'Import the newest set instead. To go back all the same, or when the registry was emptied since, confirm it: "Import a set although a newer one was imported" under "More options", or --older-set.',
    },
    zh: {
      what: '该传输集是 {target} 的第 {generation} 代（{set}）。{registry} 已于 {day} 导入过第 {last} 代（{lastSet}）：导入此传输集可能使标签退回到旧镜像。尚未推送任何内容。',
      next: '请改为导入最新的传输集。如确需退回，或镜像仓库此后已被清空，请予以确认：在“更多选项”中勾选“即使已导入更新的传输集也导入”，或使用 --older-set。',
    },
  },
} as const satisfies ErrorArea;
