import type { ErrorArea } from './text.ts';

/** What can be wrong with a set of chunks and its side files. */
export const archiveSetErrors = {
  ARCHIVE_SET_ABSENT: {
    en: {
      what: 'There is no archive set in {directory}.',
      next: 'Choose the folder that holds mirror_000001.tar. Check that the medium is mounted.',
    },
    zh: {
      what: '{directory} 中没有归档。',
      next: '请选择包含 mirror_000001.tar 的文件夹，并确认介质已挂载。',
    },
  },
  ARCHIVE_SET_UNFINISHED: {
    en: {
      what: 'An export into {directory} was begun and is not finished.',
      next: 'Run the same export again, on the machine that began it: it goes on where it stopped. A set that already stands here is the earlier one.',
    },
    zh: {
      what: '向 {directory} 的导出已开始但尚未完成。',
      next: '请在开始导出的机器上再次运行同一导出：程序会从中断处继续。此处已有的归档是之前的那一份。',
    },
  },
  ARCHIVE_WITHOUT_MANIFEST: {
    en: {
      what: 'The archive in {directory} has no set manifest: it was made by oc-mirror, or its side files were left behind.',
      next: 'It can be used. Every blob is checked by its digest, but missing content and another origin cannot be noticed beforehand.',
    },
    zh: {
      what: '{directory} 中的归档没有清单文件：由 oc-mirror 制作，或附带文件未一并复制。',
      next: '可以使用。每个 blob 都会按摘要校验，但无法提前发现内容缺失或来源不符。',
    },
  },
  ARCHIVE_MANIFEST_INVALID: {
    en: {
      what: '{file} is damaged: {place} is not as it should be.',
      next: 'Copy the file again from where the set was made. To load the chunks without it, move it out of the folder: then only digests protect you.',
    },
    zh: {
      what: '{file} 已损坏：{place} 处内容不正确。',
      next: '请从制作归档的位置重新复制该文件。如要在没有它的情况下加载分卷，可将其移出文件夹，但届时仅有摘要校验提供保护。',
    },
  },
  ARCHIVE_MANIFEST_TOO_NEW: {
    en: {
      what: '{file} has format {found}; this version reads up to format {supported}.',
      next: 'Update Sluice on this machine to the version that made the set.',
    },
    zh: {
      what: '{file} 的格式版本为 {found}，当前程序最高支持 {supported}。',
      next: '请将本机的 Sluice 升级到制作该归档的版本。',
    },
  },
  ARCHIVE_INDEX_ABSENT: {
    en: {
      what: '{file} is missing beside the chunks.',
      next: 'The chunks are scanned instead, which only takes longer. Bring the file along next time.',
    },
    zh: { what: '分卷旁缺少 {file}。', next: '已改为扫描分卷，只是耗时更长。下次请一并携带该文件。' },
  },
  ARCHIVE_INDEX_INVALID: {
    en: {
      what: '{file} is damaged or belongs to another set (line {line}).',
      next: 'The chunks are scanned instead, which only takes longer. If you did not change it, check the medium.',
    },
    zh: {
      what: '{file} 已损坏或属于其他归档（第 {line} 行）。',
      next: '已改为扫描分卷，只是耗时更长。如未改动过该文件，请检查介质。',
    },
  },
  ARCHIVE_INDEX_MISMATCH: {
    en: {
      what: '{file} does not hold "{entry}" where the index says.',
      next: 'The chunk is damaged or belongs to another set. Copy it again from where the set was made.',
    },
    zh: {
      what: '{file} 中“{entry}”不在索引所示的位置。',
      next: '该分卷已损坏或属于其他归档。请从制作归档的位置重新复制。',
    },
  },
  ARCHIVE_CHUNK_MISSING: {
    en: {
      what: '{file} of the set is missing.',
      next: 'Look for it on the medium it was written to and copy it into the folder. Nothing is loaded before the set is whole.',
    },
    zh: {
      what: '归档缺少分卷 {file}。',
      next: '请在写入时使用的介质上查找，并复制到该文件夹。归档齐全之前不会加载任何内容。',
    },
  },
  ARCHIVE_CHUNK_SIZE: {
    en: {
      what: '{file} has {found} bytes instead of {expected}.',
      next: 'The copy was cut short, or the file belongs to another set. Copy it again from where the set was made.',
    },
    zh: {
      what: '{file} 大小为 {found} 字节，应为 {expected} 字节。',
      next: '复制被中断，或该文件属于其他归档。请从制作归档的位置重新复制。',
    },
  },
  ARCHIVE_CHUNK_KIND: {
    en: {
      what: '{file} is not a plain file.',
      next: 'Links and special files are not followed. Put the chunk itself into the folder.',
    },
    zh: { what: '{file} 不是普通文件。', next: '程序不会跟随链接或特殊文件。请将分卷文件本身放入该文件夹。' },
  },
  ARCHIVE_CHUNK_FOREIGN: {
    en: {
      what: '{file} does not belong to the set in this folder.',
      next: 'It is not used. Move it elsewhere before anybody loads this folder with oc-mirror, which would read it.',
    },
    zh: {
      what: '{file} 不属于该文件夹中的归档。',
      next: '该文件不会被使用。如有人要用 oc-mirror 加载此文件夹，请先移走它，因为 oc-mirror 会读取它。',
    },
  },
  ARCHIVE_CHUNK_DAMAGED: {
    en: {
      what: '{file} has the SHA-256 {actual} instead of {expected}.',
      next: 'The chunk changed after it was written. Copy it again from where the set was made; if that copy differs too, make the set again.',
    },
    zh: {
      what: '{file} 的 SHA-256 为 {actual}，应为 {expected}。',
      next: '该分卷在写入后发生了变化。请从制作归档的位置重新复制；如源文件也不一致，请重新制作归档。',
    },
  },
  ARCHIVE_PART_MISSING: {
    en: {
      what: '{file} is missing: {chunk} was laid down in parts, and this is one of them.',
      next: 'Look for it on the medium it was written to and copy it into the folder. Nothing is loaded before the set is whole.',
    },
    zh: {
      what: '缺少 {file}：{chunk} 被分成若干部分存放，这是其中之一。',
      next: '请在写入时使用的介质上查找，并复制到该文件夹。归档齐全之前不会加载任何内容。',
    },
  },
  ARCHIVE_PART_SIZE: {
    en: {
      what: '{file}, a part of {chunk}, has {found} bytes instead of {expected}.',
      next: 'The copy was cut short, or the file belongs to another set. Copy this one part again from where the set was made.',
    },
    zh: {
      what: '{file}（{chunk} 的一部分）大小为 {found} 字节，应为 {expected} 字节。',
      next: '复制被中断，或该文件属于其他归档。请从制作归档的位置重新复制这一部分。',
    },
  },
  ARCHIVE_PART_DAMAGED: {
    en: {
      what: '{file}, a part of {chunk}, does not hold what the set wrote: its SHA-256 is {actual} instead of {expected}.',
      next: 'It changed after it was written, or comes from another set. Copy this one part again from where the set was made; the other parts need not be copied.',
    },
    zh: {
      what: '{file}（{chunk} 的一部分）的内容与写入时不符：SHA-256 为 {actual}，应为 {expected}。',
      next: '该部分在写入后发生了变化，或来自其他归档。请从制作归档的位置重新复制这一部分，其他部分无需复制。',
    },
  },
  ARCHIVE_PART_EXCHANGED: {
    en: {
      what: '{file} holds what belongs into {holds}: parts of {chunk} have changed their names.',
      next: 'Copy the parts again from where the set was made, each under its own name. Nothing is loaded before that.',
    },
    zh: {
      what: '{file} 中是应属于 {holds} 的内容：{chunk} 的各部分名称被调换。',
      next: '请从制作归档的位置重新复制这些部分，并保持各自的名称。在此之前不会加载任何内容。',
    },
  },
  ARCHIVE_PART_FOREIGN: {
    en: {
      what: '{file} is not read: no chunk of the set in this folder needs it.',
      next: 'Its chunk lies here whole, or it belongs to another set. Move it elsewhere, so that nobody joins it to something.',
    },
    zh: {
      what: '不会读取 {file}：该文件夹中的归档没有分卷需要它。',
      next: '对应分卷已完整存在，或它属于其他归档。请将其移走，以免被误拼接。',
    },
  },
  ARCHIVE_CLOSURE_BROKEN: {
    en: {
      what: '{image} lacks {count} parts in this set, the first of them {digest}.',
      next: 'The set is damaged or was changed. Copy it again; if it stays so, make the set again.',
    },
    zh: {
      what: '{image} 在该归档中缺少 {count} 个组成部分，首个为 {digest}。',
      next: '归档已损坏或被改动。请重新复制；如问题依旧，请重新制作归档。',
    },
  },
  ARCHIVE_SET_INCOMPLETE: {
    en: {
      what: 'This set was made without {count} of the images that were asked for.',
      next: 'See which they are, and decide whether the set may be used without them.',
    },
    zh: {
      what: '该归档制作时缺少 {count} 个所需镜像。',
      next: '请查看缺少哪些镜像，再决定能否在缺少它们的情况下使用。',
    },
  },
  ARCHIVE_SET_WITH_EXCEPTIONS: {
    en: {
      what: 'This set is complete but for {count} {count|image|images} that the approval gate held back where it was made.',
      next: 'Nothing to do: they were not approved there. They come with a later set when they are.',
    },
    zh: {
      what: '该传输集完整，但制作端的批准关卡扣留了 {count} 个镜像。',
      next: '无需处理：它们在制作端未获批准，获批后会随后续传输集到达。',
    },
  },
  ARCHIVE_BLOB_ABSENT: {
    en: {
      what: '{digest} is not in this archive.',
      next: 'An incremental set expects it at the target. If it is not there, load the earlier sets first, or make a full set.',
    },
    zh: {
      what: '归档中没有 {digest}。',
      next: '增量归档要求目标端已有该内容。如目标端没有，请先加载之前的归档，或制作完整归档。',
    },
  },
  ARCHIVE_BLOB_DAMAGED: {
    en: {
      what: '{digest} is damaged in {file}.',
      next: 'Copy {file} again from where the set was made, then verify the set.',
    },
    zh: { what: '{file} 中的 {digest} 已损坏。', next: '请从制作归档的位置重新复制 {file}，然后校验归档。' },
  },
  ARCHIVE_FILE_ABSENT: {
    en: {
      what: '"{name}" is not in this archive.',
      next: 'The set was made without it. Make it again with a configuration that includes what needs this file.',
    },
    zh: { what: '归档中没有“{name}”。', next: '归档制作时未包含该文件。请使用包含相应内容的配置重新制作。' },
  },
  ARCHIVE_FILE_DAMAGED: {
    en: {
      what: '"{name}" is damaged in {file}.',
      next: 'Copy {file} again from where the set was made, then verify the set.',
    },
    zh: { what: '{file} 中的“{name}”已损坏。', next: '请从制作归档的位置重新复制 {file}，然后校验归档。' },
  },
  ARCHIVE_FILE_TOO_LARGE: {
    en: {
      what: '"{name}" has {size} bytes; at most {limit} are read.',
      next: 'No honest file of this kind is so large. Get the set again from a source you trust.',
    },
    zh: {
      what: '“{name}”有 {size} 字节，最多读取 {limit} 字节。',
      next: '正常情况下此类文件不会这么大。请从可信来源重新获取归档。',
    },
  },
  ARCHIVE_READ_FAILED: {
    en: {
      what: '{file} could not be read ({reason}).',
      next: 'Check that the medium is connected and healthy and that you may read the file, then try again.',
    },
    zh: {
      what: '无法读取 {file}（{reason}）。',
      next: '请确认介质已连接且状态正常、您有读取权限，然后重试。',
    },
  },
} as const satisfies ErrorArea;
