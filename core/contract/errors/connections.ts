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
      next: 'Anybody between here and {host} could read the password and change data on the way (digests are still checked). Better: trust its authority in Settings, Registries, and take the permission back.',
    },
    zh: {
      what: '按照此前的许可，使用 {host} 时不校验其证书。填写的理由：{reason}',
      next: '本机与 {host} 之间的任何人都可能读取密码或篡改数据（摘要仍会校验）。更好的做法：在“设置 → 镜像仓库”中信任其证书颁发机构，并撤销该许可。',
    },
  },
} as const satisfies ErrorArea;
