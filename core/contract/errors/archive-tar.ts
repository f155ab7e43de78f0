import type { ErrorArea } from './text.ts';

/** What can be wrong inside a tar file that crossed the gap. */
export const archiveTarErrors = {
  ARCHIVE_EMPTY: {
    en: {
      what: '{file} is an empty file.',
      next: 'The copy failed. Copy this file again from where the set was made; its size there is not zero.',
    },
    zh: {
      what: '{file} 是空文件。',
      next: '复制失败。请从制作归档的位置重新复制该文件，源文件大小不应为零。',
    },
  },
  ARCHIVE_COMPRESSED: {
    en: {
      what: '{file} is compressed with {format}; an archive chunk is a plain tar file.',
      next: 'Decompress it on a machine you trust, keep the name, and open the set again.',
    },
    zh: {
      what: '{file} 经过 {format} 压缩，而归档分卷应为未压缩的 tar 文件。',
      next: '请在可信的机器上解压，保持文件名不变，然后重新打开。',
    },
  },
  ARCHIVE_HEADER_INVALID: {
    en: {
      what: 'At byte {offset} of {file} there is no tar header.',
      next: 'The file is damaged, or is no tar archive. Copy it again from where the set was made.',
    },
    zh: {
      what: '{file} 第 {offset} 字节处不是 tar 文件头。',
      next: '文件已损坏，或根本不是 tar 归档。请从制作归档的位置重新复制。',
    },
  },
  ARCHIVE_CHECKSUM_WRONG: {
    en: {
      what: 'The tar header at byte {offset} of {file} is damaged: its checksum is wrong.',
      next: 'Copy the file again from where the set was made. If the copy there is damaged too, make the set again.',
    },
    zh: {
      what: '{file} 第 {offset} 字节处的 tar 文件头已损坏：校验和不符。',
      next: '请从制作归档的位置重新复制该文件；如源文件同样损坏，请重新制作归档。',
    },
  },
  ARCHIVE_NUMBER_INVALID: {
    en: {
      what: 'The tar header at byte {offset} of {file} has an unusable number in its field "{field}".',
      next: 'Nothing of this file was used. It was damaged or made to mislead: get it again from a source you trust.',
    },
    zh: {
      what: '{file} 第 {offset} 字节处的 tar 文件头中，字段“{field}”的数值无效。',
      next: '该文件的内容未被使用。文件已损坏或经人为构造，请从可信来源重新获取。',
    },
  },
  ARCHIVE_TRUNCATED: {
    en: {
      what: '{file} stops at byte {offset} without the mark that ends a tar file.',
      next: 'The copy was probably cut short. Copy the file again; oc-mirror would load it without noticing.',
    },
    zh: {
      what: '{file} 在第 {offset} 字节处结束，缺少 tar 结束标记。',
      next: '复制很可能被中断。请重新复制该文件；oc-mirror 会在毫无提示的情况下加载它。',
    },
  },
  ARCHIVE_ENTRY_CUT: {
    en: {
      what: '{file} ends in the middle of the entry at byte {offset}.',
      next: 'The copy was cut short. Copy the file again and compare its size with the original.',
    },
    zh: {
      what: '{file} 在第 {offset} 字节处的条目中间被截断。',
      next: '复制被中断。请重新复制该文件，并与原文件核对大小。',
    },
  },
  ARCHIVE_TRAILING_DATA: {
    en: {
      what: '{file} goes on after its end mark, at byte {offset}.',
      next: 'Nothing of this file was used: what a scanner saw may differ from what an importer sees. Get the file again from a source you trust.',
    },
    zh: {
      what: '{file} 在结束标记之后（第 {offset} 字节）仍有数据。',
      next: '该文件的内容未被使用：安全扫描看到的内容可能与导入的内容不一致。请从可信来源重新获取。',
    },
  },
  ARCHIVE_ENTRY_KIND: {
    en: {
      what: '{file} holds "{entry}", which is not a plain file (type "{kind}").',
      next: 'Nothing of this file was used. Archives of images have plain files only: find out who made this one.',
    },
    zh: {
      what: '{file} 中的“{entry}”不是普通文件（类型“{kind}”）。',
      next: '该文件的内容未被使用。镜像归档只应包含普通文件，请查明此归档由谁制作。',
    },
  },
  ARCHIVE_EXTENSION_INVALID: {
    en: {
      what: 'The extension header at byte {offset} of {file} is damaged or says what it must not say.',
      next: 'Nothing of this file was used. Get it again from a source you trust.',
    },
    zh: {
      what: '{file} 第 {offset} 字节处的扩展头已损坏，或包含不允许的内容。',
      next: '该文件的内容未被使用。请从可信来源重新获取。',
    },
  },
  ARCHIVE_SIZE_CONFLICT: {
    en: {
      what: 'An entry at byte {offset} of {file} states two sizes: {header} and {extension} bytes.',
      next: 'Nothing of this file was used: two programs would read two different archives from it. Get it again from a source you trust.',
    },
    zh: {
      what: '{file} 第 {offset} 字节处的条目声明了两个不同的大小：{header} 与 {extension} 字节。',
      next: '该文件的内容未被使用：不同程序会从中读出不同的内容。请从可信来源重新获取。',
    },
  },
  ARCHIVE_TOO_MANY_ENTRIES: {
    en: {
      what: '{file} has more than {limit} entries.',
      next: 'No image set needs that many. Get the file again from a source you trust.',
    },
    zh: {
      what: '{file} 的条目超过 {limit} 个。',
      next: '任何镜像集都不需要这么多条目。请从可信来源重新获取该文件。',
    },
  },
  ARCHIVE_NAME_TRAVERSAL: {
    en: {
      what: '{file} holds an entry that would leave its folder: "{entry}".',
      next: 'Nothing of this file was used and nothing was written. Such an archive is an attack or badly broken: report it.',
    },
    zh: {
      what: '{file} 中有条目试图跳出目录：“{entry}”。',
      next: '该文件的内容未被使用，也没有写入任何内容。这样的归档属于攻击或严重损坏，请上报。',
    },
  },
  ARCHIVE_NAME_ABSOLUTE: {
    en: {
      what: '{file} holds an entry with an absolute name: "{entry}".',
      next: 'Nothing of this file was used. Such an archive is an attack or badly broken: report it.',
    },
    zh: {
      what: '{file} 中有条目使用绝对路径：“{entry}”。',
      next: '该文件的内容未被使用。这样的归档属于攻击或严重损坏，请上报。',
    },
  },
  ARCHIVE_NAME_CHARACTERS: {
    en: {
      what: '{file} holds an entry whose name has forbidden characters: "{entry}".',
      next: 'Nothing of this file was used. Control characters, backslashes and drive letters have no place in an image set: find out who made it.',
    },
    zh: {
      what: '{file} 中有条目的名称含有禁用字符：“{entry}”。',
      next: '该文件的内容未被使用。镜像集的名称中不应出现控制字符、反斜杠或盘符，请查明此归档由谁制作。',
    },
  },
  ARCHIVE_NAME_MALFORMED: {
    en: {
      what: '{file} holds an entry with a malformed name: "{entry}".',
      next: 'Nothing of this file was used. Get it again from a source you trust.',
    },
    zh: {
      what: '{file} 中有条目的名称格式错误：“{entry}”。',
      next: '该文件的内容未被使用。请从可信来源重新获取。',
    },
  },
  ARCHIVE_NAME_TOO_LONG: {
    en: {
      what: '{file} holds an entry whose name is too long or too deep: "{entry}".',
      next: 'Nothing of this file was used. Get it again from a source you trust.',
    },
    zh: {
      what: '{file} 中有条目的名称过长或层级过深：“{entry}”。',
      next: '该文件的内容未被使用。请从可信来源重新获取。',
    },
  },
  ARCHIVE_NAME_ENCODING: {
    en: {
      what: '{file} holds an entry whose name is not normalised UTF-8: "{entry}".',
      next: 'Nothing of this file was used. If you packed it yourself, pack it again on Linux.',
    },
    zh: {
      what: '{file} 中有条目的名称不是规范化的 UTF-8：“{entry}”。',
      next: '该文件的内容未被使用。如为自行打包，请在 Linux 上重新打包。',
    },
  },
  ARCHIVE_NAME_DUPLICATE: {
    en: {
      what: '"{entry}" comes a second time, in {file}.',
      next: 'If chunks of an older set lie in the same folder, move them elsewhere and open the set again. Otherwise get the set again from a source you trust.',
    },
    zh: {
      what: '“{entry}”在 {file} 中重复出现。',
      next: '如同一文件夹中有旧归档的分卷，请移走后重新打开；否则请从可信来源重新获取。',
    },
  },
  ARCHIVE_NAME_CONFLICT: {
    en: {
      what: '"{entry}" is a file in one place and a folder in another, in {file}.',
      next: 'Nothing of this file was used. Get it again from a source you trust.',
    },
    zh: {
      what: '在 {file} 中，“{entry}”既是文件又是文件夹。',
      next: '该文件的内容未被使用。请从可信来源重新获取。',
    },
  },
  ARCHIVE_PATH_INVALID: {
    en: {
      what: '{file} holds "{entry}" in the registry\'s part, where no such file belongs.',
      next: 'Nothing of this file was used. If oc-mirror made it, report this name to us; otherwise get the set again from a source you trust.',
    },
    zh: {
      what: '{file} 的仓库部分含有不应存在的“{entry}”。',
      next: '该文件的内容未被使用。如由 oc-mirror 生成，请将此名称反馈给我们；否则请从可信来源重新获取。',
    },
  },
  ARCHIVE_LINK_INVALID: {
    en: {
      what: 'The link file "{entry}" in {file} does not hold the digest that its place demands.',
      next: 'Copy the file again from where the set was made. If it is the same there, make the set again.',
    },
    zh: {
      what: '{file} 中的链接文件“{entry}”内容不是其位置所要求的摘要。',
      next: '请从制作归档的位置重新复制该文件；如源文件相同，请重新制作归档。',
    },
  },
  ARCHIVE_PADDING_DIRTY: {
    en: {
      what: 'In {file}, the filling after "{entry}" is not zero.',
      next: 'The content itself was checked on its own. Still, copy the file again: a byte has changed or was hidden there.',
    },
    zh: {
      what: '{file} 中“{entry}”之后的填充字节不为零。',
      next: '条目内容已单独校验，但仍请重新复制该文件：有字节被改动，或被人藏入数据。',
    },
  },
  ARCHIVE_ENTRIES_UNKNOWN: {
    en: {
      what: '{count} entries are of no known kind and were passed over, for example "{example}".',
      next: 'oc-mirror passes over them as well. If you did not expect any, find out who made this set.',
    },
    zh: {
      what: '有 {count} 个条目类型未知，已跳过，例如“{example}”。',
      next: 'oc-mirror 同样会跳过它们。如非预期，请查明此归档由谁制作。',
    },
  },
} as const satisfies ErrorArea;
