/** The words of `sluice media test`. */
export const mediaTestEnglish = {
  'help.media': 'media that content is carried on',
  'help.media.test':
    'find out what a medium really keeps: fill its free space, read it back past the cache, compare',
  'help.media.test.folder': 'a folder on the medium; nothing that is there is touched',
  'help.media.test.bytes': 'how much to test, such as 8GiB; default: all free space but 16 MiB',
  'help.media.test.all-free': 'all free space, on this machine’s own disk too',
  'mediaTest.writing': '{percent} % of {total} written, {rate}/s',
  'mediaTest.reading': '{percent} % of {total} read back, {rate}/s',
  'mediaTest.good': 'Good: all {written} came back from the medium as they were written.',
  'mediaTest.unproven': 'All {written} came back right, but it is not known whether from the medium.',
  'mediaTest.bad': 'Do not use this medium: of {written} that were written {right} came back right.',
  'mediaTest.rates': 'Writing {write}/s, reading {read}/s',
} as const;

export const mediaTestChinese: Readonly<Record<keyof typeof mediaTestEnglish, string>> = {
  'help.media': '用于搬运内容的介质',
  'help.media.test': '检验介质的真实容量：写满可用空间，绕过缓存读回并比较',
  'help.media.test.folder': '介质上的文件夹；不会改动其中已有的内容',
  'help.media.test.bytes': '测试的数量，例如 8GiB；默认为除 16 MiB 以外的全部可用空间',
  'help.media.test.all-free': '测试全部可用空间，包括本机自身的磁盘',
  'mediaTest.writing': '已写入 {total} 的 {percent} %，{rate}/秒',
  'mediaTest.reading': '已读回 {total} 的 {percent} %，{rate}/秒',
  'mediaTest.good': '正常：写入的 {written} 全部从介质原样读回。',
  'mediaTest.unproven': '写入的 {written} 全部正确读回，但无法确认是否来自介质本身。',
  'mediaTest.bad': '请勿使用该介质：写入 {written}，只有 {right} 正确读回。',
  'mediaTest.rates': '写入 {write}/秒，读取 {read}/秒',
};
