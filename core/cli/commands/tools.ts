import { resolve } from 'node:path';
import type { Command } from 'commander';
import { SluiceError } from '../../contract/index.ts';
import {
  listReleaseVersions,
  listRuns,
  rebuildResources,
  registriesConfFrom,
  waitingRuns,
  type ReleaseListing,
} from '../../host/index.ts';
import { print, printJson, rendering, type CommandContext } from '../context.ts';
import { formatTable, formatTime } from '../output/format.ts';
import { formatMessage } from '../output/message.ts';
import { findingMessage } from '../../host/index.ts';
import { wordsIn } from '../words.ts';
import { folderArgument } from './media.ts';

/** `sluice registries-conf`: from IDMS and ITMS. */
export function addRegistriesConf(program: Command, context: CommandContext): void {
  program
    .command('registries-conf')
    .description('print a registries.conf with the redirections of IDMS, ITMS or ICSP files')
    .requiredOption('--from-resources <folder>', 'folder with the files, or a set’s folder')
    .option('--insecure', 'mark the mirrors insecure')
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
  program
    .command('resources')
    .description('write the cluster resources for a set as loaded into a registry, without loading it')
    .requiredOption('--from <folder>', 'folder with a set')
    .requiredOption('--output <folder>', 'where the files go')
    .argument('<registry>', 'docker://<registry>[/<namespace>]')
    .action(async (registry: string, options: { from: string; output: string }) => {
      const [host = '', ...path] = registry
        .replace(/^docker:\/\//, '')
        .replace(/\/+$/, '')
        .split('/');
      if (host === '') throw new SluiceError('CLI_DESTINATION_INVALID', { params: { value: registry } });
      await rendering(context, false, async (renderer) => {
        const files = await rebuildResources(
          context.services,
          {
            from: folderArgument(context, options.from),
            output: folderArgument(context, options.output),
            registry: host,
            namespace: path.join('/'),
          },
          renderer.show,
        );
        for (const file of files) renderer.print(file);
      });
    });
}

/** `sluice list releases` (oc-mirror-v2.md 2.5). */
export function addList(program: Command, context: CommandContext): void {
  const list = program.command('list').description('list what can be mirrored');
  list
    .command('releases')
    .description('minor releases, the channels of one, or the releases of a channel')
    .option('--version <minor>', 'minor release such as 4.18')
    .option('--channel <name>', 'channel such as stable-4.18')
    .option('--channels', 'the channels of --version')
    .option('--filter-by-archs <list>', 'comma separated; default amd64')
    .option('--registries-conf <file>', 'registries.conf to use instead of the usual files')
    .option('--authfile <file>', 'the only credentials file to read')
    .option('--json', 'as JSON')
    .action(async (options: Record<string, string | boolean | undefined>) => {
      const text = (name: string): string | undefined => {
        const value = options[name];
        return typeof value === 'string' ? value : undefined;
      };
      const path = (name: string): string | undefined => {
        const value = text(name);
        return value === undefined
          ? undefined
          : resolve(context.services.environment.workingDirectory, value);
      };
      const registriesConf = path('registriesConf');
      const authFile = path('authfile');
      await rendering(context, false, async (renderer) => {
        const listing = await listReleaseVersions(
          context.services,
          {
            version: text('version'),
            channel: text('channel'),
            channels: options['channels'] === true,
            architectures: text('filterByArchs')?.split(','),
            ...(registriesConf !== undefined && { registriesConf }),
            ...(authFile !== undefined && { authFile }),
          },
          { observer: renderer.show, signal: context.signal },
        );
        if (options['json'] === true) printJson(context, listing);
        else renderer.print(formatListing(listing));
      });
    });
}

function formatListing(listing: ReleaseListing): string {
  switch (listing.kind) {
    case 'minors':
      return listing.minors.join('\n');
    case 'channels':
      return listing.channels.join('\n');
    case 'releases':
      return listing.architectures
        .flatMap(({ architecture, versions }) => [
          ...(listing.architectures.length > 1 ? [`${architecture}:`] : []),
          ...versions,
        ])
        .join('\n');
  }
}

/** `sluice runs`: what was done, and what waits to be gone on with. */
export function addRuns(program: Command, context: CommandContext): void {
  program
    .command('runs')
    .description('list runs: finished, running, and interrupted ones that can go on')
    .option('--all', 'finished runs too')
    .option('--json', 'as JSON')
    .action(async (options: { all?: boolean; json?: boolean }) => {
      const say = wordsIn(context.language);
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
