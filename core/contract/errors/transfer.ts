import type { ErrorArea } from './text.ts';

/** Moving bytes and checking them. */
export const transferErrors = {
  BLOB_TOO_LONG: {
    en: {
      what: 'More bytes arrived for {digest} than its {expected} bytes.',
      next: 'The store that served it is wrong or was tampered with. Try another mirror; if it happens again, report the host.',
    },
    zh: {
      what: '收到的 {digest} 数据超过其应有的 {expected} 字节。',
      next: '提供该数据的存储有误或被篡改。请换一个镜像源；如再次发生，请报告该主机。',
    },
  },
  BLOB_TOO_SHORT: {
    en: {
      what: '{digest} ended after {received} of {expected} bytes.',
      next: 'Run it again: it goes on where it stopped. For an archive, run "sluice verify" to learn which chunk is damaged.',
    },
    zh: {
      what: '{digest} 在收到 {received} / {expected} 字节后提前结束。',
      next: '再次运行即可从中断处继续。若来源是归档，请运行 “sluice verify” 找出损坏的分卷。',
    },
  },
  BLOB_DIGEST_MISMATCH: {
    en: {
      what: 'The bytes received for {digest} have the digest {actual}.',
      next: 'They were not used. For an archive, run "sluice verify": it names the damaged chunk; copy that again. For a registry, run it again.',
    },
    zh: {
      what: '收到的 {digest} 数据的实际摘要为 {actual}。',
      next: '这些数据未被使用。若来源是归档，请运行 “sluice verify” 找出损坏的分卷并重新复制；若来源是镜像仓库，请再次运行。',
    },
  },
  BLOB_WITHOUT_ORIGIN: {
    en: {
      what: 'No place is known from which {digest} can be read.',
      next: 'Plan again ("sluice plan"); if it happens again, save the output and report it.',
    },
    zh: {
      what: '没有可以读取 {digest} 的来源。',
      next: '请重新生成计划（“sluice plan”）；如仍出现，请保存输出并反馈。',
    },
  },
  TRANSFER_UNEXPECTED: {
    en: {
      what: '{image} could not be moved: {message}',
      next: 'Run it again: it goes on where it stopped. If it happens again, report the message.',
    },
    zh: {
      what: '无法搬运 {image}：{message}',
      next: '再次运行即可从中断处继续。如仍出现，请反馈该信息。',
    },
  },
} as const satisfies ErrorArea;
