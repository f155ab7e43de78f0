import { configEditErrors } from './config-edits.ts';
import { startCheckErrors } from './start-checks.ts';
import type { ErrorArea } from './text.ts';

/** Choosing content, and the request that a wizard makes of it. */
export const contentErrors = {
  ...configEditErrors,
  ...startCheckErrors,
  RUN_ENDS_UNFIT: {
    en: {
      what: 'This step ({flow}) cannot go from "{source}" to "{destination}" in the environment "{site}". Nothing was started.',
      next: 'Go back to the steps for source and destination and choose again.',
    },
    zh: {
      what: '在“{site}”环境中，此流程（{flow}）不能从“{source}”到“{destination}”。尚未开始任何操作。',
      next: '请返回来源和目标步骤重新选择。',
    },
  },
  RUN_SAME_FOLDER: {
    en: {
      what: '{folder} is chosen both to read from and to write to. Nothing was started.',
      next: 'Choose another folder for the new set.',
    },
    zh: {
      what: '{folder} 同时被选为读取目录和写入目录。尚未开始任何操作。',
      next: '请为新的传输集选择其他目录。',
    },
  },
  RUN_REGISTRY_INVALID: {
    en: {
      what: '"{value}" is no registry address.',
      next: 'Write host or host:port, without https://, and the namespace in lower case, such as "team/mirror".',
    },
    zh: {
      what: '“{value}”不是有效的镜像仓库地址。',
      next: '请填写 host 或 host:port，不要带 https://；命名空间请使用小写，例如 “team/mirror”。',
    },
  },
  RELEASE_CHANNELS_UNKNOWN: {
    en: {
      what: 'Nothing here tells which channels there are: no update service is named, and no set was imported that carries its graphs.',
      next: 'Import a set first, name the update service in the settings, or type the channel.',
    },
    zh: {
      what: '此处无法得知有哪些通道：未配置更新服务，也没有导入过带有升级图的传输集。',
      next: '请先导入传输集、在设置中填写更新服务地址，或直接输入通道名称。',
    },
  },
  PLAN_FORGOTTEN: {
    en: {
      what: 'This plan is not kept any more: newer ones have taken its place, or Sluice was started again.',
      next: 'Make the plan again.',
    },
    zh: {
      what: '该计划已不再保留：已被较新的计划取代，或 Sluice 已重新启动。',
      next: '请重新生成计划。',
    },
  },
} as const satisfies ErrorArea;
