import { bridgeListenErrors } from './bridge-listen.ts';
import type { ErrorArea } from './text.ts';

/** Browser mode and the window: what keeps strangers out, and the line between a page and its host. */
export const bridgeErrors = {
  ...bridgeListenErrors,
  BRIDGE_CODE_USED: {
    en: {
      what: 'The one-time code of this address has been used already. It opens one page, once.',
      next: 'If this page was open in another tab, use that one. For a new address press Enter in the terminal that Sluice runs in, or send the process SIGUSR1. If nobody you know has used the code, stop Sluice.',
    },
    zh: {
      what: '此地址中的一次性代码已被使用。它只能打开一个页面，且只能使用一次。',
      next: '如果已在另一个标签页中打开，请使用该标签页。需要新地址时，在运行 Sluice 的终端按回车键，或向该进程发送 SIGUSR1。如果并非您或同事使用了该代码，请停止 Sluice。',
    },
  },
  BRIDGE_CODE_UNKNOWN: {
    en: {
      what: 'The one-time code of this address is wrong or too old.',
      next: 'Copy the whole address from the terminal. For a new one press Enter there, or send the process SIGUSR1.',
    },
    zh: {
      what: '此地址中的一次性代码不正确或已过期。',
      next: '请从终端复制完整地址。需要新地址时，在该终端按回车键，或向该进程发送 SIGUSR1。',
    },
  },
  BRIDGE_SESSION_UNKNOWN: {
    en: {
      what: 'This page has no session, or its session has ended: it was not used for long, or Sluice was started again.',
      next: 'Open the address that the terminal shows. For a new one press Enter in the terminal that Sluice runs in, or send the process SIGUSR1.',
    },
    zh: {
      what: '此页面没有会话，或会话已结束：长时间未使用，或 Sluice 已重新启动。',
      next: '请打开终端中显示的地址。需要新地址时，在运行 Sluice 的终端按回车键，或向该进程发送 SIGUSR1。',
    },
  },
  BRIDGE_LOCKED: {
    en: {
      what: 'Too many wrong codes were sent. Codes are refused for {seconds} {seconds|second|seconds}; open pages go on.',
      next: 'Wait, or press Enter in the terminal that Sluice runs in: it prints a new address and lifts the lock. If you sent none of them, another program on this machine tries to get in.',
    },
    zh: {
      what: '错误的代码次数过多，{seconds} 秒内不再接受代码；已打开的页面不受影响。',
      next: '请稍候，或在运行 Sluice 的终端按回车键：会显示新地址并解除锁定。如果不是您输入的，说明本机有其他程序在尝试进入。',
    },
  },
  BRIDGE_HOST_REFUSED: {
    en: {
      what: 'Sluice was asked for under the name "{host}", which is not the name of this machine’s own loopback address.',
      next: 'Use the address that the terminal shows, with 127.0.0.1 or localhost; over SSH, forward a port (ssh -L) and open http://localhost:<port>.',
    },
    zh: {
      what: '请求使用的主机名“{host}”不是本机的回环地址。',
      next: '请使用终端中显示的地址（127.0.0.1 或 localhost）；通过 SSH 访问时，请转发端口（ssh -L）并打开 http://localhost:<端口>。',
    },
  },
  BRIDGE_ORIGIN_REFUSED: {
    en: {
      what: 'The request came from another page ({origin}), not from Sluice’s own.',
      next: 'Open Sluice in a tab of its own, at the address that the terminal shows.',
    },
    zh: {
      what: '请求来自其他页面（{origin}），而不是 Sluice 自己的页面。',
      next: '请在单独的标签页中打开终端显示的地址。',
    },
  },
  BRIDGE_NOT_FOUND: {
    en: { what: 'There is nothing at this address.', next: 'Open the address that the terminal shows.' },
    zh: { what: '此地址没有内容。', next: '请打开终端中显示的地址。' },
  },
  BRIDGE_METHOD_REFUSED: {
    en: {
      what: 'This address does not take {method}.',
      next: 'If you did not send it by hand, reload the page: page and program may be of different versions.',
    },
    zh: {
      what: '此地址不接受 {method} 方法。',
      next: '如果不是手动发送的，请重新加载页面：页面与程序的版本可能不一致。',
    },
  },
  BRIDGE_REQUEST_MALFORMED: {
    en: {
      what: 'The request cannot be understood ({reason}).',
      next: 'If you did not send it by hand, reload the page: page and program may be of different versions.',
    },
    zh: {
      what: '无法识别该请求（{reason}）。',
      next: '如果不是手动发送的，请重新加载页面：页面与程序的版本可能不一致。',
    },
  },
  BRIDGE_TOO_LARGE: {
    en: {
      what: 'What was sent is larger than {limit}. It was not read.',
      next: 'A configuration may have 5 MiB. Is the chosen file the right one?',
    },
    zh: {
      what: '发送的内容超过 {limit}，未读取。',
      next: '配置文件不得超过 5 MiB。请确认所选文件是否正确。',
    },
  },
  BRIDGE_BUSY: {
    en: {
      what: 'Sluice has too many open requests or pages at the moment.',
      next: 'Close tabs of Sluice that you do not need, and try again.',
    },
    zh: { what: 'Sluice 当前打开的请求或页面过多。', next: '请关闭不需要的 Sluice 标签页，然后重试。' },
  },
  BRIDGE_UNREACHABLE: {
    en: {
      what: 'Sluice does not answer at the moment.',
      next: 'The page tries again by itself, and running jobs go on without it. Is the SSH connection still up? Does Sluice still run in its terminal?',
    },
    zh: {
      what: 'Sluice 暂时没有响应。',
      next: '页面会自动重试，正在运行的任务不受影响。请检查 SSH 连接是否正常、终端中的 Sluice 是否仍在运行。',
    },
  },
  BRIDGE_ENDED: {
    en: {
      what: 'Sluice has ended. Jobs that were running are interrupted and can be resumed.',
      next: 'Start Sluice again, then open the address that it prints. This tab can be closed.',
    },
    zh: {
      what: 'Sluice 已结束。正在运行的任务已中断，可以恢复。',
      next: '请重新启动 Sluice，然后打开其显示的地址。此标签页可以关闭。',
    },
  },
  BRIDGE_ANSWER_MALFORMED: {
    en: {
      what: 'Something answered that is not Sluice, or a different version of it.',
      next: 'Check that the forwarded port leads to Sluice, and reload the page.',
    },
    zh: {
      what: '应答方不是 Sluice，或其版本与页面不一致。',
      next: '请检查转发的端口是否指向 Sluice，然后重新加载页面。',
    },
  },
  WINDOW_SENDER_REFUSED: {
    en: {
      what: 'A message came from something that is not Sluice’s own window. Nothing was done.',
      next: 'Close Sluice and start it again.',
    },
    zh: {
      what: '收到的消息并非来自 Sluice 自己的窗口。未执行任何操作。',
      next: '请关闭 Sluice 并重新启动。',
    },
  },
} as const satisfies ErrorArea;
