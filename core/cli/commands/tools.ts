import type { Command } from 'commander';
import { listRuns, rebuildResources, registriesConfFrom, waitingRuns } from '../../host/index.ts';
import { print, printJson, rendering, type CommandContext } from '../context.ts';
import { formatTable, formatTime } from '../output/format.ts';
import { formatMessage } from '../output/message.ts';
import { findingMessage } from '../../host/index.ts';
import { SluiceError } from '../../contract/index.ts';
import { destinationOf } from '../mirror-arguments.ts';
import { wordsIn } from '../words.ts';
import { folderArgument } from './media.ts';

/** `sluice registries-conf`: from IDMS and ITMS. */
export function addRegistriesConf(program: Command, context: CommandContext): void {
  const say = wordsIn(context.language);
  program
    .command('registries-conf')
    .description(say('help.registries-conf'))
    .requiredOption('--from-resources <folder>', say('help.registries-conf.from'))
    .option('--insecure', say('help.registries-conf.insecure'))
    .action(async (options: { fromResources: string; insecure?: boolean }) => {
      const folder = folderArgument(context, options.fromResources);
      const text = await registriesConfFrom(context.services, folder, {
        insecure: options.insecure === true,
      });
      context.output.write(text);
    });
}

/** `sluice resources`: cluster resources of a set, offline. */
export function addResources(program: Command, context: CommandContext): void {
  const say = wordsIn(context.language);
  program
    .command('resources')
    .description(say('help.resources'))
    .requiredOption('--from <folder>', say('help.resources.from'))
    .requiredOption('--output <folder>', say('help.resources.output'))
    .argument('<registry>', say('help.resources.registry'))
    .action(async (registry: string, options: { from: string; output: string }) => {
      const target = destinationOf(
        registry.includes('://') ? registry : `docker://${registry}`,
        (path) => path,
      );
      if (target.kind !== 'registry') {
        throw new SluiceError('CLI_DESTINATION_INVALID', { params: { value: registry } });
      }
      await rendering(context, false, async (renderer) => {
        const files = await rebuildResources(
          context.services,
          {
            from: folderArgument(context, options.from),
            output: folderArgument(context, options.output),
            registry: target.host,
            namespace: target.namespace,
          },
          renderer.show,
        );
        for (const file of files) renderer.print(file);
      });
    });
}

/** `sluice runs`: what was done, and what waits to be gone on with. */
export function addRuns(program: Command, context: CommandContext): void {
  const say = wordsIn(context.language);
  program
    .command('runs')
    .description(say('help.runs'))
    .option('--all', say('help.runs.all'))
    .option('--json', say('help.json'))
    .action(async (options: { all?: boolean; json?: boolean }) => {
      const { runs, findings } = await listRuns(context.services);
      const shown = options.all === true ? runs : waitingRuns(runs);
      if (options.json === true) {
        printJson(
          context,
          shown.map(({ record, alive }) => ({ ...record, alive })),
        );
        return;
      }
      for (const finding of findings) {
        print(context, formatMessage(finding.level, findingMessage(finding), context.language));
      }
      if (shown.length === 0) {
        print(context, say('runs.none'));
        return;
      }
      const rows = shown.map(({ record }) => [
        record.id,
        stateText(say, record),
        formatTime(record.updated),
        record.target,
        record.command.join(' '),
      ]);
      print(
        context,
        formatTable(
          [say('runs.run'), say('runs.state'), say('runs.updated'), say('plan.to'), say('runs.command')],
          rows,
        ),
      );
      const has = (...states: readonly string[]): boolean =>
        shown.some(({ record }) => states.includes(record.state));
      if (has('interrupted', 'failed')) print(context, say('runs.goOn'));
      if (has('incomplete')) print(context, say('runs.askAgain'));
    });
}

/** `failed (ARCHIVE_DISK_FULL)`: the code is what the messages and the documentation name it by. */
function stateText(
  say: ReturnType<typeof wordsIn>,
  { state, summary }: Awaited<ReturnType<typeof listRuns>>['runs'][number]['record'],
): string {
  const text = say.maybe(`state.${state}`) ?? state;
  const { error } = summary;
  return error === undefined ? text : `${text} (${error})`;
}
