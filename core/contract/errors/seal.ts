import { sealKeyErrors } from './seal-keys.ts';
import type { ErrorArea } from './text.ts';

const askMaker =
  'Ask whoever made the set for its fingerprint over another way than the medium, and compare. Until then treat the set as changed by somebody else.';
const askMakerZh = '请通过介质以外的途径向制作方核对密钥指纹。在此之前，请视该传输集已被他人改动。';

/** Signed sets: what a signature says of a set, and what a set must not hold besides. */
export const sealErrors = {
  ...sealKeyErrors,
  SEAL_SIGNATURE_MISSING: {
    en: {
      what: 'The set says that {name} signed it, but its signature {file} is not there.',
      next: `Copy {file} from where the set was made. ${askMaker}`,
    },
    zh: {
      what: '传输集声明由 {name} 签名，但签名文件 {file} 不存在。',
      next: `请从制作该传输集的位置复制 {file}。${askMakerZh}`,
    },
  },
  SEAL_SIGNATURE_INVALID: {
    en: {
      what: 'The signature in {signature} does not fit {file}: one of them was changed after it was signed, or somebody else signed it in the name of {name}.',
      next: `Copy both files again from where the set was made. If they still do not fit, do not use the set. ${askMaker}`,
    },
    zh: {
      what: '{signature} 中的签名与 {file} 不符：其中之一在签名后被改动，或有人冒用 {name} 的名义签名。',
      next: `请从制作该传输集的位置重新复制这两个文件。如仍不相符，请勿使用该传输集。${askMakerZh}`,
    },
  },
  SEAL_SIGNER_UNKNOWN: {
    en: {
      what: 'The set is signed by a key that is not trusted here: {name} ({keyId}).',
      next: 'Get the public key from whoever made the set, over another way than the medium, compare its fingerprint, and trust it: Settings, Keys, or "sluice key trust".',
    },
    zh: {
      what: '传输集由本机尚未信任的密钥签名：{name}（{keyId}）。',
      next: '请通过介质以外的途径从制作方取得公钥，核对指纹后予以信任：“设置”中的“密钥”，或“sluice key trust”。',
    },
  },
  SEAL_SIGNATURE_REQUIRED: {
    en: {
      what: 'The set in {directory} is not signed, and only signed sets may be used here.',
      next: 'Ask for a signed set. To use this one all the same, the rule can be changed: Settings, Keys, or --set-signature warn.',
    },
    zh: {
      what: '{directory} 中的传输集没有签名，而此处只允许使用已签名的传输集。',
      next: '请向制作方索取已签名的传输集。如仍要使用，可更改规则：“设置”中的“密钥”，或 --set-signature warn。',
    },
  },
  SEAL_UNSIGNED: {
    en: {
      what: 'The set in {directory} is not signed: nobody can tell who made it.',
      next: 'Digests still show that nothing in it is damaged. If a signed set was expected, ask for it.',
    },
    zh: {
      what: '{directory} 中的传输集没有签名，无法确认由谁制作。',
      next: '摘要校验仍可保证内容未损坏。如应为已签名的传输集，请向制作方索取。',
    },
  },
  SEAL_INDEX_ALTERED: {
    en: {
      what: '{file} is not the index that was signed with this set.',
      next: `Copy {file} again from where the set was made. ${askMaker}`,
    },
    zh: {
      what: '{file} 不是随该传输集签名的索引。',
      next: `请从制作该传输集的位置重新复制 {file}。${askMakerZh}`,
    },
  },
  SEAL_FILE_ALTERED: {
    en: {
      what: '{file} is not the file that was signed with this set.',
      next: `Copy {file} again from where the set was made. ${askMaker}`,
    },
    zh: {
      what: '{file} 不是随该传输集签名的文件。',
      next: `请从制作该传输集的位置重新复制 {file}。${askMakerZh}`,
    },
  },
  SEAL_FILE_UNLISTED: {
    en: {
      what: '{file} lies beside a signed set that does not list it.',
      next: 'Move it to another folder. Find out where it came from: it may belong to another set, or somebody put it there.',
    },
    zh: {
      what: '{file} 与已签名的传输集放在一起，但不在其清单中。',
      next: '请将其移到其他文件夹，并查明来源：它可能属于另一个传输集，也可能是他人放入的。',
    },
  },
  SEAL_IMAGE_UNLISTED: {
    en: {
      what: 'The archive names {image} as {digest}, which the signed set does not list.',
      next: `Copy the archive files again from where the set was made. ${askMaker}`,
    },
    zh: {
      what: '归档将 {image} 指向 {digest}，而已签名的清单中没有这一项。',
      next: `请从制作该传输集的位置重新复制归档文件。${askMakerZh}`,
    },
  },
  SEAL_INCOMPLETE: {
    en: {
      what: 'The set was not signed: {count} {count|image is|images are} missing, and only a complete set is signed.',
      next: 'See what is missing, and run the same command again: it adds the rest and signs the set.',
    },
    zh: {
      what: '传输集未签名：缺少 {count} 个镜像，只有完整的传输集才会签名。',
      next: '请查看缺少的内容并再次运行同一命令：补齐后即会签名。',
    },
  },
  SEAL_SIGNED: {
    en: { what: 'The set was signed by {name} ({keyId}).', next: 'Nothing to do.' },
    zh: { what: '传输集已由 {name} 签名（{keyId}）。', next: '无需处理。' },
  },
  CHECK_SET_SIGNED: {
    en: {
      what: 'The set is signed by {name} ({keyId}), a key that is trusted here.',
      next: 'Nothing to do.',
    },
    zh: { what: '传输集由本机信任的密钥签名：{name}（{keyId}）。', next: '无需处理。' },
  },
  CHECK_SIGNER_READY: {
    en: { what: 'The set will be signed by {name} ({keyId}).', next: 'Nothing to do.' },
    zh: { what: '传输集将由 {name} 签名（{keyId}）。', next: '无需处理。' },
  },
} as const satisfies ErrorArea;
