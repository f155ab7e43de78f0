import type { ErrorArea } from './text.ts';

/** What registries and their token services answer. */
export const registryErrors = {
  REALM_REFUSED: {
    en: {
      what: '{host} names {realm} as its token service, which is refused ({reason}).',
      next: "No credentials were sent. Check the registry's configuration; a token service must use https unless the registry itself is used over http.",
    },
    zh: {
      what: '{host} 指定的令牌服务 {realm} 被拒绝（{reason}）。',
      next: '未发送任何凭据。请检查该镜像仓库的配置；除非仓库本身使用 http，否则令牌服务必须使用 https。',
    },
  },
  REALM_CHANGED: {
    en: {
      what: '{host} used to have its token service at {before} and now names {realm}.',
      next: "No credentials were sent. Ask the registry's administrator whether this is right, then run again with --accept-realm-change (in the application: enter the credential for {host} again in the settings).",
    },
    zh: {
      what: '{host} 的令牌服务原为 {before}，现在改为 {realm}。',
      next: '未发送任何凭据。请向仓库管理员确认后，使用 --accept-realm-change 再次运行（在应用中：在设置里重新输入 {host} 的凭据）。',
    },
  },
  TOKEN_SERVICE_FAILED: {
    en: {
      what: 'The token service {realm} of {host} did not give a token for {scope} (status {status}).',
      next: 'Check that the account may do this on the registry. Credentials: {credential}.',
    },
    zh: {
      what: '{host} 的令牌服务 {realm} 未签发 {scope} 的令牌（状态 {status}）。',
      next: '请确认该账号在镜像仓库上有相应权限。凭据：{credential}。',
    },
  },
  REGISTRY_LOGIN_NEEDED: {
    en: {
      what: '{host} demands a login for {what}, and there are no credentials for it.',
      next: 'Log in (podman login {host}), or add {host} to the pull secret. Credentials: {credential}.',
    },
    zh: {
      what: '{host} 要求登录（{what}），但没有可用的凭据。',
      next: '请先登录（podman login {host}），或在拉取密钥中加入 {host}。凭据：{credential}。',
    },
  },
  REGISTRY_LOGIN_FAILED: {
    en: {
      what: '{host} refuses the login for {what}: user name or password is wrong, or has expired.',
      next: 'Log in again (podman login {host}) or correct the pull secret. Credentials: {credential}.',
    },
    zh: {
      what: '{host} 拒绝登录（{what}）：用户名或密码错误，或已过期。',
      next: '请重新登录（podman login {host}）或更正拉取密钥。凭据：{credential}。',
    },
  },
  REGISTRY_CHALLENGE_UNUSABLE: {
    en: {
      what: '{host} demands a login in a way that is not supported: {schemes}.',
      next: "Sluice can do Basic and Bearer. Ask the registry's administrator to offer one of them.",
    },
    zh: {
      what: '{host} 要求的登录方式不受支持：{schemes}。',
      next: 'Sluice 支持 Basic 和 Bearer，请联系仓库管理员启用其中之一。',
    },
  },
  REGISTRY_ACCESS_DENIED: {
    en: {
      what: '{host} denies {what}.',
      next: 'The account is known but lacks the right. Ask for access to the repository. Credentials: {credential}.',
    },
    zh: {
      what: '{host} 拒绝访问：{what}。',
      next: '账号有效但权限不足，请申请该仓库的访问权限。凭据：{credential}。',
    },
  },
  REGISTRY_NOT_FOUND: {
    en: {
      what: '{host} does not know {what}.',
      next: 'Check the name. A registry may also answer this when the account may not see the repository.',
    },
    zh: {
      what: '{host} 上不存在：{what}。',
      next: '请检查名称。账号无权查看该仓库时，也可能得到此结果。',
    },
  },
  REGISTRY_REFUSED: {
    en: {
      what: '{host} refuses {what} (status {status}{codes}).',
      next: "The detail holds the registry's own words. Correct the cause there, then run again.",
    },
    zh: {
      what: '{host} 拒绝执行：{what}（状态 {status}{codes}）。',
      next: '详情中有镜像仓库返回的原文。请排除原因后再次运行。',
    },
  },
  REGISTRY_BUSY: {
    en: {
      what: '{host} asks to slow down while doing: {what} (status {status}).',
      next: 'Run it again later: finished work is kept.',
    },
    zh: {
      what: '{host} 要求放慢速度，当前操作：{what}（状态 {status}）。',
      next: '请稍后再次运行，已完成的内容会保留。',
    },
  },
  REGISTRY_UNAVAILABLE: {
    en: {
      what: '{host} failed at {what} (status {status}{codes}).',
      next: "The fault is on the registry's side. Check its logs and its storage, then run it again: finished work is kept.",
    },
    zh: {
      what: '{host} 执行 {what} 时出错（状态 {status}{codes}）。',
      next: '故障在镜像仓库一侧。请检查其日志和存储，然后再次运行，已完成的内容会保留。',
    },
  },
  REGISTRY_ANSWER_MALFORMED: {
    en: {
      what: '{host} answered {what} with something else than expected ({reason}).',
      next: "A proxy or login page may answer in the registry's place. Check the address and the proxy settings.",
    },
    zh: {
      what: '{host} 对 {what} 的响应不符合预期（{reason}）。',
      next: '可能是代理或登录页面代替镜像仓库作了应答。请检查地址和代理设置。',
    },
  },
  REGISTRY_ANSWER_TOO_LARGE: {
    en: {
      what: 'The answer of {host} to {what} exceeds {limit} bytes and was not read further.',
      next: 'Nothing of that size belongs there ({option}): check that {host} is the registry and that no other page answers in its place.',
    },
    zh: {
      what: '{host} 对 {what} 的响应超过 {limit} 字节，已停止读取。',
      next: '正常内容不会有这么大（{option}）：请确认 {host} 确为镜像仓库，而不是其他页面代为应答。',
    },
  },
  REGISTRY_ANSWER_ENCODED: {
    en: {
      what: '{host} delivered {what} with Content-Encoding {encoding} although none was accepted.',
      next: 'A proxy in between compresses registry traffic, which breaks digests. Exempt the registry from it.',
    },
    zh: {
      what: '{host} 返回的 {what} 带有未经许可的 Content-Encoding：{encoding}。',
      next: '中间代理压缩了镜像仓库流量，会破坏摘要校验。请将该仓库排除在代理压缩之外。',
    },
  },
  MANIFEST_NOT_FOUND: {
    en: {
      what: '{repository} has no manifest {reference}. Asked: {endpoints}.',
      next: 'It may have been deleted or never mirrored. Check the reference, or mirror it on the connected side first.',
    },
    zh: {
      what: '仓库 {repository} 中没有清单 {reference}。已查询：{endpoints}。',
      next: '它可能已被删除，或从未被镜像。请检查引用，或先在联网侧镜像该内容。',
    },
  },
  MANIFEST_DIGEST_MISMATCH: {
    en: {
      what: '{host} delivered a manifest for {repository}@{digest} whose digest is {actual}.',
      next: "It was not used. Try another mirror; if it happens again, the registry's storage is damaged.",
    },
    zh: {
      what: '{host} 为 {repository}@{digest} 返回的清单实际摘要为 {actual}。',
      next: '该清单未被使用。请换一个镜像源；若再次发生，则该仓库的存储已损坏。',
    },
  },
  DIGEST_HEADER_MISMATCH: {
    en: {
      what: '{host} says {repository}:{reference} is {claimed}, but its bytes are {actual}.',
      next: 'It was not used. A proxy or the registry changed the manifest on its way: check what stands between here and {host}, and the storage of the registry.',
    },
    zh: {
      what: '{host} 声称 {repository}:{reference} 的摘要为 {claimed}，但实际内容为 {actual}。',
      next: '该清单未被使用：它在途中被代理或仓库改动。请检查本机与 {host} 之间的设备以及该仓库的存储。',
    },
  },
  BLOB_NOT_FOUND: {
    en: {
      what: '{host} does not have {digest} in {repository}.',
      next: 'If it is a mirror, it is incomplete: mirror the image again. Otherwise the image is damaged at its origin.',
    },
    zh: {
      what: '{host} 的 {repository} 中没有 {digest}。',
      next: '若为镜像源，说明其不完整，请重新镜像该镜像；否则镜像在源头已损坏。',
    },
  },
  BLOB_COPY_DAMAGED: {
    en: {
      what: '{host} delivered wrong bytes for {digest} of {repository}, twice.',
      next: 'Nothing was used. Its copy is damaged: delete it there and mirror it again. If it happens with many images, look for a proxy in between that changes data.',
    },
    zh: {
      what: '{host} 两次返回的 {repository} 中 {digest} 的内容均有误。',
      next: '未使用这些数据。该副本已损坏，请在该仓库删除后重新镜像。若多个镜像都如此，请检查中间是否有改动数据的代理。',
    },
  },
  BLOB_SIZE_DIFFERS: {
    en: {
      what: '{host} offers {received} bytes for {digest}, which has {expected}.',
      next: 'Nothing was used. Its copy is damaged: delete it there and mirror it again.',
    },
    zh: {
      what: '{host} 提供的 {digest} 为 {received} 字节，应为 {expected} 字节。',
      next: '未使用这些数据。该副本已损坏，请在该仓库删除后重新镜像。',
    },
  },
  BLOB_RANGE_WRONG: {
    en: {
      what: '{host} answered a request for {digest} from byte {offset} with the range "{range}".',
      next: 'The download starts again from another endpoint. If no other is left, a cache in front of the registry is at fault.',
    },
    zh: {
      what: '{host} 对 {digest}（自第 {offset} 字节起）的请求返回了范围“{range}”。',
      next: '将改由其他端点重新下载。若没有其他端点，则是仓库前的缓存有问题。',
    },
  },
  UPLOAD_INTERRUPTED: {
    en: {
      what: 'The upload of {digest} to {repository} on {host} was interrupted ({reason}).',
      next: 'Run it again: finished work is kept.',
    },
    zh: {
      what: '向 {host} 的 {repository} 上传 {digest} 时中断（{reason}）。',
      next: '请再次运行，已完成的内容会保留。',
    },
  },
  UPLOAD_TOO_LARGE: {
    en: {
      what: '{host} refuses {digest} even in parts of {bytes} bytes (status 413).',
      next: 'Raise the request size limit of the registry or of the proxy in front of it (for nginx: client_max_body_size).',
    },
    zh: {
      what: '即使以 {bytes} 字节分块，{host} 仍拒绝 {digest}（状态 413）。',
      next: '请调高镜像仓库或其前置代理的请求大小限制（nginx 为 client_max_body_size）。',
    },
  },
  UPLOAD_DIGEST_REFUSED: {
    en: {
      what: '{host} says the bytes uploaded to {repository} are not {digest}, although they were checked while they were sent.',
      next: "Something between here and the registry changes data. Check proxies, then the registry's storage.",
    },
    zh: {
      what: '{host} 表示上传到 {repository} 的内容与 {digest} 不符，但发送时已校验无误。',
      next: '本机与镜像仓库之间有设备改动了数据。请检查代理，其次检查仓库存储。',
    },
  },
  UPLOAD_SOURCE_CORRUPT: {
    en: {
      what: 'The copy of {digest} that is being uploaded is damaged ({reason}).',
      next: 'Nothing wrong reached {host}. Run "sluice verify" on the archive, then copy or create it again.',
    },
    zh: {
      what: '正在上传的 {digest} 副本已损坏（{reason}）。',
      next: '错误内容未进入 {host}。请对归档运行 “sluice verify”，然后重新复制或生成归档。',
    },
  },
  MANIFEST_BLOBS_MISSING: {
    en: {
      what: '{host} refuses the manifest {reference} of {repository} because it lacks content that the manifest names.',
      next: 'If only some platforms were mirrored, this registry does not accept incomplete manifest lists: mirror all platforms. Otherwise run again: missing layers are sent again.',
    },
    zh: {
      what: '{host} 缺少清单所引用的内容，因此拒绝了 {repository} 的清单 {reference}。',
      next: '若只镜像了部分平台，则该仓库不接受不完整的清单列表，请镜像所有平台；否则请再次运行，缺失的层会重新上传。',
    },
  },
  NOT_AT_REACHABLE_ENDPOINTS: {
    en: {
      what: '{repository} ({what}) is at none of the places that can be reached: {outcomes}.',
      next: 'Check the spelling. In a disconnected network the image has to be carried to the mirror first.',
    },
    zh: {
      what: '在所有可到达的位置都找不到 {repository}（{what}）：{outcomes}。',
      next: '请检查拼写。若处于隔离网络，须先将该镜像搬运到镜像源。',
    },
  },
  ALL_ENDPOINTS_FAILED: {
    en: {
      what: 'Nowhere could {what} of {repository} be read: {outcomes}.',
      next: 'Each place is listed with its reason; the first that should have it is the one to look at.',
    },
    zh: {
      what: '无法从任何位置读取 {repository} 的 {what}：{outcomes}。',
      next: '以上列出了每个位置的原因，请从本应提供该内容的第一个位置查起。',
    },
  },
} as const satisfies ErrorArea;
