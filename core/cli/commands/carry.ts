import type { Command } from 'commander';
import { discKinds, discSizes, formatBytes, SluiceError } from '../../contract/index.ts';
import {
  carryStatus,
  collectFromMedium,
  collectNeed,
  fillNextMedium,
  forgetMedium,
  type CarryNotice,
  type CarryProgress,
  type CarryStatus,
} from '../../host/index.ts';
import { print, printJson, type CommandContext } from '../context.ts';
import { parseByteCount } from '../byte-count.ts';
import { formatTable, formatTime } from '../output/format.ts';
import { formatMessage } from '../output/message.ts';
import { wordsIn, type Say } from '../words.ts';
import { folderArgument } from './media.ts';

interface JsonOption {
  readonly json?: boolean;
}

interface FillOptions extends JsonOption {
  readonly size?: string;
}

/** `sluice carry`: a set on several media. */
export function addCarry(program: Command, context: CommandContext): void {
  const say = wordsIn(context.language);
  const carry = program.command('carry').description(say('help.carry'));
  addFill(carry, context);
  addCollect(carry, context);
  carry
    .command('status')
    .description(say('help.carry.status'))
    .argument('<set>', say('help.carry.set'))
    .option('--json', say('help.json'))
    .action(async (set: string, { json }: JsonOption) => {
      const status = await carryStatus(context.services, folderArgument(context, set));
      if (json === true) printJson(context, status);
      else print(context, formatStatus(status, say));
    });
  carry
    .command('lost')
    .description(say('help.carry.lost'))
    .argument('<set>', say('help.carry.set'))
    .requiredOption('--medium <number>', say('help.carry.number'))
    .option('--json', say('help.json'))
    .action(async (set: string, { json, medium }: JsonOption & { readonly medium: string }) => {
      if (!/^[1-9]\d{0,4}$/.test(medium))
        throw new SluiceError('CLI_VALUE_INVALID', { params: { flag: '--medium', message: medium } });
      const folder = folderArgument(context, set);
      const status = await forgetMedium(context.services, folder, Number(medium));
      if (json === true) printJson(context, status);
      else print(context, formatStatus(status, say));
    });
}

function addFill(carry: Command, context: CommandContext): void {
  const say = wordsIn(context.language);
  carry
    .command('fill')
    .description(say('help.carry.fill'))
    .argument('<set>', say('help.carry.set'))
    .argument('<medium>', say('help.carry.medium'))
    .option('--size <size>', say('help.carry.size', { kinds: discKinds.join(', ') }))
    .option('--json', say('help.json'))
    .action(async (set: string, medium: string, { json = false, size }: FillOptions) => {
      const filled = await fillNextMedium(
        context.services,
        {
          set: folderArgument(context, set),
          medium: folderArgument(context, medium),
          ...(size !== undefined && { capacity: capacityOf(size) }),
        },
        { signal: context.signal, onProgress: showing(context, json) },
      );
      if (json) return printJson(context, filled);
      const own = filled.media.find(({ number }) => number === filled.number);
      const params = { number: filled.number, set: filled.setId, count: own?.chunks.length ?? 0 };
      const lines = [say('carry.filled', params)];
      if (!filled.pastCache) lines.push(say('carry.cached'));
      print(context, [...lines, ...noticesIn(context, filled.notices), formatStatus(filled, say)].join('\n'));
    });
}

/** A kind of disc, or bytes as people type them. Throws CLI_VALUE_INVALID. */
function capacityOf(size: string): number {
  const kind = discKinds.find((known) => known === size.toLowerCase());
  return kind === undefined ? parseByteCount('--size', size) : discSizes[kind];
}

function noticesIn({ language }: CommandContext, notices: readonly CarryNotice[]): string[] {
  return notices.map(({ level, message }) => formatMessage(level, message, language));
}

function addCollect(carry: Command, context: CommandContext): void {
  const say = wordsIn(context.language);
  carry
    .command('collect')
    .description(say('help.carry.collect'))
    .argument('<medium>', say('help.carry.medium'))
    .argument('<folder>', say('help.carry.into'))
    .option('--json', say('help.json'))
    .action(async (medium: string, folder: string, { json = false }: JsonOption) => {
      const directory = folderArgument(context, folder);
      const places = { medium: folderArgument(context, medium), directory };
      if (!json) await showNeed(context, places);
      const collected = await collectFromMedium(context.services, places, {
        signal: context.signal,
        onProgress: showing(context, json),
      });
      const { setId, number, taken, damaged, missing } = collected;
      // A script sees by the exit code whether another medium is needed.
      context.exitCode = missing.length > 0 ? 1 : 0;
      if (json) return printJson(context, collected);
      const count = { set: setId, count: taken.length };
      const took =
        number === undefined ? say('carry.took', count) : say('carry.tookFrom', { ...count, number });
      const told = damaged.map((message) => formatMessage('error', message, context.language));
      const end =
        missing.length === 0
          ? say('carry.whole', { directory })
          : say('carry.missing', { names: someOf(missing, say) });
      print(context, [took, ...told, ...noticesIn(context, collected.notices), end].join('\n'));
    });
}

/** What the whole set needs, before the first byte moves. */
async function showNeed(context: CommandContext, places: Parameters<typeof collectNeed>[1]): Promise<void> {
  const { setId, total, needed, free } = await collectNeed(context.services, places);
  const params = { set: setId, total: formatBytes(total), needed: formatBytes(needed) };
  const say = wordsIn(context.language);
  print(
    context,
    free === undefined
      ? say('carry.needs', params)
      : say('carry.needsOf', { ...params, free: formatBytes(free) }),
  );
}

const mostNamed = 12;

function someOf(names: readonly string[], say: Say): string {
  const shown = names.slice(0, mostNamed);
  const more = names.length - shown.length;
  return [...shown, ...(more > 0 ? [say('carry.more', { count: more })] : [])].join(', ');
}

function formatStatus({ media, left }: CarryStatus, say: Say): string {
  const table = formatTable(
    [say('carry.medium'), say('carry.filledAt'), say('carry.chunks')],
    media.map(({ number, time, chunks }) => [String(number), formatTime(time), someOf(chunks, say)]),
  );
  const bytes = formatBytes(left.reduce((sum, { size }) => sum + size, 0));
  const names = left.map(({ name }) => name);
  const rest =
    left.length === 0
      ? say('carry.allCarried')
      : say('carry.left', { count: left.length, bytes, names: someOf(names, say) });
  return media.length === 0 ? rest : `${table}\n${rest}`;
}

/** A line that is written over in a terminal, nothing elsewhere. */
function showing({ output, language }: CommandContext, json: boolean): (progress: CarryProgress) => void {
  const say = wordsIn(language);
  let shown = '';
  return ({ doing, bytes, total }) => {
    if (json || output.isTTY !== true) return;
    const percent = total === 0 ? 100 : Math.floor((100 * bytes) / total);
    const line = say(doing === 'copy' ? 'carry.copying' : 'carry.verifying', {
      percent,
      total: formatBytes(total),
    });
    if (line === shown) return;
    shown = line;
    output.write(percent === 100 ? '\r\u001b[2K' : `\r  ${line}`);
  };
}
