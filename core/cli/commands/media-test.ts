import type { Command } from 'commander';
import { formatBytes, type CapacityReport, type Language } from '../../contract/index.ts';
import { findingMessage, refuseSystemDisk, testMedium } from '../../host/index.ts';
import { parseByteCount } from '../byte-count.ts';
import { print, printJson, type CommandContext } from '../context.ts';
import { countedLine } from '../output/counted-line.ts';
import { formatMessage } from '../output/message.ts';
import { wordsIn } from '../words.ts';
import { folderArgument } from './media.ts';

interface TestFlags {
  readonly bytes?: string;
  readonly allFree?: boolean;
  readonly json?: boolean;
}

/** `sluice media test`: what a medium really keeps. Exit code 1 when it is bad or nothing was proved. */
export function addMedia(program: Command, context: CommandContext): void {
  const say = wordsIn(context.language);
  const media = program.command('media').description(say('help.media'));
  media
    .command('test')
    .description(say('help.media.test'))
    .argument('<folder>', say('help.media.test.folder'))
    .option('--bytes <number>', say('help.media.test.bytes'))
    .option('--all-free', say('help.media.test.all-free'))
    .option('--json', say('help.json'))
    .action(async (typed: string, flags: TestFlags) => {
      const folder = folderArgument(context, typed);
      const bytes = flags.bytes === undefined ? undefined : parseByteCount('--bytes', flags.bytes);
      if (bytes === undefined && flags.allFree !== true) await refuseSystemDisk(context.services, folder);
      const line = countedLine(context, flags.json === true);
      const report = await testMedium(context.services, folder, {
        signal: context.signal,
        onProgress: (progress) => line.show(`mediaTest.${progress.phase}`, progress.bytes, progress.total),
        ...(bytes !== undefined && { bytes }),
      }).finally(line.clear);
      context.exitCode = report.verdict === 'good' ? 0 : 1;
      if (flags.json === true) printJson(context, report);
      else print(context, formatCapacity(report, context.language));
    });
}

function formatCapacity(report: CapacityReport, language: Language): string {
  const say = wordsIn(language);
  const { verdict, written, right, writeRate, readRate } = report;
  const lines = [
    say(`mediaTest.${verdict}`, { written: formatBytes(written), right: formatBytes(right) }),
    say('mediaTest.rates', { write: formatBytes(writeRate), read: formatBytes(readRate) }),
  ];
  for (const finding of report.findings) {
    lines.push(formatMessage(finding.level, findingMessage(finding), language));
  }
  return lines.join('\n');
}
