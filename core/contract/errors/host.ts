import type { ErrorArea } from './text.ts';

/** Use cases: what a run says of itself as a whole. */
export const hostErrors = {
  HOST_UNEXPECTED: {
    en: {
      what: 'Something unexpected happened: {message}',
      next: 'Run the command again. If it happens again, report the message.',
    },
    zh: { what: '发生意外情况：{message}', next: '请再次运行该命令。如仍出现，请反馈该信息。' },
  },
  CONFIG_UNREADABLE: {
    en: {
      what: 'The configuration {file} cannot be read: {message}',
      next: 'Check the path given with -c and its permissions.',
    },
    zh: { what: '无法读取配置文件 {file}：{message}', next: '请检查 -c 指定的路径及其权限。' },
  },
  CONFIG_REFUSED: {
    en: {
      what: 'The configuration {file} has {count} {count|error, listed|errors, listed} above.',
      next: 'Correct {count|it|them} and run the command again. Nothing was changed.',
    },
    zh: { what: '配置文件 {file} 有 {count} 处错误，见上文。', next: '请更正后再次运行。尚未做任何更改。' },
  },
  PLAN_REFUSED: {
    en: {
      what: 'The plan has {count} {count|error, listed|errors, listed} above. Nothing was moved.',
      next: 'Correct {count|it|them} and run the command again.',
    },
    zh: { what: '计划中有 {count} 处错误，见上文。尚未搬运任何内容。', next: '请更正后再次运行。' },
  },
  SET_REFUSED: {
    en: {
      what: 'The archive in {directory} has {count} {count|problem, listed|problems, listed} above. Nothing was pushed.',
      next: 'Do what is said there, then run the command again.',
    },
    zh: {
      what: '{directory} 中的归档有 {count} 处问题，见上文。尚未推送任何内容。',
      next: '请按上文逐项处理，然后再次运行。',
    },
  },
  WORKSPACE_READ_ONLY: {
    en: {
      what: '{directory} is read-only: working files and cluster resources go to {instead}.',
      next: 'Nothing to do. Use --workspace to choose another place.',
    },
    zh: {
      what: '{directory} 为只读：工作文件和集群资源将写入 {instead}。',
      next: '无需处理。可用 --workspace 指定其他位置。',
    },
  },
  RUN_WITHOUT_HISTORY: {
    en: {
      what: 'The content is complete, but its history could not be written: {message}',
      next: 'Run it again while the set is still in its folder: only the history is written then. Otherwise the next export to this target carries everything again. Nothing is lost.',
    },
    zh: {
      what: '内容已完整，但无法写入历史记录：{message}',
      next: '请在传输集仍在该目录时再次运行，此时只会补写历史记录；否则下次导出到该目标时会重新搬运全部内容。不会丢失数据。',
    },
  },
  SET_AGAIN_UNFIT: {
    en: {
      what: 'Generation {generation} can be made again only as an archive from registries, for the target that it was made for.',
      next: 'Name the target with --target and a file:// folder as the destination, without --from.',
    },
    zh: {
      what: '第 {generation} 代只能从镜像仓库重新制作为归档，且须指明原目标。',
      next: '请用 --target 指定目标，以 file:// 目录为目的地，且不使用 --from。',
    },
  },
  SET_AGAIN_UNKNOWN: {
    en: {
      what: 'Nothing is kept of generation {generation} for {target} on this machine.',
      next: 'Run it on the machine and as the user that made the set. Otherwise make a new set with --since and a day before it, or --self-contained.',
    },
    zh: {
      what: '本机没有保存 {target} 第 {generation} 代的记录。',
      next: '请在制作该传输集的机器上以同一用户运行；或使用 --since 指定更早的日期，或使用 --self-contained 制作新的传输集。',
    },
  },
  SET_AGAIN_DIFFERS: {
    en: {
      what: 'Generation {generation} cannot be made again as it was: {count} {count|image is|images are} not to be had any more as carried, the first is {first}.',
      next: 'Make a new set instead: with --since and a day before the lost one, or --self-contained.',
    },
    zh: {
      what: '无法按原样重新制作第 {generation} 代：有 {count} 个镜像已无法按原内容取得，首个是 {first}。',
      next: '请改为制作新的传输集：用 --since 指定丢失之前的日期，或使用 --self-contained。',
    },
  },
  SET_AGAIN_HELD: {
    en: {
      what: 'Generation {generation} cannot be made again as it was: {count} {count|image|images} that it held {count|is|are} not approved any more, the first is {first}.',
      next: 'Look at its verdict (Approvals, or "sluice approve list"): scan it again or renew its waiver. Or make a new set with --since and a day before the lost one.',
    },
    zh: {
      what: '无法按原样重新制作第 {generation} 代：其中 {count} 个镜像已不再获批，首个是 {first}。',
      next: '请查看其结论（“批准”页面或“sluice approve list”）：重新扫描或续期豁免。也可用 --since 指定丢失之前的日期，制作新的传输集。',
    },
  },
  RUN_EPOCH_INVALID: {
    en: {
      what: 'SOURCE_DATE_EPOCH is "{value}", which is not a number of seconds since 1970.',
      next: 'Set it to whole seconds (date +%s prints them), or unset it: a fixed day is used then.',
    },
    zh: {
      what: 'SOURCE_DATE_EPOCH 的值“{value}”不是自 1970 年起的秒数。',
      next: '请设为整数秒（可用 date +%s 得到），或取消该变量：此时使用固定日期。',
    },
  },
  NOTHING_NEW: {
    en: {
      what: 'Everything that was asked for was carried before: this set holds only manifests and metadata.',
      next: 'Load it where the earlier set was loaded; --self-contained makes a set that needs no other.',
    },
    zh: {
      what: '所要求的内容此前均已搬运：该传输集只包含清单和元数据。',
      next: '请在已导入此前传输集的环境中导入；使用 --self-contained 可制作不依赖其他传输集的传输集。',
    },
  },
  DIRECTORY_NOT_FOUND: {
    en: {
      what: 'The folder {directory} does not exist.',
      next: 'Check the path, and that the medium is mounted.',
    },
    zh: { what: '目录 {directory} 不存在。', next: '请检查路径，并确认介质已挂载。' },
  },
  RESOURCES_NEED_MANIFEST: {
    en: {
      what: 'The archive in {directory} was made by oc-mirror: it does not say where its images came from.',
      next: 'Load it into the registry with "sluice mirror --from"; the cluster resources are written then.',
    },
    zh: {
      what: '{directory} 中的归档由 oc-mirror 制作，其中没有镜像来源信息。',
      next: '请用 “sluice mirror --from” 将其导入镜像仓库，届时会生成集群资源。',
    },
  },
  REGISTRY_WARNING: {
    en: {
      what: '{host} says: {text}',
      next: 'This is the registry’s own notice to its users; Sluice does not act on it.',
    },
    zh: { what: '{host} 提示：{text}', next: '这是该镜像仓库发给用户的通知，Sluice 不会据此采取任何动作。' },
  },
  TOKEN_SERVICE_USED: {
    en: {
      what: 'Credentials for {host} are sent to its token service {service}.',
      next: 'Nothing, if you know that service. If the registry names another one later, the run stops.',
    },
    zh: {
      what: '{host} 的凭据会发送到其令牌服务 {service}。',
      next: '如果您认识该服务则无需处理。若该镜像仓库以后改用其他令牌服务，运行将会停止。',
    },
  },
  VERSION_FILTER_INVALID: {
    en: {
      what: 'VERSION_FILTER is not a regular expression that can be used.',
      next: 'Correct the environment variable, or unset it.',
    },
    zh: { what: 'VERSION_FILTER 不是可用的正则表达式。', next: '请更正该环境变量，或取消设置。' },
  },
} as const satisfies ErrorArea;
