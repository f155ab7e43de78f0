import { resolve } from 'node:path';
import type { Command } from 'commander';
import { reportFormats, SluiceError, type ReportFormat } from '../../contract/index.ts';
import {
  installationParts,
  makePeriodReport,
  makeSetReport,
  reportBytes,
  writeReport,
  type Report,
} from '../../host/index.ts';
import type { CommandContext } from '../context.ts';
import { formatBytes } from '../output/format.ts';
import { wordsIn } from '../words.ts';
import { folderArgument } from './media.ts';

interface ReportOptions {
  readonly previous?: string;
  readonly verify?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly format?: string;
  readonly output?: string;
  readonly force?: boolean;
}

/** `sluice report`: what a security officer has to see, of one set or of a period. */
export function addReport(program: Command, context: CommandContext): void {
  const say = wordsIn(context.language);
  program
    .command('report')
    .description(say('help.report'))
    .argument('[folder]', say('help.report.folder'))
    .option('--previous <folder>', say('help.report.previous'))
    .option('--verify', say('help.report.verify'))
    .option('--from <date>', say('help.report.from'))
    .option('--to <date>', say('help.report.to'))
    .option('--format <format>', say('help.report.format'))
    .option('-o, --output <file>', say('help.report.output'))
    .option('--force', say('help.report.force'))
    .action(async (folder: string | undefined, options: ReportOptions) => {
      const format = formatOf(options.format);
      const report = await makeReport(context, folder, options);
      // Said before anything is written: it is the first thing to know.
      if (report.kind === 'set') {
        context.errors.write(`${say(`report.verdict.${report.verdict.level}`)}\n`);
        context.exitCode = report.verdict.level === 'bad' ? 1 : 0;
      }
      const bytes = reportBytes(report, format, context.language);
      if (options.output === undefined) {
        context.output.write(bytes.toString('utf8'));
        return;
      }
      const { fs, environment } = context.services;
      const path = resolve(environment.workingDirectory, options.output);
      await writeReport(fs, path, bytes, { replace: options.force === true });
      context.errors.write(`${say('report.written', { path })}\n`);
    });
}

/** Throws CLI_VALUE_INVALID. */
function formatOf(text = 'html'): ReportFormat {
  const format = reportFormats.find((one) => one === text);
  if (format !== undefined) return format;
  const params = { flag: '--format', message: `"${text.slice(0, 40)}" (${reportFormats.join(', ')})` };
  throw new SluiceError('CLI_VALUE_INVALID', { params });
}

async function makeReport(
  context: CommandContext,
  folder: string | undefined,
  { previous, verify, from, to }: ReportOptions,
): Promise<Report> {
  const { services, signal } = context;
  if (folder !== undefined && from === undefined && to === undefined) {
    const request = {
      directory: folderArgument(context, folder),
      ...(previous !== undefined && { previous: folderArgument(context, previous) }),
      verify: verify === true,
      signal,
      onBytes: reading(context),
    };
    return makeSetReport(services, request, installationParts(services));
  }
  const isPeriod = folder === undefined && previous === undefined && verify === undefined;
  if (!isPeriod || from === undefined || to === undefined) {
    throw new SluiceError('REPORT_SUBJECT_UNCLEAR', { stage: 'configure' });
  }
  return makePeriodReport(services, { from, to, signal }, installationParts(services));
}

/** How far the reading is, where somebody can see it; never in the report's own stream. */
function reading({ errors, language }: CommandContext): (done: number, total: number) => void {
  const say = wordsIn(language);
  let shown = -1;
  return (done, total) => {
    const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
    if (errors.isTTY !== true || percent === shown) return;
    shown = percent;
    const line = say('verify.reading', { percent, total: formatBytes(total) });
    errors.write(percent === 100 ? '\r\u001b[2K' : `\r  ${line}`);
  };
}
