import type { ErrorArea } from './text.ts';

/** Capacity test of a medium: why there is no result, and what the result says. */
export const mediaTestErrors = {
  MEDIA_TEST_WRAPS: {
    en: {
      what: 'The medium is a fake: {displaced} came back with the content of other places. It begins again from the front after {holds} (first wrong byte: {first}).',
      next: 'Do not carry anything on it. It really holds about {holds}, whatever is printed on it; give it back, and buy from another source.',
    },
    zh: {
      what: '该介质容量造假：{displaced} 数据读回的是其他位置的内容。写满 {holds} 后又从头覆盖（首个错误字节：{first}）。',
      next: '请勿用它搬运任何内容。无论标称多少，实际容量约为 {holds}；请退货并更换供应商。',
    },
  },
  MEDIA_TEST_LOSES: {
    en: {
      what: 'The medium took {blank} without complaint and did not keep it: it came back empty. Only {right} were kept (first wrong byte: {first}).',
      next: 'Do not carry anything on it: it keeps less than it says, or it is worn out. Take another medium.',
    },
    zh: {
      what: '该介质接收了 {blank} 数据而没有报错，但并未保存：读回为空。实际只保存了 {right}（首个错误字节：{first}）。',
      next: '请勿用它搬运任何内容：其实际容量小于标称，或已损耗。请更换介质。',
    },
  },
  MEDIA_TEST_ALTERS: {
    en: {
      what: '{altered} came back changed (first wrong byte: {first}).',
      next: 'Do not carry anything on it. Try another port and cable, and test again; when it happens again, the medium is failing.',
    },
    zh: {
      what: '{altered} 数据读回时已被改变（首个错误字节：{first}）。',
      next: '请勿用它搬运任何内容。请更换接口和线缆后重新测试；若再次出现，则介质已有故障。',
    },
  },
  MEDIA_TEST_UNREADABLE: {
    en: {
      what: '{unreadable} that the medium had taken could not be read again (first wrong byte: {first}).',
      next: 'Do not carry anything on it. Try another port and cable, and test again; when it happens again, the medium is failing.',
    },
    zh: {
      what: '介质已接收的 {unreadable} 数据无法读回（首个错误字节：{first}）。',
      next: '请勿用它搬运任何内容。请更换接口和线缆后重新测试；若再次出现，则介质已有故障。',
    },
  },
  MEDIA_TEST_FILLED_EARLY: {
    en: {
      what: 'The medium was full after {written}, although its file system had said that {planned} were free.',
      next: 'Check its file system, or format it anew and test again.',
    },
    zh: {
      what: '写入 {written} 后介质已满，而其文件系统报告的可用空间为 {planned}。',
      next: '请检查其文件系统，或重新格式化后再次测试。',
    },
  },
  MEDIA_TEST_FROM_CACHE: {
    en: {
      what: 'It is not known that everything was read from the medium itself: part may have come from this machine’s memory.',
      next: 'A wrong result counts; a good one proves nothing yet. Test more bytes than this machine has memory, or test on Linux with a disk file system on the medium.',
    },
    zh: {
      what: '无法确认所有数据都是从介质本身读回的：部分可能来自本机内存。',
      next: '若结果为异常则可信；若结果为正常则尚不能证明。请测试超过本机内存的字节数，或在 Linux 上使用磁盘文件系统的介质进行测试。',
    },
  },
  MEDIA_TEST_LEFT_BEHIND: {
    en: {
      what: 'The test’s own folder {folder} could not be removed from the medium.',
      next: 'The next test removes it. You may remove it yourself: nothing else is in it.',
    },
    zh: {
      what: '无法从介质上删除测试所用的文件夹 {folder}。',
      next: '下次测试会将其删除；也可以自行删除，其中没有其他内容。',
    },
  },
  MEDIA_TEST_NO_SPACE: {
    en: {
      what: 'There is not enough free space in {directory} to test it ({free} are free).',
      next: 'Remove what is not needed from the medium, or test fewer bytes. Only free space can be tested.',
    },
    zh: {
      what: '{directory} 的可用空间不足，无法测试（可用 {free}）。',
      next: '请从介质上删除不需要的内容，或减少测试的字节数。只能测试可用空间。',
    },
  },
  MEDIA_TEST_GONE: {
    en: {
      what: 'The medium at {directory} is not there any more: the test ended without a result.',
      next: 'Plug it in again and test again. What the test left on it is removed then. When nobody pulled it out, the medium or its port is failing.',
    },
    zh: {
      what: '{directory} 处的介质已不存在：测试中止，没有结果。',
      next: '请重新插入后再次测试，届时会清除测试的残留。若并未拔出，则介质或接口有故障。',
    },
  },
  MEDIA_TEST_NOT_WRITABLE: {
    en: {
      what: '{directory} cannot be written to ({reason}), and only writing shows what a medium keeps.',
      next: 'Check the write-protect switch, how the medium is mounted, and the folder’s permissions.',
    },
    zh: {
      what: '无法写入 {directory}（{reason}），而只有写入才能检验介质。',
      next: '请检查介质的写保护开关、挂载方式以及文件夹权限。',
    },
  },
  MEDIA_TEST_FAILED: {
    en: {
      what: 'The medium at {directory} failed during the test ({reason}).',
      next: 'Do not carry anything on it. Try another port and cable, and test again; when it fails again, take another medium.',
    },
    zh: {
      what: '{directory} 处的介质在测试中出错（{reason}）。',
      next: '请勿用它搬运任何内容。请更换接口和线缆后重新测试；若再次出错，请更换介质。',
    },
  },
  MEDIA_TEST_SYSTEM_DISK: {
    en: {
      what: '{directory} lies on this machine’s own disk. A test of all its free space would fill it.',
      next: 'Name the medium’s folder. To test this disk all the same, say how much with --bytes, or --all-free.',
    },
    zh: {
      what: '{directory} 位于本机自身的磁盘上。测试全部可用空间会将其写满。',
      next: '请指定介质上的文件夹。如确要测试此磁盘，请用 --bytes 指定数量，或使用 --all-free。',
    },
  },
  MEDIA_TEST_NOT_REMOVABLE: {
    en: {
      what: '{device} is not a removable medium: it is not tested from here.',
      next: 'Choose a removable medium, or test a folder on the command line: sluice media test <folder>.',
    },
    zh: {
      what: '{device} 不是可移动介质，不能在此测试。',
      next: '请选择可移动介质，或在命令行测试文件夹：sluice media test <folder>。',
    },
  },
  MEDIA_TEST_RUNNING: {
    en: {
      what: 'This medium is being used: a test or a job is at work on it.',
      next: 'Wait until it has ended, or cancel it.',
    },
    zh: { what: '该介质正在使用中：有测试或任务正在进行。', next: '请等待其结束，或将其取消。' },
  },
} as const satisfies ErrorArea;
