import { resolve } from 'node:path';
import type { Command } from 'commander';
import { scanListForms, verdictKinds, type ScanListForm, type VerdictKind } from '../../contract/index.ts';
import { forgetApprovals, importReport, listVerdicts, whatToScan } from '../../host/index.ts';
import { print, printJson, type CommandContext } from '../context.ts';
import { formatMessage } from '../output/message.ts';
import { countLines, verdictTable } from '../output/verdicts.ts';
import { wordsIn } from '../words.ts';
import { addScan } from './approve-scan.ts';
import { addRevoke } from './approve-revoke.ts';
import { addRule } from './approve-rule.ts';
import { dateOf, valueInvalid } from './approve-values.ts';
import { addWaive } from './approve-waive.ts';
import { folderArgument } from './media.ts';

/** `sluice approve`: the approval gate of the enterprise stage. */
export function addApprove(program: Command, context: CommandContext): void {
  const approve = program.command('approve').description(wordsIn(context.language)('help.approve'));
  addImport(approve, context);
  addVerdicts(approve, context, 'list');
  addVerdicts(approve, context, 'status');
  addWaive(approve, context);
  addRule(approve, context);
  addToScan(approve, context);
  addScan(approve, context);
  addRevoke(approve, context);
  addForget(approve, context);
}

interface ImportOptions {
  readonly digest?: string;
  readonly scannedAt?: string;
  readonly databaseDate?: string;
  readonly json?: boolean;
}

function addImport(approve: Command, context: CommandContext): void {
  const say = wordsIn(context.language);
  approve
    .command('import')
    .description(say('help.approve.import'))
    .argument('<reports...>', say('help.approve.import.reports'))
    .option('--digest <digest>', say('help.approve.import.digest'))
    .option('--scanned-at <date>', say('help.approve.import.scannedAt'))
    .option('--database-date <date>', say('help.approve.import.databaseDate'))
    .option('--json', say('help.json'))
    .action(async (reports: readonly string[], options: ImportOptions) => {
      if (options.digest !== undefined && reports.length > 1)
        throw valueInvalid('--digest', options.digest, `${reports.length} files`);
      const stated = {
        ...(options.digest !== undefined && { digest: options.digest }),
        ...dateOf('--scanned-at', 'scannedAt', options.scannedAt),
        ...dateOf('--database-date', 'databaseDate', options.databaseDate),
      };
      const taken = [];
      for (const report of reports) {
        context.signal.throwIfAborted();
        const path = resolve(context.services.environment.workingDirectory, report);
        const scan = await importReport(context.services, path, stated);
        taken.push(scan);
        for (const notice of scan.notices)
          context.errors.write(`${formatMessage('warning', notice, context.language)}\n`);
        if (options.json === true) continue;
        const worst = scan.worst === undefined ? say('approve.noFindings') : say(`severity.${scan.worst}`);
        const { tool, findings } = scan;
        print(context, say('approve.taken', { report, tool, findings, worst }));
        print(context, `  ${say('approve.id', { id: scan.id })}  ${scan.digests.join(' ')}`);
      }
      if (options.json === true) printJson(context, taken);
    });
}

interface VerdictOptions {
  readonly for: string;
  readonly from?: string;
  readonly verdict?: string;
  readonly json?: boolean;
}

function addVerdicts(approve: Command, context: CommandContext, name: 'list' | 'status'): void {
  const say = wordsIn(context.language);
  const command = approve
    .command(name)
    .description(say(`help.approve.${name}`))
    .requiredOption('--for <name>', say('help.approve.for'))
    .option('--from <folder>', say('help.approve.from'))
    .option('--json', say('help.json'));
  if (name === 'list')
    command.option('--verdict <verdict>', say('help.approve.verdict', { verdicts: verdictKinds.join(', ') }));
  command.action(async (options: VerdictOptions) => {
    const wanted = options.verdict === undefined ? undefined : verdictOf(options.verdict);
    const list = await listVerdicts(context.services, {
      enclave: options.for,
      from: options.from === undefined ? undefined : folderArgument(context, options.from),
      signal: context.signal,
    });
    const rows = list.rows.filter(({ verdict }) => wanted === undefined || verdict === wanted);
    if (name === 'list') {
      if (options.json === true) printJson(context, { ...list, rows });
      else print(context, verdictTable({ ...list, rows }, context.language));
      return;
    }
    const counts = Object.fromEntries(
      verdictKinds.map((kind) => [kind, rows.filter(({ verdict }) => verdict === kind).length]),
    );
    if (options.json === true)
      printJson(context, { enclave: list.enclave, plannedAt: list.plannedAt, counts });
    else print(context, countLines({ ...list, rows }, context.language));
    // For scripts: whether everything may go.
    const held = rows.some(({ verdict }) => ['held', 'not-scanned', 'denied'].includes(verdict));
    context.exitCode = held ? 1 : 0;
  });
}

function addToScan(approve: Command, context: CommandContext): void {
  const say = wordsIn(context.language);
  approve
    .command('to-scan')
    .description(say('help.approve.toScan'))
    .requiredOption('--for <name>', say('help.approve.for'))
    .option('--from <folder>', say('help.approve.from'))
    .option('--as <form>', say('help.approve.toScan.as'))
    .option('--registry <place>', say('help.approve.toScan.registry'))
    .action(async (options: { for: string; from?: string; as?: string; registry?: string }) => {
      const { as: asked = 'text' } = options;
      const form = scanListForms.find((each): each is ScanListForm => each === asked);
      if (form === undefined) throw valueInvalid('--as', asked, scanListForms.join(', '));
      const { count, text } = await whatToScan(context.services, {
        enclave: options.for,
        from: options.from === undefined ? undefined : folderArgument(context, options.from),
        as: form,
        registry: options.registry?.replace(/^docker:\/\//, ''),
        signal: context.signal,
      });
      // The list is for a program: what is said to people goes beside it.
      if (count === 0) context.errors.write(`${say('approve.nothingToScan')}\n`);
      else context.output.write(text);
    });
}

function addForget(approve: Command, context: CommandContext): void {
  const say = wordsIn(context.language);
  approve
    .command('forget')
    .description(say('help.approve.forget'))
    .argument('<ids...>', say('help.approve.forget.ids'))
    .action(async (ids: readonly string[]) => {
      const count = await forgetApprovals(context.services, ids);
      print(context, say('approve.forgotten', { count }));
      context.exitCode = count === new Set(ids).size ? 0 : 1;
    });
}

function verdictOf(text: string): VerdictKind {
  const found = verdictKinds.find((kind) => kind === text);
  if (found === undefined) throw valueInvalid('--verdict', text, verdictKinds.join(', '));
  return found;
}
