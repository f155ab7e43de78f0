import { dirname } from 'node:path';
import type { Command } from 'commander';
import { readInstallationCustody, readSetCustody } from '../../host/index.ts';
import { SluiceError, type CustodyView } from '../../contract/index.ts';
import { print, printJson, type CommandContext } from '../context.ts';
import { formatCustody } from '../output/custody.ts';
import { wordsIn } from '../words.ts';
import { folderArgument } from './media.ts';

interface Options {
  readonly installation?: boolean;
  readonly last?: string;
  readonly json?: boolean;
}

const mostShown = 1000;

/** `sluice custody show` and `sluice custody verify`. */
export function addCustody(program: Command, context: CommandContext): void {
  const custody = program.command('custody').description(wordsIn(context.language)('help.custody'));
  addReading(custody, context, 'show');
  addReading(custody, context, 'verify');
}

/** Both check the whole chain and end with 1 when it is broken; only one shows the records. */
function addReading(custody: Command, context: CommandContext, name: 'show' | 'verify'): void {
  const say = wordsIn(context.language);
  const command = custody
    .command(name)
    .description(say(`help.custody.${name}`))
    .argument('[folder]', say('help.folder'))
    .option('--installation', say('help.custody.installation'))
    .option('--json', say('help.json'));
  if (name === 'show') command.option('--last <number>', say('help.custody.last'));
  command.action(async (folder: string | undefined, options: Options) => {
    const view = await read(context, `sluice custody ${name}`, folder, options);
    if (view.state !== 'whole') context.exitCode = 1;
    if (options.json === true) {
      printJson(context, view);
      return;
    }
    if (view.state === 'absent') {
      const params = { folder: dirname(view.display) };
      throw new SluiceError('CUSTODY_ABSENT', { params, stage: 'inspect', affected: [params.folder] });
    }
    print(context, formatCustody(view, name === 'show', context.language));
  });
}

async function read(
  context: CommandContext,
  command: string,
  folder: string | undefined,
  { installation, last }: Options,
): Promise<CustodyView> {
  const newest = countOf(last);
  if (folder === undefined) {
    if (installation === true) return readInstallationCustody(context.services, newest);
    throw new SluiceError('CLI_ARGUMENT_MISSING', { params: { argument: '<folder>', command } });
  }
  if (installation === true) {
    throw new SluiceError('CLI_ARGUMENTS_EXCESS', { params: { arguments: folder, count: 1, command } });
  }
  return readSetCustody(context.services, folderArgument(context, folder), newest);
}

/** Throws CLI_VALUE_INVALID. */
function countOf(text = '200'): number {
  const count = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= mostShown) return count;
  throw new SluiceError('CLI_VALUE_INVALID', {
    params: { flag: '--last', message: `"${text}" (1 - ${mostShown})` },
  });
}
