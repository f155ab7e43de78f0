import type { ErrorArea } from './text.ts';

/** Reaching a host at all: allow-list, names, connections, proxies, certificates, redirects. */
export const networkErrors = {
  HOST_NOT_ALLOWED: {
    en: {
      what: '{host} may not be contacted: this run is restricted to {allowed}. It was wanted by {asker}.',
      next: 'If the host belongs to this side of the gap, add it to --offline-allow, or in the application turn off "Contact only the registry of the run" in the settings. Otherwise the content that points to it is missing from the set; add it on the connected side.',
    },
    zh: {
      what: '本次运行仅允许访问 {allowed}，因此未连接 {host}（由 {asker} 引起）。',
      next: '如果该主机属于本侧网络，请将其加入 --offline-allow，或在应用的设置中关闭“只访问本次运行用到的镜像仓库”；否则说明所需内容不在传输集中，请在联网侧补齐。',
    },
  },
  HOST_BLOCKED: {
    en: {
      what: 'registries.conf blocks {host} for {repository}.',
      next: 'Nothing was sent to it. Use one of its mirrors, or remove blocked = true if the registry may be contacted.',
    },
    zh: {
      what: 'registries.conf 已将 {host} 设为禁止访问（仓库 {repository}）。',
      next: '未向其发送任何请求。请使用其镜像源；若允许访问该仓库，请移除 blocked = true。',
    },
  },
  HOST_RATE_LIMITED: {
    en: {
      what: '{host} asks not to be contacted again before {until}.',
      next: 'Wait until then and run it again: finished work is kept. Logging in often raises the limit.',
    },
    zh: {
      what: '{host} 要求在 {until} 之前不再访问。',
      next: '请到时再次运行，已完成的内容会保留。登录后限额通常更高。',
    },
  },
  HOST_GIVEN_UP: {
    en: {
      what: '{host} has failed without a single success for {minutes} minutes; its remaining work was not attempted.',
      next: 'Check that the host is up and reachable from here, then run it again.',
    },
    zh: {
      what: '{host} 已连续 {minutes} 分钟没有一次成功，其余任务不再尝试。',
      next: '请确认该主机正常运行且可从本机访问，然后再次运行。',
    },
  },
  NETWORK_NAME_UNKNOWN: {
    en: {
      what: 'The name {host} cannot be resolved ({reason}).',
      next: 'Check the spelling, and the DNS servers or the hosts file of this machine.',
    },
    zh: {
      what: '无法解析主机名 {host}（{reason}）。',
      next: '请检查拼写，以及本机的 DNS 服务器或 hosts 文件。',
    },
  },
  NETWORK_REFUSED: {
    en: {
      what: '{host} refuses the connection.',
      next: 'The machine answers but nothing listens on that port. Check the port and that the registry is running.',
    },
    zh: {
      what: '{host} 拒绝连接。',
      next: '机器有响应，但该端口没有服务在监听。请检查端口，并确认镜像仓库已启动。',
    },
  },
  NETWORK_UNREACHABLE: {
    en: {
      what: '{host} cannot be reached ({reason}).',
      next: 'Check cabling, routes, firewall rules and proxy settings between this machine and the host.',
    },
    zh: {
      what: '无法到达 {host}（{reason}）。',
      next: '请检查本机与该主机之间的线路、路由、防火墙规则和代理设置。',
    },
  },
  NETWORK_CONNECT_TIMEOUT: {
    en: {
      what: '{host} did not accept a connection within {seconds} seconds.',
      next: 'A firewall may be dropping the packets silently. Check routes, firewall rules and proxy settings.',
    },
    zh: {
      what: '{host} 在 {seconds} 秒内未接受连接。',
      next: '可能被防火墙静默丢弃。请检查路由、防火墙规则和代理设置。',
    },
  },
  NETWORK_RESET: {
    en: {
      what: 'The connection to {host} was cut ({reason}).',
      next: 'Run it again if this was the end of it: finished work is kept. If it happens at the same place each time, a proxy or firewall in between limits size or time.',
    },
    zh: {
      what: '与 {host} 的连接被中断（{reason}）。',
      next: '若任务因此结束，请再次运行，已完成的内容会保留。如果每次都断在同一位置，可能是中间的代理或防火墙限制了大小或时长。',
    },
  },
  NETWORK_STALLED: {
    en: {
      what: '{host} sent nothing useful for {seconds} seconds ({phase}).',
      next: 'Run it again: finished work is kept. If it happens again, look for a proxy or firewall that holds the connection.',
    },
    zh: {
      what: '{host} 已有 {seconds} 秒没有有效数据（{phase}）。',
      next: '请再次运行，已完成的内容会保留。若再次发生，请检查是否有代理或防火墙阻滞了连接。',
    },
  },
  NETWORK_PROTOCOL: {
    en: {
      what: 'The answer of {host} is not valid HTTP ({reason}).',
      next: 'Check that the port belongs to a registry and that no other service or middlebox answers on it.',
    },
    zh: {
      what: '{host} 的响应不是有效的 HTTP（{reason}）。',
      next: '请确认该端口属于镜像仓库，且没有其他服务或中间设备代为应答。',
    },
  },
  PROXY_AUTH_REQUIRED: {
    en: {
      what: 'The proxy {proxy} demands a login before it connects to {host}.',
      next: 'Put user and password into the proxy variable, or add {host} to NO_PROXY if it needs no proxy.',
    },
    zh: {
      what: '代理 {proxy} 要求先登录才能连接 {host}。',
      next: '请在代理变量中填写用户名和密码；若 {host} 无需代理，请将其加入 NO_PROXY。',
    },
  },
  PROXY_FAILED: {
    en: {
      what: 'The proxy {proxy} did not connect to {host} ({reason}).',
      next: "Check the proxy's address and rules, or add {host} to NO_PROXY if it needs no proxy.",
    },
    zh: {
      what: '代理 {proxy} 未能连接到 {host}（{reason}）。',
      next: '请检查代理的地址和规则；若 {host} 无需代理，请将其加入 NO_PROXY。',
    },
  },
  TLS_UNTRUSTED: {
    en: {
      what: 'The certificate of {host} is not trusted ({reason}). It was issued by: {issuer}.',
      next: 'Install the CA that issued it: into the system trust store, or as *.crt into /etc/containers/certs.d/{host}/. CA files read: {files}.',
    },
    zh: {
      what: '{host} 的证书不受信任（{reason}）。签发者：{issuer}。',
      next: '请安装签发该证书的 CA：加入系统信任库，或以 *.crt 放入 /etc/containers/certs.d/{host}/。已读取的 CA 文件：{files}。',
    },
  },
  TLS_NAME_MISMATCH: {
    en: {
      what: 'The certificate of {host} is for other names: {names}. It was issued by: {issuer}.',
      next: 'Use one of those names for the registry, or have its certificate reissued with {host} as a subject alternative name. CA files read: {files}.',
    },
    zh: {
      what: '{host} 的证书适用于其他名称：{names}。签发者：{issuer}。',
      next: '请改用上述名称访问，或重新签发包含 {host}（主题备用名称）的证书。已读取的 CA 文件：{files}。',
    },
  },
  TLS_VALIDITY: {
    en: {
      what: "The certificate of {host} is valid from {from} to {to}, but this machine's clock says {now}. It was issued by: {issuer}.",
      next: "If the clock is wrong, set it. If it is right, the registry's certificate must be renewed. CA files read: {files}.",
    },
    zh: {
      what: '{host} 的证书有效期为 {from} 至 {to}，而本机时钟为 {now}。签发者：{issuer}。',
      next: '若本机时钟有误，请校正；若时钟正确，则需更新该镜像仓库的证书。已读取的 CA 文件：{files}。',
    },
  },
  TLS_HANDSHAKE: {
    en: {
      what: 'No secure connection to {host} could be made ({reason}).',
      next: 'The port may speak plain HTTP: only an endpoint marked insecure = true in registries.conf (or with TLS verification switched off) is used that way. Otherwise check TLS versions and client certificates.',
    },
    zh: {
      what: '无法与 {host} 建立安全连接（{reason}）。',
      next: '该端口可能是明文 HTTP：只有在 registries.conf 中设置 insecure = true（或关闭 TLS 校验）时才会这样访问。否则请检查 TLS 版本和客户端证书。',
    },
  },
  ADDRESS_REFUSED: {
    en: {
      what: '{host}, named by an answer of {referrer}, has the address {address} ({kind}), which {referrer} may not send us to.',
      next: 'This protects credentials and internal services. If the registry is meant to refer there, its own address must be of the same kind; otherwise report the registry.',
    },
    zh: {
      what: '{referrer} 的响应指向 {host}，其地址为 {address}（{kind}），不允许由 {referrer} 引导访问。',
      next: '这是为了保护凭据和内部服务。如确属正常配置，该镜像仓库自身也应位于同类地址；否则请报告该仓库。',
    },
  },
  REDIRECT_REFUSED: {
    en: {
      what: '{host} redirects {what} to {target}, which is refused ({reason}).',
      next: "Check the registry's address and its storage settings. Nothing was sent to the target.",
    },
    zh: {
      what: '{host} 将 {what} 重定向到 {target}，已被拒绝（{reason}）。',
      next: '请检查该镜像仓库的地址及其存储设置。未向目标发送任何内容。',
    },
  },
} as const satisfies ErrorArea;
