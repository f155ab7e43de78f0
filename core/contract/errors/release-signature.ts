import type { ErrorArea } from './text.ts';

/** Keys and signatures of releases. Each refusal names the release. */
export const releaseSignatureErrors = {
  RELEASE_KEY_MISSING: {
    en: {
      what: "Red Hat's public key {fingerprint} ({file}) is missing from this installation, or the file holds another key.",
      next: "Reinstall Sluice, or set OCP_SIGNATURE_VERIFICATION_PK to a file with Red Hat's public keys.",
    },
    zh: {
      what: '安装目录中缺少红帽公钥 {fingerprint}（{file}），或文件中是另一把密钥。',
      next: '请重新安装 Sluice，或将 OCP_SIGNATURE_VERIFICATION_PK 设为包含红帽公钥的文件。',
    },
  },
  RELEASE_KEY_FILE_UNREADABLE: {
    en: {
      what: 'The public key file {file} cannot be read.',
      next: 'Correct OCP_SIGNATURE_VERIFICATION_PK, or unset it to use the keys of Red Hat that ship with Sluice.',
    },
    zh: {
      what: '无法读取公钥文件 {file}。',
      next: '请更正 OCP_SIGNATURE_VERIFICATION_PK，或取消该变量以使用 Sluice 自带的红帽公钥。',
    },
  },
  RELEASE_KEY_FILE_INVALID: {
    en: {
      what: '{file} does not hold armoured OpenPGP public keys.',
      next: 'It must start with -----BEGIN PGP PUBLIC KEY BLOCK-----. Export it with: gpg --armor --export KEY',
    },
    zh: {
      what: '{file} 中没有 ASCII 封装的 OpenPGP 公钥。',
      next: '文件应以 -----BEGIN PGP PUBLIC KEY BLOCK----- 开头。可用以下命令导出：gpg --armor --export KEY',
    },
  },
  RELEASE_SIGNATURE_URL_INVALID: {
    en: {
      what: 'OCP_SIGNATURE_URL is not an http or https address.',
      next: 'Correct it, or unset it to use the signature store of Red Hat.',
    },
    zh: {
      what: 'OCP_SIGNATURE_URL 不是 http 或 https 地址。',
      next: '请更正，或取消该变量以使用红帽的签名库。',
    },
  },
  RELEASE_SIGNATURE_ABSENT: {
    en: {
      what: 'There is no signature for release {release} ({digest}).',
      next: 'It was not mirrored. Check that the release is official and that its signature is reachable or in the set. For OKD, set OCP_SIGNATURE_URL and OCP_SIGNATURE_VERIFICATION_PK.',
    },
    zh: {
      what: '找不到发行版 {release}（{digest}）的签名。',
      next: '该发行版未被镜像。请确认它是正式发行版，且其签名可以获取或已在传输集中。OKD 需设置 OCP_SIGNATURE_URL 和 OCP_SIGNATURE_VERIFICATION_PK。',
    },
  },
  RELEASE_SIGNATURE_UNREADABLE: {
    en: {
      what: 'The signature of release {release} is not an OpenPGP message.',
      next: 'It was not mirrored. Something else answered in place of the signature store, or the file is damaged; fetch it anew.',
    },
    zh: {
      what: '发行版 {release} 的签名不是 OpenPGP 消息。',
      next: '该发行版未被镜像。应答可能并非来自签名库，或文件已损坏，请重新获取。',
    },
  },
  RELEASE_SIGNATURE_UNSIGNED: {
    en: {
      what: 'What was offered as the signature of release {release} carries no signature.',
      next: 'It was not mirrored. This does not happen by accident: report the store or the archive that it came from.',
    },
    zh: {
      what: '作为发行版 {release} 签名提供的内容根本没有签名。',
      next: '该发行版未被镜像。这并非偶然现象，请报告其来源（签名库或归档）。',
    },
  },
  RELEASE_SIGNATURE_NOT_SINGLE: {
    en: {
      what: 'The signature of release {release} is not exactly one text with exactly one signature.',
      next: 'It was not mirrored: such a message can show one text and verify another. Report where it came from.',
    },
    zh: {
      what: '发行版 {release} 的签名并非一段正文加一个签名。',
      next: '该发行版未被镜像：此类消息可能显示一段正文而验证另一段。请报告其来源。',
    },
  },
  RELEASE_SIGNATURE_WEAK: {
    en: {
      what: 'The signature of release {release} uses a hash or a form that is not strong enough.',
      next: 'It was not mirrored. Signatures must be binary and use SHA-256 or better.',
    },
    zh: {
      what: '发行版 {release} 的签名所用的散列算法或形式强度不足。',
      next: '该发行版未被镜像。签名须为二进制形式，并使用 SHA-256 或更强的算法。',
    },
  },
  RELEASE_SIGNATURE_KEY_UNKNOWN: {
    en: {
      what: 'Release {release} is signed by the key {keyId}, which is not trusted here.',
      next: 'It was not mirrored. If the key is right, name its file in OCP_SIGNATURE_VERIFICATION_PK.',
    },
    zh: {
      what: '发行版 {release} 由密钥 {keyId} 签署，此处不信任该密钥。',
      next: '该发行版未被镜像。如密钥无误，请用 OCP_SIGNATURE_VERIFICATION_PK 指定其文件。',
    },
  },
  RELEASE_SIGNATURE_KEY_NOT_VALID: {
    en: {
      what: 'Release {release} was signed on {created} by the key {keyId}, which may not sign: it is revoked, expired or not made for it.',
      next: 'It was not mirrored. Ask the publisher for a signature by a valid key.',
    },
    zh: {
      what: '发行版 {release} 于 {created} 由密钥 {keyId} 签署，但该密钥已吊销、过期或无签名用途。',
      next: '该发行版未被镜像。请向发布者索取由有效密钥签署的签名。',
    },
  },
  RELEASE_SIGNATURE_FROM_FUTURE: {
    en: {
      what: 'The signature of release {release} was made on {created}; the clock of this machine says {now}.',
      next: 'Set the clock, then run again.',
    },
    zh: {
      what: '发行版 {release} 的签名时间为 {created}，而本机时钟为 {now}。',
      next: '请校准时钟后再次运行。',
    },
  },
  RELEASE_SIGNATURE_INVALID: {
    en: {
      what: 'The signature of release {release} does not fit its text: one of them was changed.',
      next: 'It was not mirrored. Fetch it anew; if it happens again, report the store or the archive that it came from.',
    },
    zh: {
      what: '发行版 {release} 的签名与正文不符：其中之一被改动过。',
      next: '该发行版未被镜像。请重新获取；如再次发生，请报告其来源（签名库或归档）。',
    },
  },
  RELEASE_SIGNATURE_CONTENT_INVALID: {
    en: {
      what: 'The signed text for release {release} is not the statement about an image that it should be.',
      next: 'It was not mirrored. The key signed something else; report where the signature came from.',
    },
    zh: {
      what: '发行版 {release} 的签名正文不是关于镜像的声明。',
      next: '该发行版未被镜像。密钥签署的是其他内容，请报告签名的来源。',
    },
  },
  RELEASE_SIGNATURE_OTHER_DIGEST: {
    en: {
      what: 'The signature for release {release} is genuine but speaks of {signed}, not of {digest}.',
      next: 'It was not mirrored. Signatures were mixed up or exchanged; report where it came from.',
    },
    zh: {
      what: '发行版 {release} 的签名是真的，但对应的是 {signed}，而不是 {digest}。',
      next: '该发行版未被镜像。签名可能被混淆或调换，请报告其来源。',
    },
  },
  RELEASE_SIGNATURE_OTHER_REPOSITORY: {
    en: {
      what: 'The signature for release {release} names the repository {signed}; expected was {expected}.',
      next: 'It was not mirrored: it is not a release of that repository.',
    },
    zh: {
      what: '发行版 {release} 的签名指向仓库 {signed}，应为 {expected}。',
      next: '该发行版未被镜像：它不属于预期的仓库。',
    },
  },
  RELEASE_SIGNATURE_OTHER_RELEASE: {
    en: {
      what: '{release} was asked for, but {digest} is signed as {signed}: a tag was moved, or the update graph is wrong.',
      next: 'It was not mirrored. Name the release by the digest of its official announcement, or correct the mirror or update service.',
    },
    zh: {
      what: '请求的是 {release}，但 {digest} 的签名写明它是 {signed}：标签被移动，或更新图有误。',
      next: '该发行版未被镜像。请使用官方公告中的摘要指定发行版，或更正镜像仓库或更新服务。',
    },
  },
  RELEASE_TAG_MOVED: {
    en: {
      what: 'The tag {reference} now points at {current}; release {release} is signed as {digest}.',
      next: 'The tag was not followed: the signed image was taken. Tell whoever runs the registry that the tag was moved.',
    },
    zh: {
      what: '标签 {reference} 现在指向 {current}，而发行版 {release} 的签名对应 {digest}。',
      next: '未跟随该标签，取用的是已签名的镜像。请告知仓库维护者标签被移动。',
    },
  },
} as const satisfies ErrorArea;
