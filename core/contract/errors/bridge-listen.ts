import type { ErrorArea } from './text.ts';

/** Browser mode before the first page: where it listens, and the page that it serves. */
export const bridgeListenErrors = {
  BRIDGE_LISTEN_INVALID: {
    en: {
      what: '--listen "{value}" is no address.',
      next: 'Write 127.0.0.1:PORT (0: any free port), or unix:/path/of/a.sock for a socket that only you can open.',
    },
    zh: {
      what: '--listen 的值“{value}”不是有效的地址。',
      next: '请写成 127.0.0.1:端口（0 表示任选空闲端口），或 unix:/路径/名称.sock（仅本人可打开的套接字）。',
    },
  },
  BRIDGE_LISTEN_OPEN: {
    en: {
      what: '{address} can be reached from other machines, and without TLS everything would cross the network readable, with the right to use Sluice.',
      next: 'Listen on 127.0.0.1 and reach it with ssh -L. If it has to be this address, give --tls-cert and --tls-key.',
    },
    zh: {
      what: '其他机器可以访问 {address}；没有 TLS 时，包括 Sluice 使用权限在内的所有内容都会以明文经过网络。',
      next: '请监听 127.0.0.1 并通过 ssh -L 访问。如必须使用该地址，请指定 --tls-cert 和 --tls-key。',
    },
  },
  BRIDGE_TLS_PAIR: {
    en: {
      what: '--tls-cert and --tls-key belong together, and to an address with a port.',
      next: 'Give both, or neither.',
    },
    zh: {
      what: '--tls-cert 与 --tls-key 必须同时使用，且只用于带端口的地址。',
      next: '请同时指定或都不指定。',
    },
  },
  BRIDGE_TLS_UNUSABLE: {
    en: {
      what: 'The certificate or key for TLS cannot be used ({reason}).',
      next: 'Both are PEM files; the key is without a passphrase and belongs to the certificate.',
    },
    zh: {
      what: '无法使用 TLS 证书或私钥（{reason}）。',
      next: '两者均须为 PEM 文件；私钥不带口令，并与证书匹配。',
    },
  },
  BRIDGE_ADDRESS_IN_USE: {
    en: {
      what: 'Another program listens on {address} already.',
      next: 'Perhaps an earlier Sluice: use or stop that one. Without --listen a free port is chosen.',
    },
    zh: {
      what: '{address} 已被其他程序占用。',
      next: '可能是先前启动的 Sluice：请使用或停止它。不指定 --listen 时会自动选择空闲端口。',
    },
  },
  BRIDGE_ADDRESS_REFUSED: {
    en: {
      what: 'The system does not allow Sluice to listen on {address} ({reason}).',
      next: 'Choose a port above 1024 and an address of this machine, or leave --listen out.',
    },
    zh: {
      what: '系统不允许 Sluice 监听 {address}（{reason}）。',
      next: '请选择 1024 以上的端口和本机的地址，或不指定 --listen。',
    },
  },
  BRIDGE_SOCKET_OTHER_FILE: {
    en: {
      what: '{path} exists and is no socket. It was left alone.',
      next: 'Choose another name, or move that file away.',
    },
    zh: { what: '{path} 已存在且不是套接字，未作改动。', next: '请换用其他名称，或移走该文件。' },
  },
  BRIDGE_SOCKET_FOLDER: {
    en: {
      what: 'The folder {path} is no safe place for a socket ({reason}): who may write there could put a socket of their own in its place.',
      next: 'Use a folder of your own, such as the one in XDG_RUNTIME_DIR.',
    },
    zh: {
      what: '目录 {path} 不适合存放套接字（{reason}）：能写入该目录的人可以用自己的套接字替换它。',
      next: '请使用您自己的目录，例如 XDG_RUNTIME_DIR 指向的目录。',
    },
  },
  BRIDGE_SOCKET_PATH: {
    en: {
      what: 'The socket path {path} is longer than systems allow ({limit} bytes).',
      next: 'Choose a shorter one, for example in XDG_RUNTIME_DIR.',
    },
    zh: {
      what: '套接字路径 {path} 超过系统允许的长度（{limit} 字节）。',
      next: '请选择更短的路径，例如放在 XDG_RUNTIME_DIR 中。',
    },
  },
  BRIDGE_PAGE_NOT_BUILT: {
    en: {
      what: 'The page is not built: {folder} has no index.html.',
      next: 'Run "npm run build:renderer" in Sluice’s folder, or "npm start", which builds it when needed.',
    },
    zh: {
      what: '页面尚未构建：{folder} 中没有 index.html。',
      next: '请在 Sluice 目录中运行 “npm run build:renderer”，或运行会按需构建的 “npm start”。',
    },
  },
  BRIDGE_PAGE_BUILD_FAILED: {
    en: {
      what: 'The page could not be built.',
      next: 'The lines of detail say why. "npm ci" brings all that building needs; it has to run without --omit=dev.',
    },
    zh: {
      what: '页面构建失败。',
      next: '原因见详细信息。构建所需内容由 “npm ci” 安装，且不能带 --omit=dev。',
    },
  },
} as const satisfies ErrorArea;
