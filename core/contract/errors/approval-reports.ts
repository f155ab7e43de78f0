import type { ErrorArea } from './text.ts';

/** Reading scanners' reports, and running a scanner. */
export const approvalReportErrors = {
  APPROVAL_REPORT_MISSING: {
    en: {
      what: 'The scan report {report} cannot be read ({reason}).',
      next: 'Check the name, and that it is a file which your user may read.',
    },
    zh: {
      what: '无法读取扫描报告 {report}（{reason}）。',
      next: '请检查名称，并确认它是当前用户有权读取的文件。',
    },
  },
  APPROVAL_REPORT_UNREADABLE: {
    en: {
      what: 'The scan report {report} is no whole JSON text: it makes no sense from byte {place} on.',
      next: 'Nothing of it was taken over. It may be cut off, or mixed with messages of the scanner: write the report to a file with the scanner’s own option and import that.',
    },
    zh: {
      what: '扫描报告 {report} 不是完整的 JSON：从第 {place} 字节起无法解析。',
      next: '未采用其中任何内容。文件可能被截断，或混入了扫描器的提示信息：请用扫描器自带的选项将报告写入文件后再导入。',
    },
  },
  APPROVAL_REPORT_REFUSED: {
    en: {
      what: 'The scan report {report} is built in a way that no scanner writes: endless nesting, a field given twice, overlong names, or two reports in one (at byte {place}).',
      next: 'Nothing of it was taken over. Such a file is made to be read differently by different programs: find out where it came from, and scan again.',
    },
    zh: {
      what: '扫描报告 {report} 的结构不是任何扫描器会写出的：嵌套过深、字段重复、名称过长，或一个文件中含有两份报告（位于第 {place} 字节）。',
      next: '未采用其中任何内容。这类文件意在让不同程序读出不同结果：请查明其来源，并重新扫描。',
    },
  },
  APPROVAL_REPORT_TOO_LARGE: {
    en: {
      what: 'The scan report {report} holds more than is read of one image (at byte {place}).',
      next: 'Nothing of it was taken over. Scan one image to one file; leave lists of packages out of the report.',
    },
    zh: {
      what: '扫描报告 {report} 的内容超出单个镜像的读取上限（位于第 {place} 字节）。',
      next: '未采用其中任何内容。请每个镜像生成一个文件，并且不要在报告中列出软件包清单。',
    },
  },
  APPROVAL_REPORT_UNKNOWN: {
    en: {
      what: 'The scan report {report} is of none of the known formats.',
      next: 'Import the report about an image by Trivy (--format json), Grype (-o json), Clair (clairctl report --out json), ACS (roxctl image scan) or any scanner that writes SARIF 2.1.0.',
    },
    zh: {
      what: '扫描报告 {report} 不属于任何已知格式。',
      next: '请导入关于镜像的报告：Trivy（--format json）、Grype（-o json）、Clair（clairctl report --out json）、ACS（roxctl image scan），或任何输出 SARIF 2.1.0 的扫描器。',
    },
  },
  APPROVAL_REPORT_NO_DIGEST: {
    en: {
      what: 'The scan report {report} by {tool} does not say by digest what was scanned: a tag may mean another image tomorrow.',
      next: 'Scan by digest (name@sha256:…); with Trivy use --format json, with ACS leave --output away, with SARIF use the scanner’s own JSON format. Or say the digest when importing: --digest.',
    },
    zh: {
      what: '{tool} 的扫描报告 {report} 没有以摘要说明扫描对象：同一标签明天可能指向另一个镜像。',
      next: '请按摘要扫描（名称@sha256:…）：Trivy 使用 --format json，ACS 不要使用 --output，SARIF 请改用扫描器自己的 JSON 格式。也可以在导入时用 --digest 指明摘要。',
    },
  },
  APPROVAL_REPORT_OTHER_IMAGE: {
    en: {
      what: 'The scan report {report} is about {found}, not about {digest}.',
      next: 'Nothing of it was taken over. Import it without --digest, or import the report about that image.',
    },
    zh: {
      what: '扫描报告 {report} 针对的是 {found}，而不是 {digest}。',
      next: '未采用其中任何内容。请去掉 --digest 再导入，或导入该镜像的报告。',
    },
  },
  APPROVAL_SCANNER_COMMAND_INVALID: {
    en: {
      what: 'The scan command "{command}" does not say where the image goes.',
      next: 'Put {image} where the scanner takes the path of an OCI layout folder, for example: trivy image --format json --input {image}. The command is run without a shell.',
    },
    zh: {
      what: '扫描命令“{command}”没有说明镜像的位置。',
      next: '请在扫描器接受 OCI 布局目录路径的位置写上 {image}，例如：trivy image --format json --input {image}。命令不经过 shell 执行。',
    },
  },
  APPROVAL_SCANNER_MISSING: {
    en: {
      what: 'The scanner "{program}" cannot be started ({reason}).',
      next: 'Install it on this machine, or write its full path in --scan-command.',
    },
    zh: {
      what: '无法启动扫描器“{program}”（{reason}）。',
      next: '请在本机安装它，或在 --scan-command 中写出完整路径。',
    },
  },
  APPROVAL_SCANNER_FAILED: {
    en: {
      what: 'The scanner "{program}" ended with code {exit} and wrote no report about {image}.',
      next: 'Its last words are in the detail. The image stays "not scanned". Many scanners need their database on this machine first.',
    },
    zh: {
      what: '扫描器“{program}”以代码 {exit} 结束，没有写出关于 {image} 的报告。',
      next: '详情中有它最后的输出。该镜像仍为“未扫描”。许多扫描器需要先在本机备好漏洞数据库。',
    },
  },
  APPROVAL_SCANNER_TIMEOUT: {
    en: {
      what: 'The scanner "{program}" did not end within {seconds} seconds for {image} and was stopped.',
      next: 'The image stays "not scanned". Allow more time with --scan-timeout.',
    },
    zh: {
      what: '扫描器“{program}”在 {seconds} 秒内未完成对 {image} 的扫描，已被停止。',
      next: '该镜像仍为“未扫描”。可用 --scan-timeout 延长时间。',
    },
  },
} as const satisfies ErrorArea;
