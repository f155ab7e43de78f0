import { join } from 'node:path';
import type { Command } from 'commander';
import { formatBytes, SluiceError, type Language } from '../../contract/index.ts';
import { dropReceive, dropSend, type MissingFile } from '../../host/index.ts';
import { print, printJson, type CommandContext } from '../context.ts';
import { countedLine } from '../output/counted-line.ts';
import { wordsIn } from '../words.ts';
import { folderArgument } from './media.ts';

interface ReceiveFlags {
  readonly json?: boolean;
  readonly set?: string;
  readonly wait?: string | true;
}

/** `sluice drop send` and `sluice drop receive`. */
export function addDrop(program: Command, context: CommandContext): void {
  const drop = program.command('drop').description(wordsIn(context.language)('help.drop'));
  addSend(drop, context);
  addReceive(drop, context);
}

function addSend(drop: Command, context: CommandContext): void {
  const say = wordsIn(context.language);
  drop
    .command('send')
    .description(say('help.drop.send'))
    .argument('<set folder>', say('help.folder'))
    .argument('<drop folder>', say('help.drop.folder'))
    .option('--json', say('help.json'))
    .action(async (set: string, typed: string, flags: { readonly json?: boolean }) => {
      const folder = folderArgument(context, typed);
      const line = countedLine(context, flags.json === true);
      const sent = await dropSend(context.services, folderArgument(context, set), folder, {
        signal: context.signal,
        onProgress: ({ bytes, total }) => line.show('drop.sending', bytes, total),
      }).finally(line.clear);
      if (flags.json === true) return printJson(context, sent);
      const { setId, files, bytes, sentBytes } = sent;
      const params = { files, bytes: formatBytes(bytes), sent: formatBytes(sentBytes) };
      print(context, say('drop.sent', { set: setId, folder: join(folder, sent.folder), ...params }));
    });
}

function addReceive(drop: Command, context: CommandContext): void {
  const say = wordsIn(context.language);
  drop
    .command('receive')
    .description(say('help.drop.receive'))
    .argument('<drop folder>', say('help.drop.folder'))
    .argument('<set folder>', say('help.drop.target'))
    .option('--wait [minutes]', say('help.drop.wait'))
    .option('--set <id>', say('help.drop.set'))
    .option('--json', say('help.json'))
    .action(async (typed: string, set: string, flags: ReceiveFlags) => {
      const waitFor = flags.wait === undefined ? undefined : millisecondsOf(flags.wait);
      const line = countedLine(context, flags.json === true);
      const received = await dropReceive(
        context.services,
        folderArgument(context, typed),
        folderArgument(context, set),
        {
          signal: context.signal,
          onProgress: ({ bytes, total }) => line.show('drop.receiving', bytes, total),
          onWaiting: (missing) => {
            line.clear();
            // What is waited for is no part of the answer.
            context.errors.write(`${waitingText(missing, context.language)}\n`);
          },
          ...(waitFor !== undefined && { waitFor }),
          ...(flags.set !== undefined && { setId: flags.set }),
        },
      ).finally(line.clear);
      if (flags.json === true) return printJson(context, received);
      const { setId, generation, files, bytes } = received;
      print(context, say('drop.received', { set: setId, generation, files, bytes: formatBytes(bytes) }));
    });
}

/** Throws CLI_VALUE_INVALID. */
function millisecondsOf(typed: string | true): number {
  if (typed === true) return Number.POSITIVE_INFINITY;
  const minutes = /^\d{1,6}$/.test(typed) ? Number(typed) : 0;
  if (minutes >= 1) return minutes * 60_000;
  const params = { flag: '--wait', message: `"${typed}" (1 - 999999)` };
  throw new SluiceError('CLI_VALUE_INVALID', { params });
}

const mostNamed = 5;

function waitingText(missing: readonly MissingFile[] | undefined, language: Language): string {
  const say = wordsIn(language);
  if (missing === undefined) return say('drop.waitingMarker');
  const named = missing
    .slice(0, mostNamed)
    .map(({ name, state, found, size }) =>
      say(`drop.state.${state}`, { file: name, found: formatBytes(found), size: formatBytes(size) }),
    );
  const names = named.join(say('comma'));
  const rest = missing.length - named.length;
  return say('drop.waiting', {
    count: missing.length,
    names: rest > 0 ? say('andMore', { names, count: rest }) : names,
  });
}
