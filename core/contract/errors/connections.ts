import type { ErrorArea } from './text.ts';

/** Registries, authorities and credentials that the application keeps. */
export const connectionsErrors = {
  CREDENTIALS_NOT_SAVED: {
    en: {
      what: 'The credential could not be saved in {file} ({reason}). Nothing was changed.',
      next: 'Make room or correct the permissions of the folder, then enter it again.',
    },
    zh: {
      what: '无法将凭据保存到 {file}（{reason}）。未做任何更改。',
      next: '请释放空间或更正该目录的权限，然后重新输入。',
    },
  },
  CREDENTIALS_LOCKED: {
    en: {
      what: 'A credential in {file} cannot be decrypted by the key store of this system; it is not used.',
      next: 'Unlock the key store (log in to the desktop) and start Sluice again, or enter the credential again.',
    },
    zh: {
      what: '系统密钥库无法解密 {file} 中的一条凭据，因此未使用。',
      next: '请解锁密钥库（登录桌面环境）后重新启动 Sluice，或重新输入该凭据。',
    },
  },
  CREDENTIALS_STORE_DAMAGED: {
    en: {
      what: 'The file with the encrypted credentials, {file}, was damaged; none of them is in use.',
      next: 'Enter the credentials again. The damaged file was kept as {aside}.',
    },
    zh: {
      what: '保存加密凭据的文件 {file} 已损坏，其中的凭据均未使用。',
      next: '请重新输入凭据。损坏的文件已保留为 {aside}。',
    },
  },
  REGISTRY_UNVERIFIED: {
    en: {
      what: '{host} is used without checking its certificate, as was allowed here. Reason given: {reason}',
      next: 'Anybody between here and {host} could read the password and change data on the way (digests are still checked). Better: trust its authority under “Registries and credentials”, and take the permission back.',
    },
    zh: {
      what: '按照此前的许可，使用 {host} 时不校验其证书。填写的理由：{reason}',
      next: '本机与 {host} 之间的任何人都可能读取密码或篡改数据（摘要仍会校验）。更好的做法：在“镜像仓库与凭据”中信任其证书颁发机构，并撤销该许可。',
    },
  },
  CREDENTIAL_SCOPE_INVALID: {
    en: {
      what: '"{scope}" is not what a credential can be for.',
      next: 'Write host or host:port, if needed followed by a path in lower case: registry.example.com:8443/team.',
    },
    zh: {
      what: '“{scope}”不能作为凭据的适用范围。',
      next: '请填写 host 或 host:port，需要时可在后面加小写路径，例如 registry.example.com:8443/team。',
    },
  },
  CREDENTIAL_INCOMPLETE: {
    en: {
      what: 'User name and password are both needed. Nothing was saved.',
      next: 'Enter both. For a robot account or token, the registry names the user to use with it.',
    },
    zh: {
      what: '用户名和密码均为必填项，未保存任何内容。',
      next: '请同时填写两者。使用机器人账号或令牌时，镜像仓库会说明对应的用户名。',
    },
  },
  CREDENTIAL_NOT_OWN: {
    en: {
      what: 'This credential is not kept by Sluice but stands in a file of this machine.',
      next: 'Remove it there, for example with: podman logout HOST.',
    },
    zh: {
      what: '该凭据不由 Sluice 保存，而是来自本机的文件。',
      next: '请在该文件中删除，例如执行：podman logout HOST。',
    },
  },
  CREDENTIALS_SESSION_ONLY: {
    en: {
      what: 'In browser mode credentials that are entered here are kept in memory only, until Sluice ends.',
      next: 'To keep them, log in with "podman login" or choose an auth.json.',
    },
    zh: {
      what: '浏览器模式下，在此输入的凭据只保存在内存中，Sluice 退出后即失效。',
      next: '如需长期使用，请执行 “podman login” 或选择一个 auth.json。',
    },
  },
  CREDENTIALS_NO_KEY_STORE: {
    en: {
      what: 'This system has no key store that encrypts, so credentials entered here are kept in memory only, until Sluice ends.',
      next: 'To keep them, set up a key store (GNOME Keyring or KWallet) and start Sluice again, or choose an auth.json.',
    },
    zh: {
      what: '本系统没有可加密的密钥库，在此输入的凭据只保存在内存中，Sluice 退出后即失效。',
      next: '如需长期保存，请配置密钥库（GNOME Keyring 或 KWallet）后重新启动 Sluice，或选择一个 auth.json。',
    },
  },
  AUTHORITY_NOT_SHOWN: {
    en: {
      what: '{host} does not show a certificate with the fingerprint {sha256} now. Nothing was trusted.',
      next: 'Look at its certificates again and compare the fingerprint with the one that its administrator gives you. If they change from one look to the next, somebody may be in between.',
    },
    zh: {
      what: '{host} 当前出示的证书中没有指纹为 {sha256} 的证书，未信任任何内容。',
      next: '请重新查看其证书，并与仓库管理员提供的指纹核对。如果每次看到的证书都不同，中间可能有人拦截。',
    },
  },
  AUTHORITY_IS_SERVER: {
    en: {
      what: '"{subject}" is the certificate of a server, not of an authority. Nothing was trusted.',
      next: 'Choose the one above it in the chain, or ask the administrator of {host} for the file of the authority (CA).',
    },
    zh: {
      what: '“{subject}”是服务器证书，不是证书颁发机构（CA）的证书，未信任任何内容。',
      next: '请选择证书链中它上方的证书，或向 {host} 的管理员索取 CA 证书文件。',
    },
  },
  REGISTRIES_TOO_MANY: {
    en: {
      what: '{most} registries are saved already; more are not kept.',
      next: 'Remove some that are no longer used.',
    },
    zh: { what: '已保存 {most} 个镜像仓库，不能再增加。', next: '请删除不再使用的条目。' },
  },
  REGISTRY_OF_PRACTICE: {
    en: {
      what: 'This registry belongs to the Practice environment and cannot be changed.',
      next: 'Leave practice to work with your own registries.',
    },
    zh: { what: '该镜像仓库属于练习环境，不能更改。', next: '请退出练习环境后使用自己的镜像仓库。' },
  },
  REGISTRY_TOO_SLOW: {
    en: {
      what: '{host} did not answer within {seconds} seconds.',
      next: 'It accepts connections but says nothing: check whether the registry is overloaded or hangs, and whether a firewall or proxy in between holds the answer back.',
    },
    zh: {
      what: '{host} 在 {seconds} 秒内没有应答。',
      next: '它接受连接但没有响应：请检查镜像仓库是否过载或挂起，以及中间是否有防火墙或代理阻滞了应答。',
    },
  },
  CHECK_REACH: {
    en: { what: '{host} can be reached.', next: 'Nothing to do.' },
    zh: { what: '可以连接到 {host}。', next: '无需处理。' },
  },
  CHECK_REACH_PROXY: {
    en: { what: '{host} can be reached through the proxy {proxy}.', next: 'Nothing to do.' },
    zh: { what: '可以通过代理 {proxy} 连接到 {host}。', next: '无需处理。' },
  },
  CHECK_TLS: {
    en: {
      what: 'The certificate of {host} is trusted (issued by {issuer}, valid until {date}).',
      next: 'Nothing to do.',
    },
    zh: {
      what: '{host} 的证书受信任（颁发者：{issuer}，有效期至 {date}）。',
      next: '无需处理。',
    },
  },
  CHECK_TLS_ENDS_SOON: {
    en: {
      what: 'The certificate of {host} is trusted but ends on {date}, in {days} {days|day|days}.',
      next: 'Ask the administrator of the registry to renew it in time: after that day every run stops.',
    },
    zh: {
      what: '{host} 的证书受信任，但将于 {date} 到期（剩余 {days} 天）。',
      next: '请联系仓库管理员及时更换证书，到期后所有任务都会失败。',
    },
  },
  CHECK_PROTOCOL: {
    en: { what: '{host} answers as a registry.', next: 'Nothing to do.' },
    zh: { what: '{host} 的应答符合镜像仓库协议。', next: '无需处理。' },
  },
  CHECK_PROTOCOL_HIDDEN: {
    en: {
      what: '{host} answers the question for a registry with status {status}: it may be none.',
      next: 'Check host and port. Some proxies hide this address; then the next steps show whether it works.',
    },
    zh: {
      what: '{host} 对镜像仓库探测请求返回状态 {status}，它可能不是镜像仓库。',
      next: '请检查主机和端口。有些代理会隐藏该地址，此时请以后续步骤的结果为准。',
    },
  },
  CHECK_LOGIN: {
    en: {
      what: 'Where {host} asks for a login, the entry "{entry}" of {source} is used.',
      next: 'Nothing to do.',
    },
    zh: { what: '{host} 要求登录时，使用 {source} 中的条目“{entry}”。', next: '无需处理。' },
  },
  CHECK_LOGIN_ANONYMOUS: {
    en: {
      what: '{host} is used without a login: there is no credential for it, and none was asked for.',
      next: 'Nothing to do, unless writing fails.',
    },
    zh: {
      what: '以匿名方式使用 {host}：没有对应的凭据，仓库也未要求登录。',
      next: '除非写入失败，否则无需处理。',
    },
  },
  CHECK_PULL: {
    en: { what: '{repository} can be read.', next: 'Nothing to do.' },
    zh: { what: '可以读取 {repository}。', next: '无需处理。' },
  },
  CHECK_PULL_EMPTY: {
    en: {
      what: 'Reading is allowed; {repository} is not there yet.',
      next: 'Nothing to do: the first import makes it.',
    },
    zh: { what: '允许读取；{repository} 目前尚不存在。', next: '无需处理，首次导入时会创建。' },
  },
  CHECK_PUSH: {
    en: {
      what: '{repository} can be written: an upload was opened and cancelled again.',
      next: 'Nothing to do. Nothing was left behind.',
    },
    zh: { what: '可以写入 {repository}：已试开一次上传并取消。', next: '无需处理，未留下任何内容。' },
  },
} as const satisfies ErrorArea;
