import type { ErrorArea } from './text.ts';

/** Keys that sets are signed with, and keys that are trusted. */
export const sealKeyErrors = {
  SEAL_KEY_ABSENT: {
    en: {
      what: 'There is no signing key on this machine.',
      next: 'Make one: Settings, Keys, or "sluice key create". Then hand its public key to whoever receives your sets.',
    },
    zh: {
      what: '本机没有签名密钥。',
      next: '请创建密钥：“设置”中的“密钥”，或“sluice key create”。然后将公钥交给传输集的接收方。',
    },
  },
  SEAL_KEY_LOCKED: {
    en: {
      what: 'The signing key {name} is locked.',
      next: 'Enter its passphrase: where the set is reviewed, or in Settings, Keys. On the command line it is asked for, or taken from SLUICE_SIGNING_PASSPHRASE.',
    },
    zh: {
      what: '签名密钥 {name} 已锁定。',
      next: '请输入其口令：在核对页面，或“设置”中的“密钥”。命令行会询问口令，也可由 SLUICE_SIGNING_PASSPHRASE 提供。',
    },
  },
  SEAL_KEY_EXISTS: {
    en: {
      what: 'There is a signing key on this machine already: {name} ({keyId}).',
      next: 'Go on with it. If it is lost or its passphrase is, replace it: with "Replace" in Settings, Keys, or --replace. Receivers must trust the new one then.',
    },
    zh: {
      what: '本机已有签名密钥：{name}（{keyId}）。',
      next: '请继续使用该密钥。如密钥或口令已丢失，可更换：“设置”中“密钥”的“更换”，或 --replace。之后接收方须信任新密钥。',
    },
  },
  SEAL_KEY_EXPOSED: {
    en: {
      what: 'Other users of this machine may read the signing key {file} (mode {mode}).',
      next: 'Run: chmod 600 {file}. If somebody may have copied it, replace the key and tell whoever trusts it.',
    },
    zh: {
      what: '本机其他用户可以读取签名密钥 {file}（权限 {mode}）。',
      next: '请运行：chmod 600 {file}。如可能已被他人复制，请更换密钥并通知信任它的各方。',
    },
  },
  SEAL_KEY_UNREADABLE: {
    en: {
      what: 'The signing key cannot be read ({reason}).',
      next: 'Restore its file from a backup, or replace the key; receivers must trust the new one then.',
    },
    zh: {
      what: '无法读取签名密钥（{reason}）。',
      next: '请从备份恢复密钥文件，或更换密钥；之后接收方须信任新密钥。',
    },
  },
  SEAL_KEY_NOT_SAVED: {
    en: {
      what: '{file} could not be written ({reason}). Nothing was changed.',
      next: 'Check space and permissions of the folder, then try again.',
    },
    zh: {
      what: '无法写入 {file}（{reason}）。未做任何更改。',
      next: '请检查该文件夹的空间和权限，然后重试。',
    },
  },
  SEAL_PASSPHRASE_WRONG: {
    en: {
      what: 'The passphrase does not open the signing key.',
      next: 'Enter it again; capital letters and the keyboard layout count. A lost passphrase cannot be recovered: replace the key then, and have the new one trusted.',
    },
    zh: {
      what: '该口令无法打开签名密钥。',
      next: '请重新输入，注意大小写和键盘布局。丢失的口令无法找回：请更换密钥，并让接收方信任新密钥。',
    },
  },
  SEAL_PASSPHRASE_SHORT: {
    en: {
      what: 'The passphrase needs at least {least} characters.',
      next: 'Choose a longer one: several words that do not belong together are easy to keep in mind.',
    },
    zh: { what: '口令至少需要 {least} 个字符。', next: '请选择更长的口令，例如几个互不相关的词，便于记忆。' },
  },
  SEAL_PASSPHRASE_ABSENT: {
    en: {
      what: 'The signing key needs its passphrase, and nobody can be asked for it here.',
      next: 'Run the command in a terminal, or put the passphrase into the variable {variable}. There is no flag for it: everybody on this machine can read a command line.',
    },
    zh: {
      what: '签名密钥需要口令，但此处无法询问。',
      next: '请在终端中运行，或将口令放入变量 {variable}。没有对应的命令行参数，因为命令行对本机所有用户可见。',
    },
  },
  SEAL_PASSPHRASE_DIFFERS: {
    en: { what: 'The two passphrases are not the same.', next: 'Enter the same one twice.' },
    zh: { what: '两次输入的口令不一致。', next: '请两次输入相同的口令。' },
  },
  SEAL_PUBLIC_KEY_INVALID: {
    en: {
      what: 'This is not a public key for signed sets: an ECDSA key on the curve P-256 in PEM form.',
      next: 'Paste the whole text from -----BEGIN PUBLIC KEY----- to -----END PUBLIC KEY-----, as "sluice key show" prints it, and nothing else.',
    },
    zh: {
      what: '这不是传输集签名所用的公钥（PEM 格式、P-256 曲线的 ECDSA 公钥）。',
      next: '请粘贴“sluice key show”输出的全部内容，从 -----BEGIN PUBLIC KEY----- 到 -----END PUBLIC KEY-----，不含其他文字。',
    },
  },
  SEAL_KEY_FILE_UNREADABLE: {
    en: {
      what: 'The public key {file} cannot be read ({reason}).',
      next: 'Correct the path, or make the file readable.',
    },
    zh: { what: '无法读取公钥文件 {file}（{reason}）。', next: '请更正路径，或让该文件可读。' },
  },
  SEAL_KEY_NAME_INVALID: {
    en: {
      what: 'This name cannot be used for a key.',
      next: 'Use up to 80 letters, digits, spaces and . _ @ ( ) -, beginning with a letter or digit.',
    },
    zh: {
      what: '该名称不能用作密钥名称。',
      next: '最多 80 个字符：字母、数字、空格及 . _ @ ( ) -，并以字母或数字开头。',
    },
  },
  SEAL_KEY_NAME_TAKEN: {
    en: { what: 'Another trusted key has the name {name} already.', next: 'Choose another name.' },
    zh: { what: '已有名为 {name} 的受信任密钥。', next: '请使用其他名称。' },
  },
  SEAL_KEY_TRUSTED: {
    en: { what: 'This key is trusted already, as {name}.', next: 'Nothing to do.' },
    zh: { what: '该密钥已受信任，名称为 {name}。', next: '无需处理。' },
  },
  SEAL_KEY_UNKNOWN: {
    en: {
      what: 'No trusted key is called {key}, and none has this fingerprint.',
      next: 'See which keys are trusted: Settings, Keys, or "sluice key list".',
    },
    zh: {
      what: '没有名称或指纹为 {key} 的受信任密钥。',
      next: '请查看受信任的密钥：“设置”中的“密钥”，或“sluice key list”。',
    },
  },
  SEAL_KEYS_TOO_MANY: {
    en: { what: 'At most {most} keys can be trusted.', next: 'Remove those that are no longer used.' },
    zh: { what: '最多可信任 {most} 个密钥。', next: '请移除不再使用的密钥。' },
  },
  SEAL_TRUST_EXPOSED: {
    en: {
      what: 'Other users of this machine may change the list of trusted keys {file} (mode {mode}).',
      next: 'Look through the list, then run: chmod 600 {file}.',
    },
    zh: {
      what: '本机其他用户可以修改受信任密钥列表 {file}（权限 {mode}）。',
      next: '请核对列表内容，然后运行：chmod 600 {file}。',
    },
  },
  SEAL_TRUST_UNREADABLE: {
    en: {
      what: 'The list of trusted keys {file} cannot be read ({reason}). No signature can be checked.',
      next: 'Restore the file from a backup, or remove it and trust the keys again.',
    },
    zh: {
      what: '无法读取受信任密钥列表 {file}（{reason}），因此无法检查任何签名。',
      next: '请从备份恢复该文件，或删除后重新信任各密钥。',
    },
  },
} as const satisfies ErrorArea;
