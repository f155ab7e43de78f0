import type { Command } from 'commander';
import { listKnownSets, markFound, markLost } from '../../host/index.ts';
import { SluiceError } from '../../contract/index.ts';
import { print, printJson, type CommandContext } from '../context.ts';
import { formatSets } from '../output/receipt.ts';
import { wordsIn } from '../words.ts';

interface Options {
  readonly target: string;
  readonly generation: string;
  readonly reason: string;
  readonly json?: boolean;
}

/** `sluice set`: the sets that were made for a receiver, and what became of them. */
export function addSet(program: Command, context: CommandContext): void {
  const say = wordsIn(context.language);
  const set = program.command('set').description(say('help.set'));
  set
    .command('list')
    .description(say('help.set.list'))
    .requiredOption('--target <name>', say('help.set.target'))
    .option('--json', say('help.json'))
    .action(async ({ target, json }: Options) => {
      const list = await listKnownSets(context.services, target);
      if (json === true) printJson(context, list);
      else print(context, formatSets(list, context.language));
    });
  set
    .command('lost')
    .description(say('help.set.lost'))
    .requiredOption('--target <name>', say('help.set.target'))
    .requiredOption('--generation <number>', say('help.set.generation'))
    .requiredOption('--reason <text>', say('help.set.reason'))
    .option('--json', say('help.json'))
    .action(async ({ target, generation, reason, json }: Options) => {
      const number = numberOf(generation);
      await markLost(context.services, target, number, reasonOf(reason));
      await tell(context, target, json, say('sets.nowLost', { generation: number, target }));
    });
  set
    .command('found')
    .description(say('help.set.found'))
    .requiredOption('--target <name>', say('help.set.target'))
    .requiredOption('--generation <number>', say('help.set.generation'))
    .option('--json', say('help.json'))
    .action(async ({ target, generation, json }: Options) => {
      const number = numberOf(generation);
      await markFound(context.services, target, number);
      await tell(context, target, json, say('sets.nowFound', { generation: number, target }));
    });
}

async function tell(
  context: CommandContext,
  target: string,
  json: boolean | undefined,
  text: string,
): Promise<void> {
  if (json === true) printJson(context, await listKnownSets(context.services, target));
  else print(context, text);
}

function numberOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  const message = `"${text.slice(0, 40)}" (1, 2, 3, …)`;
  throw new SluiceError('CLI_VALUE_INVALID', { params: { flag: '--generation', message } });
}

function reasonOf(text: string): string {
  const reason = text.trim();
  if (reason !== '' && reason.length <= 1000) return reason;
  throw new SluiceError('CLI_VALUE_INVALID', {
    params: { flag: '--reason', message: `"${reason.slice(0, 40)}"` },
  });
}
