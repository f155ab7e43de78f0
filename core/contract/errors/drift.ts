import type { ErrorArea } from './text.ts';

/** A registry that is compared with what its receipts say, and what is done about a difference. */
export const driftErrors = {
  DRIFT_NOTHING_TOLD: {
    en: {
      what: 'No receipt says what {target} holds in {registry}: there is nothing to compare with.',
      next: 'Check the name and the registry. A receipt is read with `sluice receipt read` where sets are made; an import writes its own where it runs.',
    },
    zh: {
      what: '没有回执说明 {target} 在 {registry} 中已有的内容：没有可比较的依据。',
      next: '请检查名称和镜像仓库。在制作传输集的机器上用 `sluice receipt read` 读取回执；导入所在的机器会自行写出回执。',
    },
  },
  DRIFT_NO_REGISTRY: {
    en: {
      what: '{host} knows nothing of what was asked for, not even the list of its repositories: it may be no registry.',
      next: 'Check the address. For an emptied registry that offers no list, import its sets again: an import asks for each image.',
    },
    zh: {
      what: '{host} 不认识所查询的任何内容，连仓库列表也没有：它可能不是镜像仓库。',
      next: '请检查地址。若是已清空且不提供列表的镜像仓库，请重新导入其传输集：导入会逐个查询镜像。',
    },
  },
  DRIFT_OTHER_REGISTRY: {
    en: {
      what: 'The receipts of {target} name {told}; compared was {registry}.',
      next: 'If that is the same registry under another name, all is well. If not, what is missing here was never brought here.',
    },
    zh: {
      what: '{target} 的回执写明的是 {told}；所比较的是 {registry}。',
      next: '若只是同一镜像仓库的另一名称，则无需处理。若不是，则此处缺少的内容从未导入到这里。',
    },
  },
  DRIFT_NEVER_COMPARED: {
    en: {
      what: 'The registry of {target} was not compared yet.',
      next: 'Compare it first: `sluice drift {target} --registry docker://HOST`.',
    },
    zh: {
      what: '尚未比较过 {target} 的镜像仓库。',
      next: '请先比较：`sluice drift {target} --registry docker://主机`。',
    },
  },
  DRIFT_NOT_MADE_HERE: {
    en: {
      what: 'No sets are made for {target} on this machine: what is gone cannot be put on the next one here.',
      next: 'Write down what the registry holds with `sluice receipt from-registry` and read that file where its sets are made.',
    },
    zh: {
      what: '本机不为 {target} 制作传输集：无法在此将丢失的内容加入下一个传输集。',
      next: '请用 `sluice receipt from-registry` 写出镜像仓库的已有内容，并在制作其传输集的机器上读取该文件。',
    },
  },
  DRIFT_TOO_MUCH_GONE: {
    en: {
      what: '{count} digests are gone from the registry of {target}; a record keeps {limit}.',
      next: 'Have the registry state what it holds instead: `sluice receipt from-registry`. That says the same, for any number.',
    },
    zh: {
      what: '{target} 的镜像仓库丢失了 {count} 个摘要；一条记录最多保存 {limit} 个。',
      next: '请改由镜像仓库列出其已有内容：`sluice receipt from-registry`。效果相同，且数量不限。',
    },
  },
  DRIFT_NOT_IN_SET: {
    en: {
      what: '{image} cannot be repaired from this set: {count} of its parts are neither in it nor in the registry, {first} among them.',
      next: 'Repair from the set that carried them (`sluice drift` names it), or have the next set carry them again.',
    },
    zh: {
      what: '无法用此传输集修复 {image}：其中 {count} 个部分既不在传输集中，也不在镜像仓库中，包括 {first}。',
      next: '请用携带过这些内容的传输集修复（`sluice drift` 会列出），或让下一个传输集重新携带。',
    },
  },
  DRIFT_TAG_LEFT: {
    en: {
      what: '{image} was moved to {found} by somebody, and was left so.',
      next: 'Ask who moved it. To put back what the receipts say, repair once more with --restore-tags.',
    },
    zh: {
      what: '{image} 已被他人移到 {found}，未作改动。',
      next: '请先查明是谁移动的。要恢复为回执所述内容，请加 --restore-tags 再修复一次。',
    },
  },
} as const satisfies ErrorArea;
