import type { ErrorArea } from './text.ts';

/** Registries that have no room for what is sent to them. */
export const registryStorageErrors = {
  TARGET_FULL: {
    en: {
      what: 'The storage of {host} is full: it failed at {what}.',
      next: "Enlarge the registry's storage, or delete images that nobody needs there and run its garbage collection. Then run it again: finished work is kept.",
    },
    zh: {
      what: '{host} 的存储空间已满，执行 {what} 时失败。',
      next: '请为该镜像仓库的存储扩容，或删除其中不再需要的镜像并执行垃圾回收，然后再次运行，已完成的内容会保留。',
    },
  },
  TARGET_QUOTA_USED_UP: {
    en: {
      what: 'The storage quota at {host} is used up: it refuses {what}.',
      next: "Have the quota of the project or organisation raised, or delete what it no longer needs. The detail holds the registry's own words. Then run it again: finished work is kept.",
    },
    zh: {
      what: '{host} 上的存储配额已用尽，拒绝执行：{what}。',
      next: '请提高该项目或组织的配额，或删除其中不再需要的内容（详情中有镜像仓库返回的原文），然后再次运行，已完成的内容会保留。',
    },
  },
} as const satisfies ErrorArea;
