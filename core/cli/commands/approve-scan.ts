import type { Command } from 'commander';
import { scanSet } from '../../host/index.ts';
import { print, printJson, type CommandContext } from '../context.ts';
import { formatMessage } from '../output/message.ts';
import { wordsIn } from '../words.ts';
import { dateOf, valueInvalid } from './approve-values.ts';
import { folderArgument } from './media.ts';

interface ScanOptions {
  readonly scanCommand: string;
  readonly from: string;
  readonly for?: string;
  readonly scanTimeout?: string;
  readonly databaseDate?: string;
  readonly json?: boolean;
}

const defaultTimeout = '900';

/** `sluice approve scan`: the operator's own scanner, on each image of a set. */
export function addScan(approve: Command, context: CommandContext): void {
  const say = wordsIn(context.language);
  approve
    .command('scan')
    .description(say('help.approve.scan'))
    .requiredOption('--scan-command <command>', say('help.approve.scan.command'))
    .requiredOption('--from <folder>', say('help.approve.scan.from'))
    .option('--for <name>', say('help.approve.scan.for'))
    .option('--scan-timeout <seconds>', say('help.approve.scan.timeout'))
    .option('--database-date <date>', say('help.approve.import.databaseDate'))
    .option('--json', say('help.json'))
    .action(async (options: ScanOptions) => {
      const { scanTimeout: seconds = defaultTimeout } = options;
      if (!/^[1-9]\d{0,5}$/.test(seconds)) throw valueInvalid('--scan-timeout', seconds, '1, 2, 3, …');
      const results = await scanSet(context.services, {
        from: folderArgument(context, options.from),
        command: options.scanCommand,
        enclave: options.for,
        timeout: Number(seconds),
        ...dateOf('--database-date', 'databaseDate', options.databaseDate),
        signal: context.signal,
        onScanned: ({ origin, scan, error }, done, total) => {
          if (options.json === true) return;
          if (error !== undefined) print(context, formatMessage('error', error, context.language));
          if (scan === undefined) return;
          const { findings } = scan;
          const worst = scan.worst === undefined ? say('approve.noFindings') : say(`severity.${scan.worst}`);
          print(context, say('approve.scanned', { done, total, origin, findings, worst }));
        },
      });
      if (options.json === true) printJson(context, results);
      else if (results.length === 0) print(context, say('approve.nothingToScan'));
      context.exitCode = results.some(({ error }) => error !== undefined) ? 1 : 0;
    });
}
