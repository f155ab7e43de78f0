import type { ErrorArea } from './text.ts';

/** Jobs: starting, pausing and ending them, the medium they work on, what is made of them afterwards. */
export const jobsErrors = {
  JOB_UNKNOWN: {
    en: {
      what: 'There is no job {id} on this machine.',
      next: 'It was removed, or the page is older than the list. Open the list of jobs again.',
    },
    zh: { what: '本机没有任务 {id}。', next: '该任务已被移除，或页面内容已过时。请重新打开任务列表。' },
  },
  JOB_CANNOT_PAUSE: {
    en: {
      what: 'This job is not at work, so it cannot be paused.',
      next: 'Nothing to do. Reload the page when it shows something else.',
    },
    zh: { what: '该任务未在运行，无法暂停。', next: '无需处理。如页面显示不一致，请重新加载页面。' },
  },
  JOB_CANNOT_RESUME: {
    en: {
      what: 'This job is at work or has nothing left to do, so it cannot be resumed.',
      next: 'When it is just being stopped, wait a moment and try again. To do the same once more, start a new job.',
    },
    zh: {
      what: '该任务正在运行或已全部完成，无法继续。',
      next: '如果任务正在停止，请稍候再试。如需再做一次，请新建任务。',
    },
  },
  JOB_CANNOT_CANCEL: {
    en: {
      what: 'This job is over, so there is nothing to cancel.',
      next: 'Nothing to do. Remove the job when it is no longer needed in the list.',
    },
    zh: { what: '该任务已结束，没有可取消的操作。', next: '无需处理。不再需要时可从列表中移除该任务。' },
  },
  JOB_STILL_ACTIVE: {
    en: {
      what: 'This job is not over yet, so it stays in the list.',
      next: 'Cancel it first, wait until it has stopped, then remove it.',
    },
    zh: { what: '该任务尚未结束，不能移除。', next: '请先取消任务，待其停止后再移除。' },
  },
  JOB_SAME_DESTINATION: {
    en: {
      what: 'Two of these jobs would write into {folder}: the second set would take the place of the first. Nothing was started.',
      next: 'Choose a folder of its own for each set.',
    },
    zh: {
      what: '其中两个任务会写入同一目录 {folder}，后一个传输集将取代前一个。尚未开始任何任务。',
      next: '请为每个传输集选择各自的目录。',
    },
  },
  JOB_ENCLAVE_UNKNOWN: {
    en: {
      what: 'The enclave that this set is for is no longer saved here. Nothing was started.',
      next: 'Choose the enclave again, or save it anew.',
    },
    zh: {
      what: '此传输集对应的飞地已不在本机的保存列表中。尚未开始任何任务。',
      next: '请重新选择飞地，或重新保存该飞地。',
    },
  },
  JOB_NOT_SAVED: {
    en: {
      what: 'The state of the job could not be written to {path} ({reason}).',
      next: 'Make room on that disk, or correct its permissions. Content that has moved is not lost; after a restart of Sluice this job may show an older state.',
    },
    zh: {
      what: '无法将任务状态写入 {path}（{reason}）。',
      next: '请在该磁盘上腾出空间或更正权限。已搬运的内容不会丢失；但 Sluice 重启后，该任务可能显示较早的状态。',
    },
  },
  JOB_RECORD_DAMAGED: {
    en: {
      what: 'The job in {path} cannot be read and is left out of the list.',
      next: 'Content and sets are not affected. Restore its job.json from a backup, or delete the folder.',
    },
    zh: {
      what: '无法读取 {path} 中的任务，列表中已略去。',
      next: '内容和传输集不受影响。请从备份恢复其中的 job.json，或删除该目录。',
    },
  },
  JOBS_HELD_ELSEWHERE: {
    en: {
      what: 'Another Sluice on this machine looks after the jobs: process {pid} on {host}, since {since}.',
      next: 'Use that window, or close it and start Sluice here again. This one can show the jobs but not start or change them.',
    },
    zh: {
      what: '本机另一个 Sluice 正在管理任务：主机 {host} 上的进程 {pid}，自 {since} 起。',
      next: '请使用那个窗口，或将其关闭后在此重新启动 Sluice。本窗口只能查看任务，不能启动或更改。',
    },
  },
  JOB_MEDIUM_AWAY: {
    en: {
      what: 'The medium with {folder} is gone. The job stopped after {done} of {total}.',
      next: 'Plug the same medium in again and mount it in the same place: the job then goes on by itself.',
    },
    zh: {
      what: '包含 {folder} 的介质已断开。任务停在 {done} / {total} 处。',
      next: '请重新插入同一介质并挂载到原位置，任务会自动继续。',
    },
  },
  JOB_MEDIUM_AWAY_EARLY: {
    en: {
      what: 'The medium with {folder} is gone. The job had not moved anything yet.',
      next: 'Plug the same medium in again and mount it in the same place: the job then goes on by itself.',
    },
    zh: {
      what: '包含 {folder} 的介质已断开。任务尚未搬运任何内容。',
      next: '请重新插入同一介质并挂载到原位置，任务会自动继续。',
    },
  },
  JOB_MEDIUM_OTHER: {
    en: {
      what: 'In {folder} there is now another medium than the one this job works on. Nothing is written to it.',
      next: 'Take it out and plug in the medium that the job began with. If that one is lost, cancel the job and start a new one.',
    },
    zh: {
      what: '{folder} 处现在是另一个介质，不是该任务使用的介质。不会向其写入任何内容。',
      next: '请取出它，并插入任务开始时使用的介质。如原介质已丢失，请取消该任务并新建任务。',
    },
  },
  JOB_MEDIUM_BACK: {
    en: { what: 'The medium with {folder} is back. The job goes on.', next: 'Nothing to do.' },
    zh: { what: '包含 {folder} 的介质已恢复，任务继续进行。', next: '无需处理。' },
  },
  JOB_EXPORT_DONE: {
    en: {
      what: 'The transfer set for {target} is complete.',
      next: 'Print the label and the transfer sheet, eject the medium and carry it on.',
    },
    zh: { what: '发往 {target} 的传输集已完成。', next: '请打印标签和交接单，弹出介质后送往下一环境。' },
  },
  JOB_IMPORT_DONE: {
    en: { what: 'Everything is in {target} now.', next: 'Apply the cluster resources.' },
    zh: { what: '全部内容已导入 {target}。', next: '请应用集群资源。' },
  },
  JOB_VERIFY_DONE: {
    en: { what: 'Every byte of the set in {target} is as it was written.', next: 'The set can be used.' },
    zh: { what: '{target} 中传输集的每个字节均与写入时一致。', next: '该传输集可以使用。' },
  },
  JOB_INCOMPLETE: {
    en: {
      what: 'The job for {target} came to its end, and {count} {count|thing is|things are} missing or damaged.',
      next: 'Open the job: failures are grouped by cause, each with what to do. Resume moves only what is missing.',
    },
    zh: {
      what: '{target} 的任务已结束，但有 {count} 项缺失或损坏。',
      next: '请打开任务查看：失败项按原因分组，并附处理办法。继续任务时只搬运缺失的部分。',
    },
  },
  JOB_FAILED: {
    en: {
      what: 'The job for {target} stopped: {reason}',
      next: 'Open the job for the next step. What is finished is kept.',
    },
    zh: { what: '{target} 的任务已停止：{reason}', next: '请打开任务查看下一步。已完成的部分会保留。' },
  },
  JOB_CHUNK_DAMAGED: {
    en: {
      what: '{file} is not on the medium as it was written.',
      next: 'If another copy of the set exists, copy {file} from there again and verify once more. Otherwise make the set again on another medium, with "carry everything": this set counts as carried.',
    },
    zh: {
      what: '介质上的 {file} 与写入时不一致。',
      next: '如有该传输集的其他副本，请从中重新复制 {file} 并再次校验；否则请在另一介质上以“搬运全部内容”方式重新制作，因为本传输集已记为已搬运。',
    },
  },
  JOB_NOT_PAST_CACHE: {
    en: {
      what: 'This system cannot be told to forget what it wrote: the set was read back, perhaps from memory and not from the medium.',
      next: 'To be sure, unplug the medium, plug it in again, and verify it.',
    },
    zh: {
      what: '本系统无法清除写入缓存：回读的内容可能来自内存而非介质。',
      next: '如需确认，请拔下介质后重新插入，再次校验。',
    },
  },
  JOB_EJECT_FAILED: {
    en: {
      what: 'The medium could not be ejected: {reason}',
      next: 'Close programs and folders that use it, then eject it from the list of drives. Do not just pull it out.',
    },
    zh: {
      what: '无法弹出介质：{reason}',
      next: '请关闭正在使用它的程序和文件夹，再从驱动器列表中弹出。请勿直接拔出。',
    },
  },
  JOB_NO_DRIVE: {
    en: {
      what: '{folder} is not on a removable drive, so there is nothing to eject.',
      next: 'Copy the folder to a medium, or take the network drive away as usual.',
    },
    zh: {
      what: '{folder} 不在可移动驱动器上，无需弹出。',
      next: '请将该目录复制到介质，或照常断开网络驱动器。',
    },
  },
  JOB_SAFE_TO_UNPLUG: {
    en: { what: 'The medium was ejected.', next: 'It is safe to unplug it.' },
    zh: { what: '介质已弹出。', next: '现在可以安全拔出。' },
  },
  JOB_DOCUMENT_UNAVAILABLE: {
    en: {
      what: 'There is no transfer set to describe for this job.',
      next: 'Sheet and label exist once a set has been made or read. Until then, use the report.',
    },
    zh: {
      what: '该任务没有可供描述的传输集。',
      next: '制作或读取传输集之后才有交接单和标签。在此之前请使用报告。',
    },
  },
  RESOURCES_ABSENT: {
    en: {
      what: 'There are no cluster resources for this job.',
      next: 'They are written at the end of an import. Resume the job, or look at the folder that was used as workspace.',
    },
    zh: {
      what: '该任务没有集群资源。',
      next: '集群资源在导入结束时生成。请继续该任务，或查看用作工作区的目录。',
    },
  },
  RESOURCES_NOT_EXPORTED: {
    en: {
      what: '{file} could not be written into {folder} ({reason}).',
      next: 'Make room there, or choose a folder that you may write to, and export again.',
    },
    zh: {
      what: '无法将 {file} 写入 {folder}（{reason}）。',
      next: '请在该位置腾出空间，或选择有写入权限的目录，然后重新导出。',
    },
  },
  RESOURCES_DIGEST_MIRRORS: {
    en: {
      what: 'Not when it is new, or when mirrors are only added: the nodes read their registry configuration again and go on. When it changes or removes mirrors that the cluster has from an earlier one, nodes are drained one after the other; the documentation of OpenShift says that they also reboot then, that of the machine config operator that they do not.',
      next: 'Apply a new one at any time. Apply a changed one in a maintenance window, or pause the machine config pools and roll all changes out at once. From OpenShift 4.17 on, a node disruption policy of the cluster may decide otherwise.',
    },
    zh: {
      what: '新建或仅新增镜像源时不会：节点只重新读取镜像仓库配置，工作负载继续运行。如果更改或删除了集群中已有的镜像源，节点会被逐个排空（drain）；此时是否还会重启，OpenShift 文档说会，Machine Config Operator 的文档说不会。',
      next: '新建的可随时应用。有更改的请在维护窗口内应用，或先暂停 MachineConfigPool，再一次性生效所有更改。从 OpenShift 4.17 起，集群的节点中断策略（NodeDisruptionPolicy）可能另有规定。',
    },
  },
  RESOURCES_TAG_MIRRORS: {
    en: {
      what: 'It may: nodes are drained one after the other, also when it is new. The documentation of OpenShift says that they reboot as well, that of the machine config operator that they only read their registry configuration again.',
      next: 'Apply it in a maintenance window, or pause the machine config pools and roll all changes out at once. From OpenShift 4.17 on, a node disruption policy of the cluster may decide otherwise.',
    },
    zh: {
      what: '可能会：即使是新建，节点也会被逐个排空（drain）。是否还会重启，OpenShift 文档说会，Machine Config Operator 的文档说只重新读取镜像仓库配置。',
      next: '请在维护窗口内应用，或先暂停 MachineConfigPool，再一次性生效所有更改。从 OpenShift 4.17 起，集群的节点中断策略（NodeDisruptionPolicy）可能另有规定。',
    },
  },
  RESOURCES_KEEP_NODES: {
    en: { what: 'Applying it does not touch the nodes.', next: 'Nothing to prepare.' },
    zh: { what: '应用后不影响节点。', next: '无需准备。' },
  },
} as const satisfies ErrorArea;
