import type { ErrorArea } from './text.ts';

/** Pull secrets, auth files and credential helpers. */
export const credentialErrors = {
  CREDENTIALS_FILE_MISSING: {
    en: {
      what: 'The credentials file given by {source} does not exist: {file}.',
      next: 'Correct the path, or leave it out to use the usual auth files.',
    },
    zh: {
      what: '{source} 指定的凭据文件不存在：{file}。',
      next: '请更正路径；或者不指定，改用默认的凭据文件。',
    },
  },
  CREDENTIALS_FILE_UNREADABLE: {
    en: {
      what: 'The credentials file {file} cannot be read ({reason}).',
      next: 'Make it readable for the user who runs Sluice (mode 0600, same owner), or name another with --authfile.',
    },
    zh: {
      what: '无法读取凭据文件 {file}（{reason}）。',
      next: '请让运行 Sluice 的用户能够读取它（属主一致、权限 0600），或用 --authfile 指定其他文件。',
    },
  },
  CREDENTIALS_FILE_TOO_LARGE: {
    en: {
      what: '{file} is larger than {limit} bytes.',
      next: 'That is not a credentials file. Check the path.',
    },
    zh: { what: '{file} 超过 {limit} 字节。', next: '这不像是凭据文件，请检查路径。' },
  },
  CREDENTIALS_FILE_SYNTAX: {
    en: {
      what: 'The credentials file {file} is not valid JSON.',
      next: 'Download the pull secret again, or run "podman login" to write a new file. A common cause is a copy that lost its last lines.',
    },
    zh: {
      what: '凭据文件 {file} 不是有效的 JSON。',
      next: '请重新下载 pull secret，或运行 “podman login” 重新生成。常见原因是复制时丢了末尾几行。',
    },
  },
  CREDENTIALS_FILE_SHAPE: {
    en: {
      what: 'In the credentials file {file}, "{key}" has the wrong form.',
      next: 'Expected is {"auths": {"registry.example.com": {"auth": "…"}}}. Download the pull secret again, or run "podman login".',
    },
    zh: {
      what: '凭据文件 {file} 中“{key}”的格式不对。',
      next: '正确格式为 {"auths": {"registry.example.com": {"auth": "…"}}}。请重新下载 pull secret，或运行 “podman login”。',
    },
  },
  CREDENTIALS_AUTH_MALFORMED: {
    en: {
      what: 'In the credentials file {file}, the "auth" of {key} is not valid base64.',
      next: 'Run "podman login" for that registry again, or replace the entry by the one from the pull secret.',
    },
    zh: {
      what: '凭据文件 {file} 中 {key} 的“auth”不是有效的 base64。',
      next: '请对该仓库重新执行 “podman login”，或用 pull secret 中的条目替换。',
    },
  },
  CREDENTIALS_AUTH_SKIPPED: {
    en: {
      what: 'In the credentials file {file}, the "auth" of {key} holds no user name and password; it was ignored.',
      next: 'It must be the base64 form of user:password. Run "podman login" for that registry again.',
    },
    zh: {
      what: '凭据文件 {file} 中 {key} 的“auth”不含用户名和密码，已忽略。',
      next: '它应为 user:password 的 base64 形式。请对该仓库重新执行 “podman login”。',
    },
  },
  CREDENTIALS_SECRET_EMPTY: {
    en: {
      what: '{file} is a Kubernetes Secret without .dockerconfigjson.',
      next: 'Use a Secret of type kubernetes.io/dockerconfigjson, for example openshift-config/pull-secret.',
    },
    zh: {
      what: '{file} 是 Kubernetes Secret，但没有 .dockerconfigjson。',
      next: '请使用类型为 kubernetes.io/dockerconfigjson 的 Secret，例如 openshift-config/pull-secret。',
    },
  },
  CREDENTIAL_HELPER_NAME: {
    en: {
      what: 'The credential helper named in {source} has characters that a program name may not have.',
      next: 'A helper is named by letters, digits, dot, dash and underscore: "pass" stands for docker-credential-pass.',
    },
    zh: {
      what: '{source} 中的凭据助手名称含有不允许的字符。',
      next: '名称只能由字母、数字、点、短横线和下划线组成，例如 “pass” 表示 docker-credential-pass。',
    },
  },
  CREDENTIAL_HELPER_NOT_INSTALLED: {
    en: {
      what: 'docker-credential-{name}, which {source} names for {host}, is not installed.',
      next: 'Install it, or remove it from {source} and run "podman login {host}".',
    },
    zh: {
      what: '{source} 为 {host} 指定的 docker-credential-{name} 未安装。',
      next: '请安装它，或从 {source} 中删除，并运行 “podman login {host}”。',
    },
  },
  CREDENTIAL_HELPER_FAILED: {
    en: {
      what: 'docker-credential-{name} failed for {host} (exit code {exitCode}).',
      next: 'Run: echo {host} | docker-credential-{name} get. Its message tells what is wrong; a locked key store is the usual cause.',
    },
    zh: {
      what: 'docker-credential-{name} 获取 {host} 的凭据失败（退出码 {exitCode}）。',
      next: '请运行：echo {host} | docker-credential-{name} get，查看其提示；常见原因是密钥库被锁定。',
    },
  },
  CREDENTIAL_HELPER_TIMEOUT: {
    en: {
      what: 'docker-credential-{name} gave no answer for {host} within {seconds} seconds.',
      next: 'It probably waits for a password. Unlock the key store, then run again.',
    },
    zh: {
      what: 'docker-credential-{name} 在 {seconds} 秒内没有返回 {host} 的凭据。',
      next: '它很可能在等待输入密码。请先解锁密钥库，然后重试。',
    },
  },
  CREDENTIAL_HELPER_OUTPUT: {
    en: {
      what: 'docker-credential-{name} answered for {host} with something that is not a credential.',
      next: 'Check that the right program is installed under this name. Its answer is not shown, as it may hold a password.',
    },
    zh: {
      what: 'docker-credential-{name} 针对 {host} 返回的内容不是凭据。',
      next: '请检查该名称下安装的程序是否正确。返回内容可能含有密码，因此不予显示。',
    },
  },
  CREDENTIALS_STORE_UNUSABLE: {
    en: {
      what: 'The credential store docker-credential-{name} named in {file} could not be asked for {host}; it was passed over.',
      next: 'If the password is kept there, install or unlock the store. Otherwise nothing needs doing.',
    },
    zh: {
      what: '无法向 {file} 指定的凭据库 docker-credential-{name} 查询 {host}，已跳过。',
      next: '如果密码存放在其中，请安装或解锁该凭据库；否则无需处理。',
    },
  },
} as const satisfies ErrorArea;
