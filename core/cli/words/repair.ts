/** The words of `sluice repair`. */
export const repairEnglish = {
  'help.repair': 'repair blocks for ways without a way back: damage is mended at the receiver',
  'help.repair.make': 'write repair blocks beside a set',
  'help.repair.check': 'say what of a set is damaged, and whether its repair blocks can mend it',
  'help.repair.mend': 'mend the damaged blocks of a set, then verify all of it',
  'help.repair.percent': 'how much of the set may be lost, 1 to 100; default: 5',
  'repair.verifying': '{percent} % of {total} verified, {rate}/s',
  'repair.making': '{percent} % of the repair blocks written',
  'repair.checking': '{percent} % of {total} checked, {rate}/s',
  'repair.mending': '{percent} % of the damaged rows mended',
  'repair.made':
    'Repair blocks for set {set}: {bytes} in {files} files beside it. Carry them along; damage of up to {share} % of the set can be mended.',
  'repair.whole': 'The set is whole.',
  'repair.mendable': 'It can be mended: run "sluice repair mend" on the same folder.',
  'repair.tooMuch':
    'It cannot be mended: the worst row lost {lost} blocks and has {spare} repair blocks left.',
  'repair.file.damaged': '✗ {file}: {lost} of {blocks} blocks damaged',
  'repair.file.missing': '✗ {file}: missing',
  'repair.file.too-long': '✗ {file}: something is appended to it',
  'repair.lostRepair': '{lost} of {count} repair blocks are damaged or missing.',
  'repair.mended': '✓ {file}: mended',
  'repair.good': 'Every byte of the set was verified ({bytes}) and is as it should be.',
} as const;

export const repairChinese: Readonly<Record<keyof typeof repairEnglish, string>> = {
  'help.repair': '用于单向传输的修复块：接收方可自行修复损坏',
  'help.repair.make': '在归档旁写入修复块',
  'help.repair.check': '说明归档有哪些损坏，以及修复块能否修复',
  'help.repair.mend': '修复归档中损坏的块，然后校验全部内容',
  'help.repair.percent': '允许损失的比例，1 到 100；默认为 5',
  'repair.verifying': '已校验 {total} 的 {percent} %，{rate}/秒',
  'repair.making': '已写入修复块的 {percent} %',
  'repair.checking': '已检查 {total} 的 {percent} %，{rate}/秒',
  'repair.mending': '已修复受损行的 {percent} %',
  'repair.made':
    '归档 {set} 的修复块：{bytes}，共 {files} 个文件，位于归档旁。请一并搬运；最多可修复归档 {share} % 的损坏。',
  'repair.whole': '归档完好。',
  'repair.mendable': '可以修复：请对同一文件夹运行 “sluice repair mend”。',
  'repair.tooMuch': '无法修复：受损最重的行丢失 {lost} 个块，只剩 {spare} 个修复块。',
  'repair.file.damaged': '✗ {file}：{blocks} 个块中有 {lost} 个损坏',
  'repair.file.missing': '✗ {file}：缺失',
  'repair.file.too-long': '✗ {file}：末尾有多余内容',
  'repair.lostRepair': '{count} 个修复块中有 {lost} 个损坏或缺失。',
  'repair.mended': '✓ {file}：已修复',
  'repair.good': '归档的每个字节都已校验（{bytes}），全部正确。',
};
