import type { ErrorArea } from './text.ts';

/** The command line. */
export const cliErrors = {
  CLI_CONFIG_MISSING: {
    en: {
      what: 'No configuration was given.',
      next: 'Name the ImageSetConfiguration file with -c, for example: -c isc.yaml. It is needed for imports too: it chooses what of an archive is loaded.',
    },
    zh: {
      what: '未指定配置文件。',
      next: '请用 -c 指定 ImageSetConfiguration 文件，例如 -c isc.yaml。导入时同样需要：由它决定加载归档中的哪些内容。',
    },
  },
  CLI_DESTINATION_MISSING: {
    en: {
      what: 'No destination was given.',
      next: 'Put it last: file://<folder> to write an archive, or docker://<registry>[/<namespace>] to fill a registry.',
    },
    zh: {
      what: '未指定目标。',
      next: '请把目标写在最后：file://<目录> 表示写入归档，docker://<镜像仓库>[/<命名空间>] 表示写入镜像仓库。',
    },
  },
  CLI_DESTINATION_INVALID: {
    en: {
      what: '"{value}" is not a destination.',
      next: 'Use file://<folder>, or docker://<host>[:port][/<namespace>] with a lower-case namespace and neither tag nor digest.',
    },
    zh: {
      what: '“{value}”不是有效的目标。',
      next: '请使用 file://<目录>，或 docker://<主机>[:端口][/<命名空间>]；命名空间须为小写，且不带标签或摘要。',
    },
  },
  CLI_FILE_PREFIX: {
    en: {
      what: '{what} is "{value}", which is not a file:// folder.',
      next: 'Write it as file://<folder>; relative folders are allowed.',
    },
    zh: { what: '{what} 的值“{value}”不是 file:// 目录。', next: '请写成 file://<目录>，可以使用相对路径。' },
  },
  CLI_SINCE_INVALID: {
    en: { what: '--since "{value}" is not a date.', next: 'Write it as yyyy-MM-dd, for example 2026-03-01.' },
    zh: { what: '--since 的值“{value}”不是日期。', next: '请按 yyyy-MM-dd 书写，例如 2026-03-01。' },
  },
  CLI_DRY_RUN_TWICE: {
    en: { what: '--dry-run and --dry-run-manifest-lists were both given.', next: 'Keep one of them.' },
    zh: { what: '同时指定了 --dry-run 和 --dry-run-manifest-lists。', next: '请只保留其中一个。' },
  },
  CLI_VALUE_INVALID: {
    en: {
      what: '{flag} cannot be understood: {message}.',
      next: 'Correct the value; the --help of the command lists what each option takes.',
    },
    zh: {
      what: '无法识别 {flag} 的值：{message}。',
      next: '请更正该值；该命令的 --help 列出了每个参数的取值。',
    },
  },
  CLI_FLAG_REFUSED: {
    en: {
      what: '{flag} is not supported: {why}.',
      next: 'Leave it out if you can do without; it is refused rather than ignored, because ignoring it would be unsafe.',
    },
    zh: {
      what: '不支持 {flag}（{why}）。',
      next: '如不需要请去掉该参数；忽略它并不安全，因此 Sluice 选择拒绝执行。',
    },
  },
  CLI_COMMAND_UNKNOWN: {
    en: {
      what: 'There is no command "{name}".{suggestion}',
      next: 'Run "{command} --help" for the commands there are.',
    },
    zh: { what: '没有 “{name}” 这个命令。{suggestion}', next: '运行 “{command} --help” 可查看所有命令。' },
  },
  CLI_OPTION_UNKNOWN: {
    en: {
      what: 'There is no option "{option}" here.{suggestion}',
      next: 'Run "{command} --help" for the options there are.',
    },
    zh: { what: '没有 “{option}” 这个参数。{suggestion}', next: '运行 “{command} --help” 可查看所有参数。' },
  },
  CLI_ARGUMENT_MISSING: {
    en: { what: 'The argument {argument} is missing.', next: 'Run "{command} --help" to see what it is.' },
    zh: { what: '缺少 {argument}。', next: '运行 “{command} --help” 可查看其含义。' },
  },
  CLI_OPTION_VALUE_MISSING: {
    en: { what: '{option} needs a value.', next: 'Put the value behind it. See "{command} --help".' },
    zh: { what: '{option} 需要给出取值。', next: '请在其后写上取值，参见 “{command} --help”。' },
  },
  CLI_OPTION_MISSING: {
    en: { what: '{option} is missing; this command needs it.', next: 'Add it. See "{command} --help".' },
    zh: { what: '缺少必需的 {option}。', next: '请补上，参见 “{command} --help”。' },
  },
  CLI_ARGUMENTS_EXCESS: {
    en: {
      what: '{count|This argument has|These arguments have} no place here: {arguments}',
      next: 'Remove {count|it|them}, or put a value with spaces into quotes. See "{command} --help".',
    },
    zh: {
      what: '多余的参数：{arguments}',
      next: '请将其去掉（共 {count} 个）；含空格的值请加引号。参见 “{command} --help”。',
    },
  },
} as const satisfies ErrorArea;
