import type { ErrorArea } from './text.ts';

/** What the checks before a start found in order, or worth knowing. */
export const startCheckErrors = {
  CHECK_CONFIGURATION: {
    en: {
      what: 'The configuration is sound: {channels} {channels|release channel|release channels}, {images} additional {images|image|images}.',
      next: 'Nothing to do.',
    },
    zh: { what: '配置没有问题：{channels} 个发行版通道，{images} 个附加镜像。', next: '无需处理。' },
  },
  CHECK_CONFIGURATION_NOTES: {
    en: {
      what: 'The configuration can be used; {count} {count|warning concerns|warnings concern} it.',
      next: 'Read them beside the text: each says what to change, if anything.',
    },
    zh: {
      what: '配置可以使用，但有 {count} 条警告。',
      next: '请在文本旁查看，每条警告都会说明是否需要修改。',
    },
  },
  CHECK_CONTENT: {
    en: {
      what: 'All content was found: {images} {images|image|images} with {size}.',
      next: 'Nothing to do.',
    },
    zh: { what: '所有内容均已找到：{images} 个镜像，共 {size}。', next: '无需处理。' },
  },
  CHECK_CONTENT_INCOMPLETE: {
    en: {
      what: '{count} of what is asked for cannot be had, first {first}. The run would end incomplete, with {images} {images|image|images}.',
      next: 'Look at the list of what is missing: correct the names, or take them out of the configuration. The rest can be carried without them.',
    },
    zh: {
      what: '所要求的内容中有 {count} 项无法获取，例如 {first}。任务会以“不完整”结束，只包含 {images} 个镜像。',
      next: '请查看缺失列表，更正名称或从配置中去掉。其余内容仍可照常传输。',
    },
  },
  CHECK_CONTENT_NONE: {
    en: {
      what: 'Nothing of what is asked for can be had; first {first}.',
      next: 'Check the source and the names in the configuration. Nothing was started.',
    },
    zh: {
      what: '所要求的内容全部无法获取，例如 {first}。',
      next: '请检查来源和配置中的名称。尚未开始任何操作。',
    },
  },
  CHECK_SIGNATURES: {
    en: { what: 'The signatures of {count} {count|release|releases} were verified.', next: 'Nothing to do.' },
    zh: { what: '已验证 {count} 个发行版的签名。', next: '无需处理。' },
  },
  CHECK_SIGNATURES_IGNORED: {
    en: {
      what: 'The signatures of {count} {count|release is|releases are} not verified, as the options say.',
      next: 'Turn the option off unless you know why the release has no signature.',
    },
    zh: {
      what: '按照选项设置，{count} 个发行版的签名不作验证。',
      next: '除非清楚该发行版为何没有签名，否则请关闭此选项。',
    },
  },
  CHECK_GRAPHS: {
    en: {
      what: 'The update graphs of all channels were found, and {count} {count|release|releases} in them.',
      next: 'Nothing to do.',
    },
    zh: { what: '已找到所有通道的升级图，其中选出 {count} 个发行版。', next: '无需处理。' },
  },
  CHECK_SPACE: {
    en: { what: '{needed} will be written; {directory} has {free} free.', next: 'Nothing to do.' },
    zh: { what: '将写入 {needed}；{directory} 剩余空间为 {free}。', next: '无需处理。' },
  },
  CHECK_FILES: {
    en: {
      what: '{chunks} archive {chunks|file|files} of at most {limit}; the largest single piece has {largest}.',
      next: 'Nothing to do.',
    },
    zh: {
      what: '将生成 {chunks} 个归档文件，每个最大 {limit}；最大的单个数据块为 {largest}。',
      next: '无需处理。',
    },
  },
  CHECK_WRITABLE: {
    en: { what: '{directory} can be written.', next: 'Nothing to do.' },
    zh: { what: '可以写入 {directory}。', next: '无需处理。' },
  },
  CHECK_MEDIUM: {
    en: {
      what: 'The medium has the file system {fileSystem}, which takes files of any size that is needed here.',
      next: 'Nothing to do.',
    },
    zh: { what: '介质的文件系统为 {fileSystem}，对此处所需的文件大小没有限制。', next: '无需处理。' },
  },
  CHECK_MEDIUM_LIMITED: {
    en: {
      what: 'The medium has the file system {fileSystem}: files on it hold at most {limit}. The archive is cut to fit.',
      next: 'Nothing to do. With exFAT or ext4 there would be fewer and larger files.',
    },
    zh: {
      what: '介质的文件系统为 {fileSystem}，单个文件最大 {limit}。归档会按此大小切分。',
      next: '无需处理。使用 exFAT 或 ext4 时，文件会更少、更大。',
    },
  },
  CHECK_MEDIUM_UNKNOWN: {
    en: {
      what: 'The file system of the medium cannot be told.',
      next: 'Nothing to do here. If it is FAT32, set the file limit in the options.',
    },
    zh: {
      what: '无法识别介质的文件系统。',
      next: '此处无需处理。如果是 FAT32，请在选项中设置文件大小上限。',
    },
  },
  CHECK_LOCK: {
    en: { what: 'Nobody else is at work there.', next: 'Nothing to do.' },
    zh: { what: '目标处没有其他任务在运行。', next: '无需处理。' },
  },
  CHECK_LOCK_OWN: {
    en: {
      what: 'Another job of this program is at work there, since {since}.',
      next: 'Nothing to do: this run begins when that one has ended.',
    },
    zh: {
      what: '本程序的另一个任务正在该处运行（开始于 {since}）。',
      next: '无需处理：该任务结束后会自动开始本任务。',
    },
  },
  CHECK_FOLDER_FREE: {
    en: { what: 'There is no earlier set in {directory}.', next: 'Nothing to do.' },
    zh: { what: '{directory} 中没有较早的传输集。', next: '无需处理。' },
  },
  CHECK_SET_KEPT: {
    en: {
      what: '{directory} holds an earlier set ({set}). It is moved into the folder {aside} and stays; its space is not free for the new one.',
      next: 'Nothing to do. To have it removed instead, choose to replace the earlier set.',
    },
    zh: {
      what: '{directory} 中有较早的传输集（{set}）。它会被移到 {aside} 文件夹并保留，其占用的空间不能用于新的传输集。',
      next: '无需处理。若要删除它，请选择替换较早的传输集。',
    },
  },
  CHECK_SET_REPLACED: {
    en: {
      what: '{directory} holds an earlier set ({set}). It is removed when the new one is whole.',
      next: 'Make sure that it has arrived where it was meant for.',
    },
    zh: {
      what: '{directory} 中有较早的传输集（{set}）。新的传输集完整后，它会被删除。',
      next: '请确认它已送达并在目标环境中导入。',
    },
  },
  CHECK_RUN_RESUMED: {
    en: {
      what: 'A run of the same work was interrupted here ({updated}). It goes on: what is finished is not moved again.',
      next: 'Nothing to do.',
    },
    zh: {
      what: '此处有一个同样工作的中断任务（{updated}）。它会继续进行，已完成的部分不会重复传输。',
      next: '无需处理。',
    },
  },
  CHECK_BASELINE: {
    en: {
      what: 'This set builds on earlier ones: {size} that the receiver has by then are not carried again.',
      next: 'Load the sets in their order. Choose a self-contained set when the receiver may lack an earlier one.',
    },
    zh: {
      what: '该传输集建立在此前的传输集之上：接收方届时已有的 {size} 不会再次携带。',
      next: '请按顺序导入各传输集。如果接收方可能缺少此前的某个传输集，请选择自包含的传输集。',
    },
  },
  CHECK_BASELINE_NONE: {
    en: { what: 'This set needs no earlier one.', next: 'Nothing to do.' },
    zh: { what: '该传输集不依赖此前的传输集。', next: '无需处理。' },
  },
  CHECK_EXPECTED: {
    en: { what: 'The registry has what this set takes for granted: {size}.', next: 'Nothing to do.' },
    zh: { what: '镜像仓库中已有该传输集所依赖的内容：{size}。', next: '无需处理。' },
  },
  CHECK_SET_READABLE: {
    en: {
      what: 'The set in {directory} can be read: {chunks} archive {chunks|file|files} with {size}.',
      next: 'Nothing to do.',
    },
    zh: { what: '可以读取 {directory} 中的传输集：{chunks} 个归档文件，共 {size}。', next: '无需处理。' },
  },
  CHECK_SET_INCOMPLETE: {
    en: {
      what: 'The set in {directory} was made without {count} of the images that were asked for, first {first}.',
      next: 'It can be loaded as it is. Ask the sender for a complete one if the missing images are needed.',
    },
    zh: {
      what: '{directory} 中的传输集在制作时缺少 {count} 个所要求的镜像，例如 {first}。',
      next: '可以按现状导入。如果需要缺失的镜像，请要求发送方提供完整的传输集。',
    },
  },
  CHECK_CLOCK: {
    en: {
      what: 'The clock of this machine agrees with those of the hosts that were asked.',
      next: 'Nothing to do.',
    },
    zh: { what: '本机时钟与所访问主机的时钟一致。', next: '无需处理。' },
  },
  CHECK_HOSTS: {
    en: {
      what: 'Every host that was needed is allowed: {hosts}.',
      next: 'Nothing to do. No other host is contacted.',
    },
    zh: { what: '所需主机均在允许范围内：{hosts}。', next: '无需处理。不会访问其他主机。' },
  },
  CHECK_HOSTS_NONE: {
    en: { what: 'No host is needed, and none is contacted.', next: 'Nothing to do.' },
    zh: { what: '不需要访问任何主机，也不会访问。', next: '无需处理。' },
  },
  CHECK_HOSTS_OPEN: {
    en: {
      what: 'Hosts are not limited in this environment.',
      next: 'Nothing to do. The settings can limit disconnected environments to the hosts that a run names.',
    },
    zh: {
      what: '此环境未限制可访问的主机。',
      next: '无需处理。可在设置中将离线环境限制为仅访问任务中指定的主机。',
    },
  },
} as const satisfies ErrorArea;
