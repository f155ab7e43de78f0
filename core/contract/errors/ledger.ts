import type { ErrorArea } from './text.ts';

/** Journals, locks, histories, runs, targets, and what earlier imports taught this machine. */
export const ledgerErrors = {
  LEDGER_WRITE_FAILED: {
    en: {
      what: '{path} could not be written ({reason}).',
      next: 'Check that its disk is connected, writable and not full. Then run it again: it goes on from what was recorded.',
    },
    zh: {
      what: '无法写入 {path}（{reason}）。',
      next: '请检查所在磁盘是否已连接、可写且未满。随后再次运行，即可从已记录的位置继续。',
    },
  },
  LEDGER_READ_FAILED: {
    en: {
      what: '{path} could not be read ({reason}).',
      next: 'Check that its disk is connected and that your user may read the file. Then run it again.',
    },
    zh: {
      what: '无法读取 {path}（{reason}）。',
      next: '请检查所在磁盘是否已连接，以及当前用户是否有读取权限，然后再次运行。',
    },
  },
  LEDGER_JOURNAL_TORN: {
    en: {
      what: 'The journal {path} ended in the middle of a record: its last {bytes} bytes were dropped.',
      next: 'Nothing to do. The run was cut off while it wrote; what that record stood for is done again.',
    },
    zh: {
      what: '日志 {path} 的最后一条记录不完整，已丢弃末尾 {bytes} 字节。',
      next: '无需处理。上次运行在写入时中断，该记录对应的内容会重新执行。',
    },
  },
  LEDGER_JOURNAL_DAMAGED: {
    en: {
      what: 'Line {line} of the journal {path} is damaged, although good records follow it.',
      next: 'The disk or another program changed the file. Check the disk. Move the file away and run it again: what this run had fetched is not trusted then, and is fetched again.',
    },
    zh: {
      what: '日志 {path} 的第 {line} 行已损坏，而其后的记录仍然完好。',
      next: '文件被磁盘故障或其他程序改动，请检查磁盘。将该文件移走后再次运行：本次任务此前取得的内容不再采信，会重新获取。',
    },
  },
  LEDGER_JOURNAL_FOREIGN: {
    en: {
      what: 'Line {line} of the journal {path} is intact, but not a record that this version knows.',
      next: 'Go on with the version of Sluice that wrote it, or move the file away and run it again.',
    },
    zh: {
      what: '日志 {path} 的第 {line} 行完好，但当前版本无法识别这条记录。',
      next: '请使用写入该日志的 Sluice 版本继续，或将该文件移走后再次运行。',
    },
  },
  LEDGER_LOCKED: {
    en: {
      what: 'Another run is at work here: process {pid} on {host} since {since} ({command}).',
      next: 'Wait until it ends, or stop it with Ctrl+C where it was started. If it no longer exists, run this command again in a minute: {path} is then taken over by itself. Do not delete that file while the other run lives.',
    },
    zh: {
      what: '此处已有任务在运行：主机 {host} 上的进程 {pid}，开始于 {since}（{command}）。',
      next: '请等待其结束，或在启动它的终端按 Ctrl+C 停止。若该进程已不存在，请一分钟后再次运行本命令，{path} 会被自动接管。对方仍在运行时，请勿删除该文件。',
    },
  },
  LEDGER_LOCK_LOST: {
    en: {
      what: 'This run no longer holds the lock {path}: another run took it over, somebody deleted it, or its medium was unmounted.',
      next: 'This happens when a medium is unmounted or a computer sleeps during a run, or a network drive is away for more than a minute. Mount the medium again, let the other run end, then run it again.',
    },
    zh: {
      what: '本次运行已失去锁 {path}：锁被其他任务接管、被人删除，或所在介质已被卸载。',
      next: '运行期间介质被卸载、计算机休眠，或网络磁盘断开超过一分钟，都会导致这种情况。请重新挂载介质，等另一任务结束后，再次运行。',
    },
  },
  LEDGER_HISTORY_NAME_INVALID: {
    en: {
      what: 'The history file {path} has no valid time in its name.',
      next: 'Such a file is called .history- and a time like 2026-11-22T17:18:38Z. Rename it back, or move it out of the folder: it decides what the next archive leaves out.',
    },
    zh: {
      what: '历史文件 {path} 的名称中没有有效的时间。',
      next: '文件名应为 .history- 加时间，例如 2026-11-22T17:18:38Z。请改回原名，或将其移出该目录：它决定下一个归档省略哪些内容。',
    },
  },
  LEDGER_HISTORY_LINE_INVALID: {
    en: {
      what: 'Line {line} of the history file {path} is not a digest.',
      next: 'The file is cut off or was edited. Move it out of the folder: the history before it is used then, and the next archive carries more than necessary, never less.',
    },
    zh: {
      what: '历史文件 {path} 的第 {line} 行不是摘要。',
      next: '文件被截断或被编辑过。请将其移出该目录：随后会采用更早的历史，下一个归档只会多带内容，不会缺少。',
    },
  },
  LEDGER_HISTORY_FUTURE: {
    en: {
      what: 'The newest history file {file} is dated in the future (it is {now} now).',
      next: 'The clock was wrong when it was written, or is wrong now. Check the clock. The file is used as the newest; choose an earlier one with --since when that is not what you want.',
    },
    zh: {
      what: '最新的历史文件 {file} 的日期在未来（当前时间为 {now}）。',
      next: '写入时或现在的系统时钟有误，请检查时钟。该文件仍按最新历史使用；如不符合预期，请用 --since 选择更早的历史。',
    },
  },
  LEDGER_STATE_DAMAGED: {
    en: {
      what: '{path} is not what Sluice wrote there.',
      next: 'Restore it from a backup, or move it away. Without it, Sluice starts afresh for what it described.',
    },
    zh: {
      what: '{path} 的内容不是 Sluice 写入的内容。',
      next: '请从备份恢复，或将其移走。没有该文件时，Sluice 会对它所描述的对象重新开始。',
    },
  },
  LEDGER_RUN_UNKNOWN: {
    en: {
      what: 'There is no run {id}.',
      next: 'List the runs and use one of their ids.',
    },
    zh: {
      what: '不存在编号为 {id} 的运行。',
      next: '请列出所有运行，并使用其中的编号。',
    },
  },
  LEDGER_RUN_FINISHED: {
    en: {
      what: 'The run {id} is finished ({state}) and cannot go on.',
      next: 'Start the command again: it makes a new run.',
    },
    zh: {
      what: '运行 {id} 已结束（{state}），无法继续。',
      next: '请重新执行命令，将开始一次新的运行。',
    },
  },
  LEDGER_RUN_UNREADABLE: {
    en: {
      what: 'The run in {path} cannot be read and is left out of the list.',
      next: 'Look at its run.json, or delete the folder when the run is no longer needed.',
    },
    zh: {
      what: '无法读取 {path} 中的运行记录，列表中已略去。',
      next: '请查看其中的 run.json；若不再需要该运行，可删除此目录。',
    },
  },
  LEDGER_TARGET_NAME_INVALID: {
    en: {
      what: '"{name}" cannot be the name of a target.',
      next: 'Use 1 to 63 lower-case letters, digits, "-", "_" or ".", starting and ending with a letter or digit; for example enclave-b.',
    },
    zh: {
      what: '“{name}”不能用作目标名称。',
      next: '请使用 1 到 63 个小写字母、数字、“-”、“_”或“.”，并以字母或数字开头和结尾，例如 enclave-b。',
    },
  },
  LEDGER_KNOWLEDGE_NAME_INVALID: {
    en: {
      what: '"{name}" is neither a graph file nor a release signature.',
      next: 'Only hold-release/cincinnati-graph-data/<arch>-<channel>.json and signatures/<release>-sha256-<digest> are kept. If it came from an archive, inspect that archive before you trust it.',
    },
    zh: {
      what: '“{name}”既不是升级图文件，也不是发行版签名。',
      next: '只保存 hold-release/cincinnati-graph-data/<架构>-<通道>.json 和 signatures/<发行版>-sha256-<摘要>。若它来自归档，请先检查该归档再决定是否信任。',
    },
  },
  LEDGER_KNOWLEDGE_TOO_LARGE: {
    en: {
      what: '{name} has {bytes} bytes; such a file has at most {limit}.',
      next: 'It is not a genuine graph file or signature. Find out where it came from.',
    },
    zh: {
      what: '{name} 有 {bytes} 字节；此类文件最多 {limit} 字节。',
      next: '这不是真正的升级图文件或签名，请查明其来源。',
    },
  },
} as const satisfies ErrorArea;
