import type { ErrorArea } from './text.ts';

/** Certificates and proxies: how a host is reached, and why it is believed. */
export const trustErrors = {
  TRUST_PEM_MALFORMED: {
    en: {
      what: '{file} does not hold {expected} in PEM form.',
      next: 'A PEM file starts with -----BEGIN. Convert a DER file with: openssl x509 -inform der -in FILE -out FILE.pem',
    },
    zh: {
      what: '{file} 中没有 PEM 格式的内容（应为：{expected}）。',
      next: 'PEM 文件以 -----BEGIN 开头。DER 文件可这样转换：openssl x509 -inform der -in FILE -out FILE.pem',
    },
  },
  TRUST_FILE_UNREADABLE: {
    en: {
      what: 'The certificate file {file} cannot be read ({reason}).',
      next: 'Correct the path, or make the file readable for the user who runs Sluice.',
    },
    zh: {
      what: '无法读取证书文件 {file}（{reason}）。',
      next: '请更正路径，或让运行 Sluice 的用户能够读取该文件。',
    },
  },
  TRUST_PAIR_INCOMPLETE: {
    en: {
      what: '{file} has no {missing} beside it.',
      next: 'A client certificate needs both files with the same base name. A CA certificate must end in .crt.',
    },
    zh: {
      what: '{file} 旁边缺少 {missing}。',
      next: '客户端证书需要同名的两个文件。CA 证书的扩展名必须是 .crt。',
    },
  },
  TRUST_PAIR_MISMATCH: {
    en: {
      what: '{keyFile} is not the private key of {file}.',
      next: 'Put the key that belongs to this certificate beside it, or renew both together.',
    },
    zh: {
      what: '{keyFile} 不是 {file} 对应的私钥。',
      next: '请放入与该证书匹配的私钥，或同时更换两者。',
    },
  },
  TRUST_SEVERAL_CLIENT_CERTIFICATES: {
    en: {
      what: '{directory} holds several client certificates; {used} is used.',
      next: 'Remove the others if the registry refuses this one.',
    },
    zh: {
      what: '{directory} 中有多个客户端证书，使用的是 {used}。',
      next: '如果仓库拒绝该证书，请移走其余证书。',
    },
  },
  TRUST_ENTRY_SKIPPED: {
    en: {
      what: '{count} entries of {file} are not readable certificates and were skipped.',
      next: 'Other CAs in the file are used. Rebuild the store (update-ca-trust or update-ca-certificates) if a registry is not trusted.',
    },
    zh: {
      what: '{file} 中有 {count} 个条目不是可用的证书，已跳过。',
      next: '文件中的其他 CA 仍然有效。如有仓库不受信任，请重建信任库（update-ca-trust 或 update-ca-certificates）。',
    },
  },
  TRUST_VARIABLE_IGNORED: {
    en: {
      what: '{variable} names {file}, which cannot be read; it was ignored.',
      next: 'Correct or unset the variable.',
    },
    zh: {
      what: '{variable} 指向的 {file} 无法读取，已忽略。',
      next: '请更正或取消设置该变量。',
    },
  },
  TRUST_NO_SYSTEM_STORE: {
    en: {
      what: 'No certificate store of this host was found; the list built into the program is used.',
      next: 'Registries with your own CA need it: install ca-certificates, or put the CA into certs.d.',
    },
    zh: {
      what: '未找到本机的证书库，改用程序内置的列表。',
      next: '使用自建 CA 的仓库会因此不受信任：请安装 ca-certificates，或把 CA 放入 certs.d。',
    },
  },
  PROXY_MALFORMED: {
    en: {
      what: 'The proxy address in {source} cannot be understood.',
      next: 'Write http://host:port, with user:password@ before the host if needed; special characters of the password are percent-encoded.',
    },
    zh: {
      what: '无法识别 {source} 中的代理地址。',
      next: '请写成 http://主机:端口；需要时在主机前加 user:password@，密码中的特殊字符要用百分号编码。',
    },
  },
  PROXY_SCHEME: {
    en: {
      what: 'The proxy in {source} has the scheme "{scheme}".',
      next: 'Sluice speaks to proxies over http or https.',
    },
    zh: {
      what: '{source} 中的代理使用了协议“{scheme}”。',
      next: 'Sluice 只支持 http 或 https 代理。',
    },
  },
  PROXY_SOCKS: {
    en: {
      what: 'The proxy in {source} is a SOCKS proxy, which Sluice does not speak to.',
      next: 'Name an HTTP proxy, or list the hosts that need none in NO_PROXY.',
    },
    zh: {
      what: '{source} 中的代理是 SOCKS 代理，Sluice 不支持。',
      next: '请改用 HTTP 代理，或把无需代理的主机写入 NO_PROXY。',
    },
  },
  PROXY_VARIABLES_DIFFER: {
    en: {
      what: '{used} and {other} are both set and differ; {used} is used.',
      next: 'Set both to the same value: some tools read one, some the other.',
    },
    zh: {
      what: '{used} 与 {other} 都已设置且值不同，使用的是 {used}。',
      next: '请把两者设为相同的值，因为不同工具读取的并不一样。',
    },
  },
} as const satisfies ErrorArea;
