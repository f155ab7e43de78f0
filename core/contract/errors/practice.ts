import type { ErrorArea } from './text.ts';

/** The practice environment: registries and sample content on this machine. */
export const practiceErrors = {
  PRACTICE_PORT_IN_USE: {
    en: {
      what: 'Port {port} on 127.0.0.1, wanted for the practice {role}, is already in use.',
      next: 'Stop the program that uses it (perhaps an earlier "sluice practice up"), or start with another port. Without a port option a free one is chosen.',
    },
    zh: {
      what: '练习环境的 {role} 需要使用 127.0.0.1 的 {port} 端口，但该端口已被占用。',
      next: '请停止占用该端口的程序（可能是先前启动的 “sluice practice up”），或改用其他端口。不指定端口时会自动选择空闲端口。',
    },
  },
  PRACTICE_PORT_REFUSED: {
    en: {
      what: 'The system does not allow the practice {role} to listen on port {port} of 127.0.0.1 ({reason}).',
      next: 'Choose a port above 1024, or none to get a free one.',
    },
    zh: {
      what: '系统不允许练习环境的 {role} 监听 127.0.0.1 的 {port} 端口（{reason}）。',
      next: '请选择 1024 以上的端口，或不指定端口以自动选用空闲端口。',
    },
  },
  PRACTICE_DIRECTORY_UNUSABLE: {
    en: {
      what: 'The practice folder {directory} cannot be used ({reason}).',
      next: 'Name a folder on a local disk that you may write to and that has room for the chosen scale.',
    },
    zh: {
      what: '无法使用练习目录 {directory}（{reason}）。',
      next: '请指定一个位于本地磁盘、具有写权限且空间足以容纳所选规模的目录。',
    },
  },
  PRACTICE_ARGUMENT_INVALID: {
    en: {
      what: 'The practice server cannot be started with {option} "{value}".',
      next: 'Allowed: {allowed}.',
    },
    zh: {
      what: '练习服务器无法以 {option} “{value}” 启动。',
      next: '允许的取值：{allowed}。',
    },
  },
} as const satisfies ErrorArea;
