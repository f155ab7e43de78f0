/** The words of `sluice drop`. */
export const dropEnglish = {
  'help.drop': 'sets through a folder that both sides reach or that is synchronised: SFTP, a share, a diode',
  'help.drop.send': 'copy a finished set into a drop folder; what is there and right is not sent again',
  'help.drop.receive': 'take a set out of a drop folder, verifying every file while it is copied',
  'help.drop.folder': 'the drop folder; each set has a folder of its own in it',
  'help.drop.target': 'folder that the set is put into',
  'help.drop.wait': 'wait for what is missing, so many minutes; without a number until Ctrl-C',
  'help.drop.set': 'id of the set to take, where several lie in the drop folder',
  'drop.sending': '{percent} % of {total} sent or compared, {rate}/s',
  'drop.receiving': '{percent} % of {total} received or compared, {rate}/s',
  'drop.sent':
    'Set {set} lies whole in {folder}: {files} files, {bytes}; {sent} had to be written. The marker is in place.',
  'drop.received':
    'Set {set}, generation {generation}, was received whole: {files} files, {bytes}. Every file was verified.',
  'drop.waitingMarker': 'Waiting for a set: its marker has not arrived yet.',
  'drop.waiting': 'Waiting for {count} {count|file|files}: {names}',
  'drop.state.missing': '{file} (missing)',
  'drop.state.incomplete': '{file} ({found} of {size})',
  'drop.state.damaged': '{file} (damaged, or still being written)',
} as const;

export const dropChinese: Readonly<Record<keyof typeof dropEnglish, string>> = {
  'help.drop': '通过双方可访问或会同步的文件夹传递归档：SFTP、共享目录、数据二极管',
  'help.drop.send': '将已完成的归档复制到投递文件夹；已存在且正确的内容不会重发',
  'help.drop.receive': '从投递文件夹接收归档，复制时校验每个文件',
  'help.drop.folder': '投递文件夹；每个归档在其中有自己的文件夹',
  'help.drop.target': '用于存放归档的文件夹',
  'help.drop.wait': '等待缺失的内容，单位为分钟；不带数字则一直等到按 Ctrl-C',
  'help.drop.set': '投递文件夹中有多个归档时，要接收的归档编号',
  'drop.sending': '已发送或比对 {total} 的 {percent} %，{rate}/秒',
  'drop.receiving': '已接收或比对 {total} 的 {percent} %，{rate}/秒',
  'drop.sent': '归档 {set} 已完整位于 {folder}：{files} 个文件，{bytes}；本次写入 {sent}。标记文件已就位。',
  'drop.received': '归档 {set}（第 {generation} 代）已完整接收：{files} 个文件，{bytes}。每个文件都已校验。',
  'drop.waitingMarker': '正在等待归档：其标记文件尚未到达。',
  'drop.waiting': '正在等待 {count} 个文件：{names}',
  'drop.state.missing': '{file}（缺失）',
  'drop.state.incomplete': '{file}（已到 {found}，共 {size}）',
  'drop.state.damaged': '{file}（已损坏，或仍在写入）',
};
