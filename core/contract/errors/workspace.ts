import type { ErrorArea } from './text.ts';

/** Enclaves, drafts, the support bundle. */
export const workspaceErrors = {
  ENCLAVE_NAME_TAKEN: {
    en: {
      what: 'There is already an enclave with the name "{name}". Nothing was saved.',
      next: 'Choose another name: it tells people whose medium they hold.',
    },
    zh: {
      what: '已有名为“{name}”的飞地，未保存任何内容。',
      next: '请换一个名称：人们靠它辨认介质属于哪个飞地。',
    },
  },
  ENCLAVE_CHANGED_ELSEWHERE: {
    en: {
      what: 'The enclave "{name}" was changed in another window meanwhile. Your change was not saved; it is still here.',
      next: 'Take over the other change and make yours again, or save yours in its place.',
    },
    zh: {
      what: '飞地“{name}”已在另一个窗口中更改。您的更改未保存，但仍保留在此处。',
      next: '请采用对方的更改后重新修改，或用您的更改取代对方的更改。',
    },
  },
  ENCLAVE_REMOVED_ELSEWHERE: {
    en: {
      what: 'The enclave "{name}" was removed in another window meanwhile. Your change was not saved; it is still here.',
      next: 'If the enclave is still needed, copy its configuration from here and create it again.',
    },
    zh: {
      what: '飞地“{name}”已在另一个窗口中删除。您的更改未保存，但仍保留在此处。',
      next: '如果仍需要该飞地，请从此处复制其配置，然后重新创建。',
    },
  },
  ENCLAVES_TOO_MANY: {
    en: {
      what: '{most} enclaves are saved already; more are not kept.',
      next: 'Remove some that are no longer served.',
    },
    zh: { what: '已保存 {most} 个飞地，不能再增加。', next: '请删除不再服务的飞地。' },
  },
  DRAFT_CHANGED_ELSEWHERE: {
    en: {
      what: 'This step was changed in another window meanwhile. Your last change was not saved.',
      next: 'Load the newer state, look at it, and make your change again. Use one window for one flow.',
    },
    zh: {
      what: '此步骤已在另一个窗口中更改，您最后的修改未保存。',
      next: '请加载较新的状态，核对后重新修改。同一流程请只在一个窗口中操作。',
    },
  },
  SUPPORT_NOT_SAVED: {
    en: {
      what: 'The support bundle could not be saved in {folder} ({reason}).',
      next: 'Choose another folder with some free space, then save again.',
    },
    zh: {
      what: '无法将支持信息包保存到 {folder}（{reason}）。',
      next: '请选择另一个有可用空间的目录，然后重新保存。',
    },
  },
  SUPPORT_PART_MISSING: {
    en: {
      what: '{name} could not be put into the support bundle ({reason}).',
      next: 'The rest is complete. Say so when you send it.',
    },
    zh: {
      what: '无法将 {name} 放入支持信息包（{reason}）。',
      next: '其余内容完整。发送时请说明这一点。',
    },
  },
} as const satisfies ErrorArea;
