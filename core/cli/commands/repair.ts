import type { Command } from 'commander';
import { formatBytes, SluiceError, type Language } from '../../contract/index.ts';
import {
  repairCheck,
  repairMake,
  repairMend,
  type FileDamage,
  type RepairProgress,
  type RepairReport,
} from '../../host/index.ts';
import { print, printJson, type CommandContext } from '../context.ts';
import { countedLine } from '../output/counted-line.ts';
import { wordsIn, type Say } from '../words.ts';
import { folderArgument } from './media.ts';

interface RepairFlags {
  readonly percent?: string;
  readonly json?: boolean;
}

/** `sluice repair make`, `check` and `mend`. */
export function addRepair(program: Command, context: CommandContext): void {
  const { language, services } = context;
  const say = wordsIn(language);
  const repair = program.command('repair').description(say('help.repair'));
  const add = (name: 'make' | 'check' | 'mend'): Command =>
    repair
      .command(name)
      .description(say(`help.repair.${name}`))
      .argument('<folder>', say('help.folder'))
      .option('--json', say('help.json'));
  add('make')
    .option('--percent <number>', say('help.repair.percent'))
    .action(async (typed: string, flags: RepairFlags) => {
      const folder = folderArgument(context, typed);
      const percent = percentOf(flags.percent ?? '5');
      const made = await showing(context, flags, (options) =>
        repairMake(services, folder, { ...options, percent }),
      );
      if (flags.json === true) return printJson(context, made);
      const { setId: set, repairBytes, files } = made;
      print(context, say('repair.made', { set, bytes: formatBytes(repairBytes), files, share: percent }));
    });
  add('check').action(async (typed: string, flags: RepairFlags) => {
    const folder = folderArgument(context, typed);
    const report = await showing(context, flags, (options) => repairCheck(services, folder, options));
    context.exitCode = report.whole ? 0 : 1;
    if (flags.json === true) printJson(context, report);
    else print(context, formatCheck(report, language));
  });
  add('mend').action(async (typed: string, flags: RepairFlags) => {
    const folder = folderArgument(context, typed);
    const report = await showing(context, flags, (options) => repairMend(services, folder, options));
    if (flags.json === true) return printJson(context, report);
    const lines = report.mended.map((file) => say('repair.mended', { file }));
    print(
      context,
      [...lines, say('repair.good', { bytes: formatBytes(report.verification.bytes) })].join('\n'),
    );
  });
}

/** Throws CLI_VALUE_INVALID. */
function percentOf(typed: string): number {
  const percent = /^\d{1,3}$/.test(typed) ? Number(typed) : 0;
  if (percent >= 1 && percent <= 100) return percent;
  const params = { flag: '--percent', message: `"${typed}" (1 - 100)` };
  throw new SluiceError('CLI_VALUE_INVALID', { params });
}

async function showing<Result>(
  context: CommandContext,
  flags: RepairFlags,
  work: (options: {
    readonly signal: AbortSignal;
    readonly onProgress: (progress: RepairProgress) => void;
  }) => Promise<Result>,
): Promise<Result> {
  const line = countedLine(context, flags.json === true);
  return work({
    signal: context.signal,
    onProgress: ({ phase, bytes, total }) => line.show(`repair.${phase}`, bytes, total),
  }).finally(line.clear);
}

function formatCheck(report: RepairReport, language: Language): string {
  const say = wordsIn(language);
  const { whole, mendable, worst, lostRepairBlocks, repairBlocks } = report;
  const lines = report.files.flatMap((file) => fileLine(file, say));
  if (lostRepairBlocks > 0) {
    lines.push(say('repair.lostRepair', { lost: lostRepairBlocks, count: repairBlocks }));
  }
  if (whole) lines.push(say('repair.whole'));
  else lines.push(mendable ? say('repair.mendable') : say('repair.tooMuch', { ...worst }));
  return lines.join('\n');
}

function fileLine({ name, state, damagedBlocks, blocks }: FileDamage, say: Say): string[] {
  if (state === 'whole') return [];
  return [say(`repair.file.${state}`, { file: name, lost: damagedBlocks, blocks })];
}
